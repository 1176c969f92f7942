"""The table in which an old system shows what it holds: the query for a person, and a row as a record."""

from collections.abc import Iterator, Sequence
from typing import Any

from daybook.legacy.mapping import Mapping, Sought
from daybook.legacy.mapping.sought import Reading, birth_pattern, field_of
from daybook.legacy.transports.base import Connection, Tree
from daybook.legacy.transports.database import Database, Value

AT_ONCE = 1000
Where = tuple[list[str], list[Value]]
"""Conditions that all hold, and their values in the same order."""
PLAIN = "REPLACE(REPLACE({}, '''', ''), '-', '')"
"""A name without apostrophes and hyphens, as it is typed."""


def search(sought: Sought, most: int, connection: Connection) -> tuple[str, Sequence[Value]] | None:
    """The query and its values; None where the form holds nothing of what is sought."""
    mapping = connection.mapping
    conditions, values = _where(mapping, sought)
    if not conditions:
        return None
    table = mapping.spec.transport["records"]
    return f"SELECT * FROM {table} WHERE {' AND '.join(conditions)} LIMIT ?", [*values, most]  # noqa: S608


def every(database: Database, connection: Connection) -> Iterator[tuple[str, Tree]]:
    """All records, in the order of the system's own numbers, some at a time."""
    mapping = connection.mapping
    table, key = (
        mapping.spec.transport["records"],
        (mapping.spec.extract and mapping.spec.extract.reference) or "",
    )
    last = ""
    query = f"SELECT * FROM {table} WHERE {key} > ? ORDER BY {key} LIMIT ?"  # noqa: S608
    while rows := database.rows(query, (last, AT_ONCE)):
        yield from (named(row, connection) for row in rows)
        last = str(rows[-1][key])


def named(row: dict[str, Any], connection: Connection) -> tuple[str, Tree]:
    """A row under the name of its message; drivers give moments and numbers, the form has texts."""
    kind = connection.mapping.spec.transport.get("record_kind", "")
    extract = connection.mapping.spec.extract
    name = (kind and row.get(kind)) or (extract.record if extract else "")
    return str(name), {column: None if value is None else str(value) for column, value in row.items()}


def _where(mapping: Mapping, sought: Sought) -> Where:
    conditions, values = list[str](), list[Value]()
    columns = [column for path in ("family_name", "given_names") if (column := _column(mapping, path))]
    if sought.names and columns:
        either = []
        for reading in sought.names:
            its, found = _so_named(columns, reading)
            either.append(f"({' AND '.join(its)})")
            values += found
        conditions.append(f"({' OR '.join(either)})")
    if sought.born and (born := field_of(mapping, "person.date_of_birth")):
        conditions.append(f"{born.spec.to} LIKE ?")
        values.append(birth_pattern(born.spec.format or "", sought.born))
    for scheme, number in sought.numbers:
        if column := _column(mapping, f"identifiers.{scheme}"):
            conditions.append(f"{column} = ?")
            values.append(number)
    return conditions, values


def _so_named(columns: Sequence[str], reading: Reading) -> Where:
    """Each word begins a word of the names."""
    conditions, values = list[str](), list[Value]()
    for word in reading:
        parts = [f"{PLAIN.format(column)} LIKE ?" for column in columns for _ in range(2)]
        conditions.append(f"({' OR '.join(parts)})")
        values += [f"{word}%", f"% {word}%"] * len(columns)
    return conditions, values


def _column(mapping: Mapping, path: str) -> str:
    field = field_of(mapping, f"person.{path}")
    return field.spec.to if field else ""
