"""Reading a table on by the moment at which each row was written last, a number of seconds or a date with its time.

A mark is that moment and the row's own number: rows of one moment stand in the order of their numbers.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

from daybook.legacy.transports.base import Connection, Step, TransportError
from daybook.legacy.transports.database import Database
from daybook.legacy.transports.sql_records import AT_ONCE, named

OVERLAP = 60
"""Seconds before the last change that are read again, where `[transport] overlap` says nothing else."""
BETWEEN = "|"


def back(mark: str, connection: Connection) -> str:
    """The moment that lies the overlap before a mark, before any number."""
    told, seconds = mark.partition(BETWEEN)[0], int(connection.mapping.spec.transport.get("overlap", OVERLAP))
    try:
        return f"{Decimal(told) - seconds}{BETWEEN}"
    except InvalidOperation:
        pass
    try:
        return f"{datetime.fromisoformat(told) - timedelta(seconds=seconds)}{BETWEEN}"
    except ValueError as error:
        raise TransportError(
            f"When rows of {connection.mapping.system.title} were changed cannot be read. `changed` in its mapping must"
            " name a column of seconds or of dates with time.", permanent=True,
        ) from error  # fmt: skip


def step(database: Database, after: str, connection: Connection) -> Step:
    """The next rows, the oldest change first."""
    mapping = connection.mapping
    table, changed = mapping.spec.transport["records"], mapping.spec.transport["changed"]
    key = (mapping.spec.extract and mapping.spec.extract.reference) or ""
    moment, _, number = after.partition(BETWEEN)
    later = f"WHERE {changed} > ? OR ({changed} = ? AND {key} > ?)" if after else ""
    rows = database.rows(
        f"SELECT * FROM {table} {later} ORDER BY {changed}, {key} LIMIT ?",  # noqa: S608 (checked names)
        (*((moment, moment, number) if after else ()), AT_ONCE),
    )
    marks = [f"{rows[-1][changed]}{BETWEEN}{rows[-1][key]}"] if rows else []
    return Step([named(row, connection) for row in rows], marks, len(rows) == AT_ONCE)
