"""While an old system is master of a kind of record, what is entered there is no difference once it was read in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from daybook.legacy.clock import LONDON
from daybook.legacy.engine.ports import OldSystem
from daybook.legacy.models import Position, Reading, ReadRecord
from daybook.legacy.read_in.sights import digest_as_read
from daybook.legacy.reconcile.compare import Alone, Comparison
from daybook.legacy.switch.positions import position_of

TOGETHER = 500


def look_read_in(system: OldSystem, comparison: Comparison, reports: Iterable[str]) -> None:
    """Of the kinds whose master it is: known as it stands there, or on the way in, or missing.

    On the way is what was changed since it was read, and what was entered on the day of the last reading or later.
    """
    mastered = {each for each in reports if position_of(system.name, each) == Position.OLD_IS_MASTER}
    if not mastered:
        return
    read_on = _read_on(system.name)
    for alone, row in _with_rows(system.name, comparison.alone(mastered)):
        if row is not None and row.digest == digest_as_read(alone.digest, alone.number, True):
            comparison.known_here(alone.key)
        elif row is not None or (read_on and alone.entered and alone.entered >= read_on):
            comparison.still_coming(alone.key)
        else:
            comparison.missing_here(alone.key)


def _read_on(system: str) -> date | None:
    at = Reading.objects.filter(system=system).values_list("read_at", flat=True).first()
    return at.astimezone(LONDON).date() if at else None


def _with_rows(system: str, records: list[Alone]) -> Iterator[tuple[Alone, ReadRecord | None]]:
    for start in range(0, len(records), TOGETHER):
        batch = records[start : start + TOGETHER]
        rows = ReadRecord.objects.filter(system=system, reference__in={_name(each) for each in batch})
        known = {(row.report, row.reference): row for row in rows}
        for each in batch:
            yield each, known.get((each.report, _name(each)))


def _name(record: Alone) -> str:
    """As the reading knows it."""
    return (record.reference or record.key)[:120]
