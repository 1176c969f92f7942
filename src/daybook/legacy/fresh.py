"""New delivery rows in bulk. One entry makes a row for each system, so this insert is the widest path of the house:
only what differs is made for each row, the rest once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from daybook.book.asked import asked
from daybook.book.bulk import table_of
from daybook.legacy.models import Delivery


class Fresh(NamedTuple):
    """What differs between new deliveries; the fields are columns."""

    id: UUID
    entry_id: UUID
    seq: int
    system: str
    report: str
    record_type: str
    record_id: UUID
    verb: str
    key: str
    part_id: UUID | None = None


def insert(rows: Sequence[Fresh], now: datetime) -> None:
    """Insert them; one that is there already (the same entry, system and record) is left as it is.

    Looking first is enough: the reader's bookmark lets one process at a time do this.
    """
    if not rows:
        return
    table = table_of(Delivery)
    same = {**table.fill({"next_try_at": now, "created_at": now})}
    for name in Fresh._fields:
        same.pop(name, None)
    there = set(_already_there(entries=list({row.entry_id for row in rows})))
    new = [row for row in rows if (row.entry_id, row.system, row.record_id) not in there]
    table.insert([row._asdict() for row in new], same)


@asked
def _already_there(entries: Iterable[UUID]) -> QuerySet[Delivery, tuple[UUID, str, UUID]]:
    return Delivery.objects.filter(entry_id__in=entries).values_list("entry_id", "system", "record_id")
