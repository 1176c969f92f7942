"""What a system believes of a record of ours: what it confirmed last, or what was taken over from it since."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple, Protocol
from uuid import UUID

from django.db.models import QuerySet

from daybook.legacy.engine.ports import OldSystem
from daybook.legacy.mapping import Held, Unreadable
from daybook.legacy.mapping.compared import Values
from daybook.legacy.models import UNFINISHED, Delivery, ReadRecord, State, Verb


class Told(NamedTuple):
    """`values` by place in its form, since `at`; `in_force` is false for what was taken back there."""

    values: Values
    at: datetime
    in_force: bool


def last_told(system: OldSystem, record_id: UUID) -> Told | None:
    """None where it has confirmed nothing yet, or nothing that the mapping of today can read."""
    row = _sendings(system, record_id).filter(state=State.CONFIRMED).order_by("-seq").first()
    if row is None or row.confirmed_at is None or (sent := _read(system, row)) is None:
        return None
    taken = taken_there(system.name, record_id=record_id)
    since = [row.confirmed_at, *(at for _, at in taken.values())]
    return Told(as_taken(sent, row, taken).values, max(since), row.verb != Verb.WITHDRAW)


def told_of_part(system: OldSystem, part_id: UUID) -> Told | None:
    """The same of one part of a record, such as an entry of a custody record: theirs never became ours."""
    rows = Delivery.objects.filter(system=system.name, part_id=part_id, state=State.CONFIRMED)
    row = rows.exclude(payload=None).order_by("-seq").first()
    if row is None or row.confirmed_at is None or (sent := _read(system, row)) is None:
        return None
    return Told(sent.values, row.confirmed_at, row.verb != Verb.WITHDRAW)


def on_the_way(system: OldSystem, record_id: UUID) -> list[Values]:
    """What was sent of the record and not answered yet: it may stand there already."""
    rows = _sendings(system, record_id).filter(exposed=True, state__in=UNFINISHED)
    return [sent.values for row in rows if (sent := _read(system, row))]


def _sendings(system: OldSystem, record_id: UUID) -> QuerySet[Delivery]:
    whole = Delivery.objects.filter(system=system.name, record_id=record_id, part_id=None)
    return whole.exclude(payload=None)


def _read(system: OldSystem, row: Delivery) -> Held | None:
    assert system.extracts is not None
    try:
        return system.extracts.ours(row.report, bytes(row.payload or b""))
    except Unreadable:
        return None


Taken = dict[UUID, tuple[Values, datetime]]
"""By record of ours: what was taken over from it there, by place, and when."""


def taken_there(system: str, **only: UUID) -> Taken:
    """Whatever was taken over from that system, the newest of each record."""
    rows = ReadRecord.objects.filter(system=system, taken_at__isnull=False, record_id__isnull=False, **only)
    found = rows.order_by("taken_at").values_list("record_id", "taken", "taken_at")
    return {record: (values, at) for record, values, at in found if record and at and values is not None}


class Confirmed(Protocol):
    """What of a delivery says whether something was taken over since."""

    @property
    def record_id(self) -> UUID: ...
    @property
    def part_id(self) -> UUID | None: ...
    @property
    def confirmed_at(self) -> datetime | None: ...


def as_taken(held: Held, row: Confirmed, taken: Taken) -> Held:
    """What should be there: what was confirmed, unless something was taken over from it since."""
    values, at = taken.get(row.record_id, ({}, None)) if row.part_id is None else ({}, None)
    is_newer = at is not None and (row.confirmed_at is None or at > row.confirmed_at)
    return replace(held, values=values) if is_newer else held
