"""The force's own numbers, such as AR/0000123/26: dense within a series and a year."""

from __future__ import annotations

from django.db import connection
from django.utils import timezone

from daybook.records.models import NumberSeries


def next_number(prefix: str) -> str:
    """Draw the next number of this year's series; a number drawn in a transaction that fails is not used up."""
    return take_numbers(prefix, 1)[0]


def take_numbers(prefix: str, count: int, year: int | None = None) -> list[str]:
    """Draw several at once; `year` in four figures, this year unless another is given."""
    short = f"{(year or timezone.localdate().year) % 100:02d}"
    last = _move_on(f"{prefix}/{short}", count)
    return [f"{prefix}/{number:07d}/{short}" for number in range(last - count + 1, last + 1)]


def _move_on(name: str, count: int) -> int:
    """The last number given after these; who draws from the same series waits until this transaction ends."""
    table = connection.ops.quote_name(NumberSeries._meta.db_table)
    sql = (
        f"INSERT INTO {table} AS series (name, last) VALUES (%s, %s) "  # noqa: S608
        "ON CONFLICT (name) DO UPDATE SET last = series.last + EXCLUDED.last RETURNING last"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [name, count])
        return int(cursor.fetchone()[0])
