"""Harm weights: days of imprisonment by offence, a table with version and source. Plain code.

The method is that of the Cambridge Crime Harm Index (Sherman, Neyroud and Neyroud 2016): the starting point of the
sentencing guideline for a first offender, in days. The table itself is data that the force supplies.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from daybook.records.identifiers import IdentifierError
from daybook.records.offences import OffenceError, find

COLUMNS = ("key", "days", "source", "mark")
MARKS = {
    "C": "read at its source",
    "K": "known, to be read again at its source",
    "D": "set by the force itself",
    "?": "doubtful",
}
MOST_DAYS = 36_525
"""A hundred years."""
DEFAULT_VERSION = "starting-points-1"
DEFAULT_TITLE = "Custodial starting points of a few offences"


class WeightsError(ValueError):
    """A table that cannot be taken; the message names row, column and remedy."""


@dataclass(frozen=True, slots=True)
class Weight:
    """`key`: a CJS offence code, a Home Office class such as 008/06, or the first part of classes, such as 008."""

    key: str
    days: float
    source: str
    mark: str


@dataclass(frozen=True, slots=True)
class Weights:
    """One version of the table."""

    version: str
    title: str
    table: Mapping[str, Weight]

    def of(self, code: str) -> Weight | None:
        """The weight of an offence code: its own, else that of its class; None where the table has none."""
        if found := self.table.get(code):
            return found
        whole = _class_of(code)
        return self.table.get(whole) or self.table.get(whole.partition("/")[0]) if whole else None


@cache
def _class_of(code: str) -> str:
    try:
        return find(code).home_office_class
    except (IdentifierError, OffenceError):
        return ""


def read_weights(text: str) -> dict[str, Weight]:
    """The table of a CSV file with the columns key, days, source and mark. Raises `WeightsError`."""
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        raise WeightsError(
            f"The file has no column {missing[0]}. Its first line must be: {','.join(COLUMNS)}."
        )
    table: dict[str, Weight] = {}
    for number, row in enumerate(rows, 2):
        weight = _weight(number, row)
        if weight.key in table:
            raise WeightsError(f"Line {number}: {weight.key} stands twice. Leave one of the two out.")
        table[weight.key] = weight
    if not table:
        raise WeightsError("The file holds no weight. Give at least one line below the heading.")
    return table


def _weight(number: int, row: Mapping[str, str | None]) -> Weight:
    said = {name: (row.get(name) or "").strip() for name in COLUMNS}
    for name in ("key", "source"):
        if not said[name]:
            raise WeightsError(f"Line {number}, {name}: it is empty. A weight needs its {name}.")
    if said["mark"] not in MARKS:
        raise WeightsError(f"Line {number}, mark: “{said['mark']}” is none of {', '.join(MARKS)}.")
    return Weight(said["key"], _days(number, said["days"]), said["source"], said["mark"])


def _days(number: int, text: str) -> float:
    try:
        days = float(text)
    except ValueError:
        raise WeightsError(f"Line {number}, days: “{text}” is no number.") from None
    if not 0 <= days <= MOST_DAYS:
        raise WeightsError(f"Line {number}, days: give 0 to {MOST_DAYS}; “{text}” is not.")
    return days


@cache
def default_weights() -> Weights:
    """The few that the house brings: used until the force supplies its own table."""
    text = files("daybook.forecast.harm.data").joinpath("weights.csv").read_text()
    return Weights(DEFAULT_VERSION, DEFAULT_TITLE, read_weights(text))
