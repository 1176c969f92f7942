"""The levels of many pairs by DuckDB: the SQL of the fields over the columns of the records. Needs `daybook[link]`."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from daybook.nominals.matching.bulk.columns import ALL, STRUCTS, Tables, tables_of
from daybook.nominals.matching.cleaning import Cleaned
from daybook.nominals.matching.features import FIELDS
from daybook.nominals.matching.model.training import Levels
from daybook.nominals.matching.pairs import Pairs, Places

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

TOGETHER = 2_000_000
"""Pairs in one part: half a minute's work, some hundred megabytes."""
ASKED = dict.fromkeys(column for it in FIELDS for column in it.columns)
COLUMNS = (
    *ASKED,
    *(f"{column}_{part}" for column in ASKED for part in STRUCTS.get(column, ())),
)


class SqlLevels:
    """Compares pairs of these records; each call with the pairs of one part. Several threads may call at once."""

    def __init__(self, records: Sequence[Cleaned]) -> None:
        import duckdb

        self.together = TOGETHER
        self.session: duckdb.DuckDBPyConnection = duckdb.connect()
        tables = tables_of(records)
        self.several = _there(tables.records, [name for name in ASKED if name.startswith(ALL)])
        self.empty = frozenset(it.name for it in FIELDS if not _there(tables.records, it.columns).any())
        self._single, self._several = (_query(self.empty, several=several) for several in (False, True))
        self._make(tables)

    def _make(self, tables: Tables) -> None:
        """One table of people: DuckDB brings records and their parts together on all processors."""
        people = self.session.from_arrow(tables.records)
        for code, parts in tables.parts.items():
            people = people.join(self.session.from_arrow(parts), code, how="left")
        people.create("people")

    def __call__(self, pairs: Pairs) -> Levels:
        """A row for each pair, a column for each of `FIELDS`."""
        levels = np.zeros((len(pairs), len(FIELDS)), dtype=np.int16)
        several = self.several[pairs.first] | self.several[pairs.second]
        for which, query in ((~several, self._single), (several, self._several)):
            if which.any():
                self._compare(query, np.flatnonzero(which), pairs, levels)
        return levels

    def _compare(self, query: str, which: Places, pairs: Pairs, levels: Levels) -> None:
        import pyarrow as pa

        asked = {"asked": which, "first": pairs.first[which], "second": pairs.second[which]}
        session = self.session.cursor()
        session.register("pairs", pa.table(asked))
        found = session.execute(query).fetchnumpy()
        for column, it in enumerate(FIELDS):
            if it.name not in self.empty:
                levels[found["asked"], column] = found[it.name]


def _there(table: pa.Table, columns: Iterable[str]) -> npt.NDArray[np.bool_]:
    """The rows that have a value in one of the columns."""
    there = np.zeros(len(table), dtype=bool)
    for column in columns:
        there |= table.column(column).is_valid().to_numpy()
    return there


def _query(empty: Container[str], *, several: bool) -> str:
    """The levels of all fields but the empty ones; quicker where neither side of any pair has several values."""
    lists = re.compile(rf"\b{ALL}\w+_[lr]\b")
    known = str if several else partial(lists.sub, "NULL")
    fields = [it for it in FIELDS if it.name not in empty]
    compared = ", ".join(["asked", *(f"CAST({known(it.sql)} AS UTINYINT) AS {it.name}" for it in fields)])
    columns = [column for column in COLUMNS if several or not column.startswith(ALL)]
    sides = ", ".join(f"l.{column} AS {column}_l, r.{column} AS {column}_r" for column in columns)
    rows = (
        f"SELECT asked, {sides} FROM pairs"  # noqa: S608
        " JOIN people l ON l.place = pairs.first JOIN people r ON r.place = pairs.second"
    )
    for name, step in (its for it in fields for its in it.steps):
        rows = f"SELECT *, {known(step)} AS {name} FROM ({rows})"  # noqa: S608
    return f"SELECT {compared} FROM ({rows})"  # noqa: S608
