"""What one shift tells the next: who is here, what is due in the next twelve hours, what changed, who left."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from daybook.access.caller import Caller
from daybook.custody.detention import Detention
from daybook.custody.entries.base import kind_of
from daybook.custody.models import CustodyEntry, CustodyRecord, Handover, Suite
from daybook.custody.queries.filter import visible
from daybook.custody.shown import Shown, level_words, shown_record
from daybook.custody.state import detentions
from daybook.custody.watch import Watched, watched
from daybook.records.event_page import warnings_of
from daybook.records.graph import shortened

AHEAD = timedelta(hours=12)
FIRST_LOOK_BACK = timedelta(hours=12)
"""How far back changes are told where nothing was handed over before."""
ROUTINE = {"visit": ("visit", "visits"), "meal": ("meal or drink", "meals or drinks")}
"""Kinds that are counted, not told one by one."""
HOUSE = {"alert", "alert-acknowledged"}
BOOKING = {
    "arrival",
    "authorised",
    "rights-told",
    "right",
    "property",
    "search",
    "sample",
    "image",
    "description",
}
"""Kinds that are one line together, *arrived and booked in*, for who came since."""
LONGEST = 110
"""Letters of a change; the record has the whole of it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One entry written since: when it happened, what it says, who signed it; a correction is marked."""

    at: datetime
    words: str
    by: str
    corrects: bool


@dataclass(frozen=True, slots=True)
class Here:
    """One detainee on the page."""

    record: CustodyRecord
    shown: Shown
    detention: Detention
    dues: Sequence[Watched]
    changes: Sequence[Change]
    routine: str

    @property
    def level(self) -> str:
        return level_words(self.detention) or "No observation level set"


@dataclass(frozen=True, slots=True)
class Shift:
    """The page: since when changes are told, who is here by cell, who left, and the handover that waits."""

    since: datetime
    here: Sequence[Here]
    left: Sequence[Here]
    waiting: Handover | None
    last: Handover | None


def shift(caller: Caller, suite: Suite, now: datetime) -> Shift:
    handovers = suite.handovers.select_related("given_by", "taken_by")
    last = handovers.exclude(taken_at=None).first()
    since = last.given_at if last else now - FIRST_LOOK_BACK
    rows = visible(caller).filter(suite=suite).select_related("person", "suite", "arrest")
    here = _people(rows.filter(closed_at=None), since, now)
    left = _people(rows.filter(closed_at__gte=since), since, now)
    waiting = handovers.filter(taken_at=None).first()
    return Shift(since, sorted(here, key=_by_cell), left, waiting, last)


def _by_cell(one: Here) -> tuple[bool, int, str, str]:
    """M2 before M10; who has no cell comes last."""
    cell = one.detention.cell
    return not cell, len(cell), cell, one.shown.name


def _people(records: Iterable[CustodyRecord], since: datetime, now: datetime) -> list[Here]:
    found = list(records)
    known, written = detentions([record.pk for record in found]), _written(found, since)
    warnings = warnings_of({record.person_id: record.person for record in found})
    return [
        _person(
            shown_record(record, known[record.pk], warnings),
            record,
            known[record.pk],
            written[record.pk],
            now,
        )
        for record in found
    ]


def _written(records: Sequence[CustodyRecord], since: datetime) -> dict[UUID, list[CustodyEntry]]:
    """What was written into each of these records since then: one query."""
    rows = CustodyEntry.objects.filter(record__in=records, entered_at__gt=since).exclude(kind__in=HOUSE)
    found: dict[UUID, list[CustodyEntry]] = defaultdict(list)
    for row in rows.select_related("by").order_by("happened_at", "entered_at"):
        found[row.record_id].append(row)
    return found


def _person(
    shown: Shown, record: CustodyRecord, detention: Detention, written: Sequence[CustodyEntry], now: datetime
) -> Here:
    ahead = [watched(due, now) for due in detention.clocks.dues if due.at <= now + AHEAD]
    came = any(one.kind == "arrival" for one in written)
    folded = ROUTINE.keys() | (BOOKING if came else set())
    told = [_change(one) for one in written if one.kind not in folded or one.corrects_id]
    if came and detention.arrived_at:
        told.insert(0, Change(detention.arrived_at, "Arrived and booked in.", "", False))
    return Here(record, shown, detention, ahead, told, _routine(written))


def _change(entry: CustodyEntry) -> Change:
    kind = kind_of(entry.kind)
    words = f"{kind.title}: withdrawn"
    if entry.details is not None:
        words = shortened(kind.read(entry.details, entry.happened_at).line(), LONGEST)
    by = str(entry.by) if entry.by else "Daybook"
    return Change(entry.happened_at, words, by, entry.corrects_id is not None)


def _routine(entries: Sequence[CustodyEntry]) -> str:
    counted = Counter(one.kind for one in entries if one.kind in ROUTINE and one.corrects_id is None)
    told = [(counted[kind], *words) for kind, words in ROUTINE.items() if counted[kind]]
    return ", ".join(f"{number} {one if number == 1 else many}" for number, one, many in told)
