"""Parquet as rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pyarrow import parquet

TOGETHER = 10_000


def parquet_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """(number, column: value as text) of each row. Raises `pyarrow.ArrowException` for a file that is not whole."""
    with parquet.ParquetFile(path) as file:
        number = 1
        for batch in file.iter_batches(TOGETHER):
            for row in batch.to_pylist():
                number += 1
                yield number, {name: _text(value) for name, value in row.items()}


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
