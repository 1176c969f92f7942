from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Warned:
    """A soft rule's finding: the officer may go on with a reason. `path` is the field, as in `victims.0.pncid`."""

    rule: str
    path: str
    message: str

    @property
    def key(self) -> str:
        """Names the finding in a form, so that a reason given stays with it."""
        return f"{self.rule}@{self.path}"
