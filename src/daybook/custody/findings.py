"""What a rule says against an entry: refused, or warned of and open to a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from daybook.records.reports.findings import Warned


@dataclass(frozen=True, slots=True)
class Refused:
    """A hard rule's finding: `path` is the field at fault. `overridable` in an emergency, with a text and an alert."""

    rule: str
    path: str
    message: str
    overridable: bool = False

    @property
    def sentence(self) -> str:
        """The message with the rule's id, as pages and the API show it."""
        return f"{self.message} ({self.rule})" if self.rule else self.message


class NotWrittenError(ValueError):
    """Nothing was written: rules refuse the entry, or soft findings still wait for a reason."""

    def __init__(self, refused: Sequence[Refused] = (), unanswered: Sequence[Warned] = ()) -> None:
        self.refused, self.unanswered = list(refused), list(unanswered)
        asked = [f"Give a reason for {one.key}: {one.message}" for one in self.unanswered]
        super().__init__("\n".join([one.sentence for one in self.refused] + asked))

    @property
    def errors(self) -> dict[str, str]:
        """One sentence for each field at fault, as a form takes them."""
        found: dict[str, str] = {}
        for one in self.refused:
            found.setdefault(one.path, one.sentence)
        return found


__all__ = ["NotWrittenError", "Refused", "Warned"]
