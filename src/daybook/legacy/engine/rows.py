"""Writing many rows with different values in one go, on both databases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from daybook.book.bulk import table_of
from daybook.legacy.models import Delivery

Columns = dict[str, list[Any]]


def write(rows: Sequence[Delivery], names: Sequence[str]) -> None:
    """UPDATE these columns of each row."""
    if not rows:
        return
    table = table_of(Delivery)
    values = {name: [table.prepared(name, getattr(row, name)) for row in rows] for name in ("id", *names)}
    (_write_arrays if connection.vendor == "postgresql" else _write_each)(values)


def _write_arrays(values: Columns) -> None:
    """One statement; a column that is alike in all rows is sent once."""
    types = {field.attname: field.db_type(connection) for field in table_of(Delivery).fields}
    alike = {name for name, column in values.items() if name != "id" and all(v == column[0] for v in column)}
    differing = [name for name in values if name not in alike]
    sets = [
        f"{_quoted(name)} = %s::{types[name]}" if name in alike else f"{_quoted(name)} = new.{_quoted(name)}"
        for name in values
        if name != "id"
    ]
    arrays = ", ".join(f"%s::{types[name]}[]" for name in differing)
    table, heads = _quoted(Delivery._meta.db_table), ", ".join(map(_quoted, differing))
    sql = f"UPDATE {table} SET {', '.join(sets)} FROM unnest({arrays}) AS new ({heads}) WHERE {table}.id = new.id"  # noqa: S608
    once = [values[name][0] for name in values if name in alike]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*once, *(values[name] for name in differing)])


def _write_each(values: Columns) -> None:
    """One prepared statement for each row: in SQLite no call leaves the process."""
    sets = ", ".join(f"{_quoted(name)} = %s" for name in values if name != "id")
    sql = f"UPDATE {_quoted(Delivery._meta.db_table)} SET {sets} WHERE id = %s"  # noqa: S608
    ids, *columns = values.values()
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(zip(*columns, ids, strict=True)))


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
