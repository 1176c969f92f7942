"""The entries of a record as a timeline: each timed and signed, what was corrected struck beside its correction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from daybook.custody.entries import EntryKind, kind_of
from daybook.custody.models import CustodyEntry

LATE = timedelta(minutes=5)
"""From here on the time of writing is shown beside the time of happening."""


@dataclass(frozen=True, slots=True)
class Struck:
    """An entry that was corrected, with the reason, and by whom."""

    id: UUID
    words: str
    at: datetime
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in force, or one withdrawn (`words` is empty then)."""

    id: UUID
    kind: type[EntryKind]
    at: datetime
    written: datetime
    words: str
    by: str
    struck: tuple[Struck, ...] = ()
    reasons: tuple[str, ...] = ()
    override: str = ""

    @property
    def is_late(self) -> bool:
        return self.written - self.at > LATE

    @property
    def can_be_corrected(self) -> bool:
        return bool(self.words) and not self.kind.house


def timeline(entries: Iterable[CustodyEntry]) -> list[Line]:
    """What stands now, the latest first; each with the entries that it corrected, the first of them first."""
    rows = list(entries)
    corrected = {row.corrects_id: row for row in rows if row.corrects_id}
    before: dict[UUID, list[CustodyEntry]] = defaultdict(list)
    for row in rows:
        if row.pk in corrected:
            before[_stands(row, corrected).pk].append(row)
    lines = [_line(row, before[row.pk], corrected) for row in rows if row.pk not in corrected]
    return sorted(lines, key=lambda line: (line.at, line.written), reverse=True)


def _stands(row: CustodyEntry, corrected: dict[UUID, CustodyEntry]) -> CustodyEntry:
    """The entry that stands in the place of one, through all corrections."""
    while row.pk in corrected:
        row = corrected[row.pk]
    return row


def _line(row: CustodyEntry, before: list[CustodyEntry], corrected: dict[UUID, CustodyEntry]) -> Line:
    struck = [
        Struck(old.pk, words_of(old), old.happened_at, corrected[old.pk].reason, signature(corrected[old.pk]))
        for old in sorted(before, key=lambda old: old.entered_at)
    ]
    return Line(
        id=row.pk,
        kind=kind_of(row.kind),
        at=row.happened_at,
        written=row.noted_at or row.entered_at,
        words=words_of(row),
        by=signature(row),
        struck=tuple(struck),
        reasons=tuple(row.reasons.values()),
        override=row.override,
    )


def words_of(row: CustodyEntry) -> str:
    """The entry in words, without its title; empty where it withdraws another."""
    if row.details is None:
        return ""
    kind = kind_of(row.kind)
    line = kind.read(row.details, row.happened_at).line()
    return line.removeprefix(f"{kind.title}. ")


def signature(row: CustodyEntry) -> str:
    """Who wrote it; Daybook itself where nobody did."""
    return str(row.by) if row.by else "Daybook"
