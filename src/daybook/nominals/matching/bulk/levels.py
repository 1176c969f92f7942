"""The levels of many pairs by DuckDB: the SQL of the fields over the columns of the records. Needs `daybook[link]`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from daybook.nominals.matching.bulk.columns import table_of
from daybook.nominals.matching.cleaning import Cleaned
from daybook.nominals.matching.features import FIELDS
from daybook.nominals.matching.model.training import Levels
from daybook.nominals.matching.pairs import Pairs

if TYPE_CHECKING:
    import duckdb

TOGETHER = 2_000_000
"""Pairs in one part: half a minute's work, some hundred megabytes."""
COLUMNS = tuple(dict.fromkeys(column for it in FIELDS for column in it.columns))


class SqlLevels:
    """Compares pairs of these records; each call with the pairs of one part."""

    def __init__(self, records: Sequence[Cleaned]) -> None:
        import duckdb

        self.together = TOGETHER
        self.session: duckdb.DuckDBPyConnection = duckdb.connect()
        self.session.register("given", table_of(records))
        self.session.execute("CREATE TABLE people AS SELECT row_number() OVER () - 1 AS place, * FROM given")
        self.session.unregister("given")

    def __call__(self, pairs: Pairs) -> Levels:
        """A row for each pair, a column for each of `FIELDS`."""
        import pyarrow as pa

        asked = {"asked": np.arange(len(pairs)), "first": pairs.first, "second": pairs.second}
        self.session.register("pairs", pa.table(asked))
        found = self.session.execute(_query()).fetchnumpy()
        levels = np.empty((len(pairs), len(FIELDS)), dtype=np.int16)
        for column, it in enumerate(FIELDS):
            levels[found["asked"], column] = found[it.name]
        return levels


def _query() -> str:
    compared = ", ".join(f"CAST({it.sql} AS UTINYINT) AS {it.name}" for it in FIELDS)
    sides = ", ".join(f"l.{column} AS {column}_l, r.{column} AS {column}_r" for column in COLUMNS)
    return (
        f"SELECT asked, {compared} FROM (SELECT asked, {sides} FROM pairs"  # noqa: S608
        " JOIN people l ON l.place = pairs.first JOIN people r ON r.place = pairs.second)"
    )
