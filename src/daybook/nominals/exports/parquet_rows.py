"""Parquet as rows."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from daybook.nominals.exports.columns import require_each_once
from daybook.nominals.exports.tally import Tally
from daybook.nominals.exports.text_lines import decoded

TOGETHER = 10_000


def parquet_rows(path: Path, tally: Tally) -> Iterator[tuple[int, dict[str, str]]]:
    """(number, column: value as text) of each row.

    Raises `pyarrow.ArrowException` for a file that is not whole, `ColumnsError` where two columns have one heading.
    """
    with parquet.ParquetFile(path) as file:
        heading = file.schema_arrow.names
        require_each_once(heading)
        number = 1
        for batch in file.iter_batches(TOGETHER):
            for row in zip(*map(_values, batch.columns), strict=True):
                number += 1
                texts = (_text(value, number, tally) for value in row)
                yield number, dict(zip(heading, texts, strict=True))


def _values(column: pa.Array) -> list[Any]:
    """Days as text, without the hour: Python has no year above 9999, files have."""
    has_days = pa.types.is_date(column.type) or pa.types.is_timestamp(column.type)
    said: list[Any] = (column.cast(pa.string()) if has_days else column).to_pylist()
    return [day and day.partition(" ")[0] for day in said] if has_days else said


def _text(value: Any, number: int, tally: Tally) -> str:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, bytes):
        return decoded(value, number, tally).strip()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
