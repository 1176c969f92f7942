"""Entries as they are printed: answers in words, who signed, and every correction beside what it corrects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from daybook.custody.entries.base import EntryKind, kind_of
from daybook.custody.entries.said import answered, words
from daybook.custody.models import CustodyEntry
from daybook.custody.papers.redaction import Lifted, Reader, Withholding, withheld


@dataclass(frozen=True, slots=True)
class Answer:
    """One question and its answer in words; `rule` is set, and the words are empty, where it is withheld."""

    label: str
    words: str
    rule: Withholding | None = None


@dataclass(slots=True)
class PrintedEntry:
    """One entry. `correction` stands in its place; one with `withdrawn` says that nothing does. Times in UTC."""

    id: UUID
    kind: str
    title: str
    at: datetime
    entered_at: datetime
    noted_at: datetime | None
    signed: str
    answers: list[Answer]
    why: str = ""
    withdrawn: bool = False
    override: str = ""
    correction: PrintedEntry | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def chain(self) -> list[PrintedEntry]:
        """This entry and those that corrected it, the last of which counts."""
        return [self, *(self.correction.chain if self.correction else [])]


def printed(
    entries: Iterable[CustodyEntry], reader: Reader, lifted: Lifted = frozenset()
) -> list[PrintedEntry]:
    """The entries for this reader, in the order they happened; a corrected one stands where it was first written."""
    rows = list(entries)
    made = {row.pk: _printed(row, reader, lifted) for row in rows}
    for row in rows:
        if row.corrects_id in made:
            made[row.corrects_id].correction = made[row.pk]
    first = [made[row.pk] for row in rows if row.corrects_id not in made]
    return sorted(first, key=lambda one: (one.at, one.entered_at, one.id))


def _printed(row: CustodyEntry, reader: Reader, lifted: Lifted) -> PrintedEntry:
    kind = kind_of(row.kind)
    return PrintedEntry(
        id=row.pk,
        kind=row.kind,
        title=kind.title,
        at=row.happened_at,
        entered_at=row.entered_at,
        noted_at=row.noted_at,
        signed=str(row.by) if row.by else "Daybook",
        answers=_answers(row, kind, reader, lifted),
        why=row.reason,
        withdrawn=row.details is None,
        override=row.override,
        notes=list(row.reasons.values()),
    )


def _answers(row: CustodyEntry, kind: type[EntryKind], reader: Reader, lifted: Lifted) -> list[Answer]:
    if row.details is None:
        return []
    entry = kind.read(row.details, row.happened_at)
    found = []
    for name, ask in answered(entry):
        rule = withheld(kind.slug, name, reader, lifted)
        found.append(Answer(ask.label, "" if rule else words(getattr(entry, name), ask), rule))
    return found
