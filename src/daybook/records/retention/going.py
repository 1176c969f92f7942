"""What a disposal takes: gathered from every room that holds something, shown in the dry run, then carried out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from daybook.book.models import BookRecord
from daybook.records.retention.names import Names


@dataclass(frozen=True, slots=True)
class Notice:
    """A system that has to erase what it was told; `reference` is its own name for the record.

    `way`: `hand`, because of `why` (a sentence), `erase`, or `correct` for a `record` of ours that stays.
    """

    system: str
    title: str
    reference: str
    report: str = ""
    way: str = "hand"
    why: str = ""
    record: UUID | None = None


@dataclass(slots=True)
class Going:
    """`groups` stand in the order of who points to whom: what comes later points to what comes before and goes first.

    `records` are the ids of all that goes, `staying` those of reports that stay for somebody else. `beside` is done in
    the same transaction before the rows go: indexes and working rows; `after`, once what stays is told anew.
    `blocked`: why it cannot go now.
    """

    people: list[UUID]
    names: Names
    records: set[UUID] = field(default_factory=set)
    staying: set[UUID] = field(default_factory=set)
    groups: list[tuple[str, list[BookRecord]]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    notices: list[Notice] = field(default_factory=list)
    beside: list[Callable[[], object]] = field(default_factory=list)
    after: list[Callable[[], object]] = field(default_factory=list)
    blocked: list[str] = field(default_factory=list)

    def add(self, title: str, rows: Iterable[BookRecord]) -> None:
        """Rows of one kind; among them too, a later one may point to an earlier one."""
        held = list(rows)
        if held:
            self.groups.append((title, held))
            self.count(title, len(held))
            self.records |= {row.pk for row in held}

    def count(self, title: str, number: int) -> None:
        if number:
            self.counts[title] = self.counts.get(title, 0) + number

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the rows and files: another person agrees to exactly these."""
        rows = sorted(f"{row._meta.label_lower} {row.pk.hex}" for _, group in self.groups for row in group)
        return hashlib.sha256("\n".join([*rows, *sorted(self.files)]).encode()).hexdigest()


Holder = Callable[[Going], None]
Step = Callable[[], object]
_holders: list[Holder] = []
_first: list[Step] = []


def register_holder(holder: Holder) -> Holder:
    """A room says what it holds of those who go; rooms of upper floors come later."""
    if holder not in _holders:
        _holders.append(holder)
    return holder


def holders() -> list[Holder]:
    return list(_holders)


def begin_with(step: Step) -> Step:
    """A room says what has to be done first in the transaction of a disposal, before anything is read or locked."""
    if step not in _first:
        _first.append(step)
    return step


def begin() -> None:
    for step in _first:
        step()
