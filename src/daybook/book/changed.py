"""Writing many rows with different values in one go, on both databases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, models

from daybook.book.bulk import Table, table_of

Columns = dict[str, list[Any]]


def write(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    """UPDATE these columns of each row; the rows are of one model."""
    if not rows:
        return
    table = table_of(type(rows[0]))
    columns = (table.key, *names)
    values = {name: [table.prepared(name, getattr(row, name)) for row in rows] for name in columns}
    (_write_arrays if connection.vendor == "postgresql" else _write_each)(table, values)


def _write_arrays(table: Table, values: Columns) -> None:
    """One statement; a column that is alike in all rows is sent once."""
    types = {field.attname: field.db_type(connection) for field in table.fields}
    key, into = _quoted(table.key), _quoted(table.model._meta.db_table)
    alike = {
        name for name, column in values.items() if name != table.key and all(v == column[0] for v in column)
    }
    differing = [name for name in values if name not in alike]
    sets = [
        f"{_quoted(name)} = %s::{types[name]}" if name in alike else f"{_quoted(name)} = new.{_quoted(name)}"
        for name in values
        if name != table.key
    ]
    arrays = ", ".join(f"%s::{types[name]}[]" for name in differing)
    heads = ", ".join(map(_quoted, differing))
    sql = f"UPDATE {into} SET {', '.join(sets)} FROM unnest({arrays}) AS new ({heads}) WHERE {into}.{key} = new.{key}"  # noqa: S608
    once = [values[name][0] for name in values if name in alike]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*once, *(values[name] for name in differing)])


def _write_each(table: Table, values: Columns) -> None:
    """One prepared statement for each row: in SQLite no call leaves the process."""
    sets = ", ".join(f"{_quoted(name)} = %s" for name in values if name != table.key)
    sql = f"UPDATE {_quoted(table.model._meta.db_table)} SET {sets} WHERE {_quoted(table.key)} = %s"  # noqa: S608
    keys, *columns = values.values()
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(zip(*columns, keys, strict=True)))


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
