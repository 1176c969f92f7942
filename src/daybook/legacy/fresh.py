"""New delivery rows in bulk. One entry makes a row for each system, so this insert is the widest path of the house:
only what differs is sent for each row, the rest once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, models

from daybook.legacy.models import Delivery

PG_TYPES = ("uuid", "uuid", "bigint", "text", "text", "text", "uuid", "text", "text")


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


def insert(rows: Sequence[Fresh], now: datetime) -> None:
    """Insert them; one that is there already (the same entry and system) is left as it is."""
    if not rows:
        return
    same = _same_for_all(now)
    columns = ", ".join(connection.ops.quote_name(name) for name in (*Fresh._fields, *same))
    head = f"INSERT INTO {Delivery._meta.db_table} ({columns})"
    if connection.vendor == "postgresql":
        _insert_arrays(head, rows, list(same.values()))
    else:
        _insert_each(head, rows, list(same.values()))


def _same_for_all(now: datetime) -> dict[str, Any]:
    """Columns with the same value in every new row; those that are null are left out."""
    given = {"next_try_at": now, "created_at": now}
    fields = [field for field in Delivery._meta.concrete_fields if field.name not in Fresh._fields]
    values = {field.attname: _plain(field, given.get(field.name, field.get_default())) for field in fields}
    return {name: value for name, value in values.items() if value is not None}


def _plain(field: models.Field[Any, Any], value: Any) -> Any:
    return None if value is None else field.get_db_prep_save(value, connection)


def _insert_arrays(head: str, rows: Sequence[Fresh], same: list[Any]) -> None:
    arrays = ", ".join(f"%s::{kind}[]" for kind in PG_TYPES)
    marks = "".join(", %s" for _ in same)
    sql = f"{head} SELECT fresh.*{marks} FROM unnest({arrays}) AS fresh ON CONFLICT DO NOTHING"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*same, *(list(column) for column in zip(*rows, strict=True))])


def _insert_each(head: str, rows: Sequence[Fresh], same: list[Any]) -> None:
    marks = ", ".join("%s" for _ in range(len(Fresh._fields) + len(same)))
    sql = f"{head} VALUES ({marks}) ON CONFLICT DO NOTHING"
    with connection.cursor() as cursor:
        cursor.executemany(sql, [(*map(_text, row), *same) for row in rows])


def _text(value: Any) -> Any:
    return value.hex if isinstance(value, UUID) else value
