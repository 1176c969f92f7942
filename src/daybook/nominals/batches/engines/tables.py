"""Records as the table that Splink works on, and our comparisons as functions of two of its texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from daybook.nominals.compact import from_line, line
from daybook.nominals.matching import FIELDS, Cleaned
from daybook.nominals.matching.blocking import keys_in_use
from daybook.nominals.matching.keys import Kind
from daybook.nominals.matching.splink_settings import KEY, KEYS, RECORD, function_of

READ = 1 << 16


def table_of(records: Sequence[Cleaned]) -> tuple[Any, list[tuple[Kind, int]]]:
    """(an Arrow table with types that hold however empty a column is, the keys passed over)."""
    import pyarrow as pa

    keys, passed_over = keys_in_use(records)
    table = pa.table(
        {
            KEY: pa.array(range(len(records)), pa.int64()),
            KEYS: pa.array(keys, pa.list_(pa.int64())),
            RECORD: pa.array([f"{record.system}\n{line(record)}" for record in records], pa.string()),
        }
    )
    return table, passed_over


def functions() -> Iterator[tuple[str, Callable[[str, str], int]]]:
    """(name in SQL, function of two texts) for each of `FIELDS`."""
    for it in FIELDS:
        yield function_of(it), _on_texts(it.compare)


def _on_texts(compare: Callable[[Cleaned, Cleaned], int]) -> Callable[[str, str], int]:
    def level(first: str, second: str) -> int:
        return compare(_record(first), _record(second))

    return level


@lru_cache(READ)
def _record(text: str) -> Cleaned:
    system, _, its = text.rpartition("\n")
    return from_line(system, "", its)
