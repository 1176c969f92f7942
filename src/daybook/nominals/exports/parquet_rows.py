"""Parquet as rows, read by DuckDB: needs `daybook[link]`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

TOGETHER = 10_000


def parquet_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """(number, column: value as text) of each row. Raises `duckdb.Error` for a file that is not whole."""
    import duckdb

    with duckdb.connect() as session:
        found = session.execute("SELECT * FROM read_parquet(?)", [str(path)])
        names = [column[0] for column in found.description or ()]
        number = 1
        while rows := found.fetchmany(TOGETHER):
            for row in rows:
                number += 1
                yield number, {name: _text(value) for name, value in zip(names, row, strict=True)}


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
