"""Our side: what each old system confirmed, from the very bytes that it confirmed, or what was taken over from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from daybook.legacy.clock import LONDON
from daybook.legacy.engine.ports import OldSystem
from daybook.legacy.models import UNFINISHED, Delivery, State, Verb
from daybook.legacy.read_in.told import as_taken, taken_there
from daybook.legacy.reconcile.compare import Ours

CHUNK = 1000
FIELDS = (
    "id", "state", "report", "record_type", "record_id", "part_id", "verb", "payload", "confirmed_at", "is_moving",
)  # fmt: skip
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def ours(system: OldSystem, asked: datetime, reports: Iterable[str]) -> Iterator[Ours]:
    """One for each record of these kinds that it confirmed or may have got; `asked`: when its extract was asked for."""
    assert system.extracts is not None
    taken = taken_there(system.name)
    for row in _rows(system, reports).iterator(chunk_size=CHUNK):
        confirmed = row.state == State.CONFIRMED
        since = max(row.confirmed_at or asked, taken.get(row.record_id, ({}, _LONG_AGO))[1])
        moving = row.is_moving or not confirmed or since >= asked
        held = as_taken(system.extracts.ours(row.report, bytes(row.payload or b"")), row, taken)
        in_force = row.verb != Verb.WITHDRAW
        yield Ours(held, row.id, row.record_type, row.record_id, row.part_id, in_force, moving)


def first_confirmed(system: OldSystem) -> date | None:
    """The day on which the system first confirmed anything."""
    found = Delivery.objects.filter(system=system.name, state=State.CONFIRMED).aggregate(Min("confirmed_at"))
    moment: datetime | None = found["confirmed_at__min"]
    return moment.astimezone(LONDON).date() if moment else None


def _rows(system: OldSystem, reports: Iterable[str]) -> QuerySet[Any]:
    """The last confirmed delivery of each record; where nothing was confirmed, what may have arrived."""
    told = Delivery.objects.filter(system=system.name, report__in=reports, payload__isnull=False)
    whole = Delivery.objects.filter(record_id=OuterRef("record_id"), part_id=None)
    part = Delivery.objects.filter(record_id=OuterRef("record_id"), part_id=OuterRef("part_id"))
    same = (whole | part).filter(system=system.name)
    confirmed = same.filter(state=State.CONFIRMED)
    moving = same.filter(state__in=UNFINISHED)
    last = Q(state=State.CONFIRMED) & ~Exists(confirmed.filter(seq__gt=OuterRef("seq")))
    unsure = Q(state__in=UNFINISHED, exposed=True) & ~Exists(confirmed)
    rows = told.filter(last | unsure).annotate(is_moving=Exists(moving)).order_by()
    return rows.values_list(*FIELDS, named=True)
