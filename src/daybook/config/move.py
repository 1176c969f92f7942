"""The move of a whole house from SQLite to PostgreSQL: every table in bulk, in one transaction on either side.

The source is locked against writers while it is read. On the target the triggers are lifted only inside the one
transaction that fills it; the foreign keys are checked before it commits.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

KEPT = ("django_migrations",)
BLOCK = 5_000
Progress = Callable[[str, int], None]
Convert = Callable[[Any], Any]


class MoveError(RuntimeError):
    """Why the move cannot be made; the source is untouched, and so is a target that was not empty."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table that both sides have, with the columns to copy and their types on the target."""

    name: str
    columns: dict[str, str]

    def rows(self, source: sqlite3.Connection) -> Iterator[tuple[Any, ...]]:
        """Every row with its values as the target takes them."""
        names = ", ".join(f'"{column}"' for column in self.columns)
        converts = [CONVERTS.get(kind) for kind in self.columns.values()]
        cursor = source.execute(f'SELECT {names} FROM "{self.name}"')  # noqa: S608 - names from the schema
        while rows := cursor.fetchmany(BLOCK):
            for row in rows:
                yield tuple(
                    value if convert is None or value is None else convert(value)
                    for value, convert in zip(row, converts, strict=True)
                )


CONVERTS: dict[str, Convert] = {
    "boolean": bool,
    "interval": lambda microseconds: timedelta(microseconds=microseconds),
    "bytea": bytes,
}


def refuse_occupied(target: str) -> None:
    """Only an empty PostgreSQL database is moved into."""
    try:
        with psycopg.connect(target) as connection:
            count = connection.execute(
                "SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema()"
            ).fetchone()
    except psycopg.Error as error:
        raise MoveError(
            f"The target database does not answer ({type(error).__name__}). Is it created?"
        ) from error
    if count and count[0]:
        raise MoveError("The target database is not empty. Create a new one; nothing was changed.")


def copy(source: Path, target: str, progress: Progress = lambda table, rows: None) -> int:
    """Copy all rows from the SQLite file into the migrated, otherwise unused target; returns how many."""
    with closing(sqlite3.connect(source, timeout=60, isolation_level=None)) as old:
        old.execute("BEGIN IMMEDIATE")
        with psycopg.connect(target) as new:
            new.execute("SET TIME ZONE 'UTC'")
            return _fill(old, new, progress)


def _fill(old: sqlite3.Connection, new: psycopg.Connection[Any], progress: Progress) -> int:
    tables = tables_of(old, new)
    _refuse_leftovers(old, tables)
    names = [sql.Identifier(table.name) for table in tables]
    for name in names:
        new.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(name))
    new.execute(sql.SQL("TRUNCATE {}").format(sql.SQL(", ").join(names)))
    total = sum(_copy_table(old, new, table, progress) for table in tables)
    new.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for name in names:
        new.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(name))
    _reset_sequences(new)
    return total


def tables_of(old: sqlite3.Connection, new: psycopg.Connection[Any]) -> list[Table]:
    """The target's tables that the source has too, with their common columns but for generated ones."""
    there = _source_columns(old)
    found: dict[str, dict[str, str]] = {}
    query = """SELECT table_name, column_name, data_type FROM information_schema.columns
        WHERE table_schema = current_schema() AND is_generated = 'NEVER' ORDER BY table_name, ordinal_position"""
    for table, column, kind in new.execute(query):
        if table not in KEPT and column in there.get(table, ()):
            found.setdefault(table, {})[column] = kind
    return [Table(name, columns) for name, columns in found.items()]


def _source_columns(old: sqlite3.Connection) -> dict[str, set[str]]:
    query = """SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c
        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"""
    columns: dict[str, set[str]] = {}
    for table, column in old.execute(query):
        columns.setdefault(table, set()).add(column)
    return columns


def _refuse_leftovers(old: sqlite3.Connection, tables: Sequence[Table]) -> None:
    """A table or column with rows that the target does not know would be lost: rather not move at all."""
    known = {table.name: set(table.columns) for table in tables}
    for name, columns in _source_columns(old).items():
        if name not in KEPT and columns - known.get(name, set()) and _count(old, name):
            raise MoveError(
                f"Table {name} does not exist alike on both sides: run `daybook migrate` here first."
            )


def _count(old: sqlite3.Connection, table: str) -> int:
    return int(old.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])  # noqa: S608 - a name from the schema


def _copy_table(
    old: sqlite3.Connection, new: psycopg.Connection[Any], table: Table, progress: Progress
) -> int:
    columns = sql.SQL(", ").join(map(sql.Identifier, table.columns))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), columns)
    count = 0
    with new.cursor() as cursor, cursor.copy(statement) as stream:
        for row in table.rows(old):
            stream.write_row(row)
            count += 1
            if count % BLOCK == 0:
                progress(table.name, BLOCK)
    progress(table.name, count % BLOCK)
    return count


def _reset_sequences(new: psycopg.Connection[Any]) -> None:
    """Let every sequence go on after the highest number that was copied."""
    query = """SELECT c.table_name, c.column_name, pg_get_serial_sequence(quote_ident(c.table_name), c.column_name)
        FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
        WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'"""
    for table, column, sequence in new.execute(query).fetchall():
        if sequence:
            statement = sql.SQL("SELECT setval(%s, coalesce(max({0}), 0) + 1, false) FROM {1}")
            new.execute(statement.format(sql.Identifier(column), sql.Identifier(table)), [sequence])


def count_rows(source: Path) -> int:
    with closing(sqlite3.connect(source)) as old:
        return sum(_count(old, name) for name in _source_columns(old) if name not in KEPT)
