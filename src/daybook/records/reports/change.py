"""A later change of a report's state: what it is called, from which states, and what it asks besides a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from daybook.records.reports.findings import Warned
from daybook.records.reports.form import Judged


@dataclass(frozen=True, slots=True)
class Earlier:
    """A change made before: which, when it was entered, by whom, and what was answered."""

    slug: str
    at: datetime
    by: UUID | None
    answers: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """What a change is judged by: the report as it stands, who asks, and the changes before, oldest first.

    `officer` is whose report it is, `by` who asks. `details` are what the report asks beyond people, place and
    offences, as JSON holds it.
    """

    status: str
    details: Mapping[str, Any]
    happened_at: datetime
    by: UUID | None = None
    officer: UUID | None = None
    earlier: tuple[Earlier, ...] = ()

    def last(self, *slugs: str) -> Earlier | None:
        """The latest of these changes."""
        return next((one for one in reversed(self.earlier) if one.slug in slugs), None)


class Questions(Judged):
    """What a change asks besides its reason: annotated fields as in a report, and rules of both kinds."""

    guarded: ClassVar[frozenset[str]] = frozenset()
    """As of a report."""

    @classmethod
    def fits(cls, details: Mapping[str, Any]) -> bool:
        """Whether it can be made of a report with these details at all; where not, it is not offered."""
        return True

    @classmethod
    def known(cls, told: Told) -> dict[str, Any]:
        """What the page may fill in beforehand, as a form holds it."""
        return {}

    def check_against(self, told: Told) -> None:
        """What cannot be true after what was told before: raise ValueError with a sentence."""

    def warnings(self, told: Told) -> list[Warned]:
        """What is unlikely and may still be so."""
        return []


@dataclass(frozen=True, slots=True)
class Change:
    """A later change of a report's state that is more than an amendment, such as a de-arrest.

    `title` says that it happened, `do` is the button that does it, `kind` the entry's kind. `withdraws` has the
    old systems take back what they were told. `after` are the states from which it may be made, all where none is
    named; `repeatable`: it may be made again in the state that it leads to. `asks` are its questions; `why` is how
    its reason is asked, empty where none is.
    """

    slug: str
    title: str
    kind: str
    status: str
    do: str
    withdraws: bool = False
    hint: str = ""
    after: frozenset[str] = frozenset()
    repeatable: bool = False
    asks: type[Questions] | None = None
    why: str = "Reason"
    permission: str = "records.amend-report"

    def is_possible(self, status: str) -> bool:
        """Whether it may be made of a report in that state."""
        if status == self.status and not self.repeatable:
            return False
        return not self.after or status in self.after

    def is_offered(self, status: str, details: Mapping[str, Any]) -> bool:
        """Whether the page of a report in that state, with these details, leads to it."""
        return self.is_possible(status) and (self.asks is None or self.asks.fits(details))
