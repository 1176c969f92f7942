"""Families in a simulated census: whoever lives with somebody of their name must not be joined with them.

`DAYBOOK_LINKAGE` names the folder that holds pseudopeople_sample/decennial_census.parquet (pseudopeople, BSD-3): three
censuses with slips, and who each row and each household truly is.
"""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from bench import NotHereError, measure
from daybook.nominals.matching import Cleaned, Thresholds, Written, clean, link

LINE = Thresholds(3.0, 3.0)
NAME = "pseudopeople_sample/decennial_census.parquet"


@dataclass(frozen=True, slots=True)
class Census:
    """The rows, their records, and the groups that were made of them."""

    rows: list[dict[str, Any]]
    records: list[Cleaned]
    groups: list[tuple[int, ...]]


@cache
def census() -> Census:
    """The three censuses, linked as one file."""
    import pyarrow.parquet as pq

    from daybook.nominals.matching.bulk.levels import SqlLevels

    file = Path(os.environ.get("DAYBOOK_LINKAGE", "")) / NAME
    if not file.is_file():
        raise NotHereError(f"needs {NAME} in the folder that DAYBOOK_LINKAGE names")
    rows = pq.read_table(file).to_pylist()
    records = [_record(str(number), row) for number, row in enumerate(rows)]
    return Census(rows, records, link(records, thresholds=LINE, compare_by=SqlLevels).clusters.groups)


def _record(key: str, row: dict[str, Any]) -> Cleaned:
    born = row["date_of_birth"]
    given = " ".join(filter(None, (row["first_name"], row["middle_initial"])))
    street = " ".join(filter(None, (row["street_number"], row["street_name"])))
    return clean(
        Written(
            key,
            str(row["year"]),
            names=((row["last_name"] or "", given),),
            births=(f"{born:%Y-%m-%d}" if isinstance(born, date) else str(born or ""),),
            sex=row["sex"] or "",
            addresses=(street,),
        )
    )


def _joined() -> list[tuple[int, int]]:
    return [pair for group in census().groups for pair in combinations(group, 2)]


def _wrong() -> list[tuple[int, int]]:
    rows = census().rows
    return [
        (one, other) for one, other in _joined() if rows[one]["simulant_id"] != rows[other]["simulant_id"]
    ]


def _homes() -> dict[str, set[str]]:
    """The households in which each person lived."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in census().rows:
        found[row["simulant_id"]].add(row["household_id"])
    return found


@measure("Census of 3 years: precision of the pairs joined", unit="", runs=1)
def precision() -> float:
    return 1 - len(_wrong()) / len(_joined())


@measure("Census of 3 years: recall of the pairs joined", unit="", runs=1)
def recall() -> float:
    groups: defaultdict[str, int] = defaultdict(int)
    for row in census().rows:
        groups[row["simulant_id"]] += 1
    true = sum(count * (count - 1) // 2 for count in groups.values())
    return (len(_joined()) - len(_wrong())) / true


@measure("Census of 3 years: pairs of one household joined that are two people", unit="", at_most=0, runs=1)
def households() -> float:
    """Twins, parents and children, and everybody else who ever lived together."""
    rows, homes = census().rows, _homes()
    return sum(
        bool(homes[rows[one]["simulant_id"]] & homes[rows[other]["simulant_id"]]) for one, other in _wrong()
    )
