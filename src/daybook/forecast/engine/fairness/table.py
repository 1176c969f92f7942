"""Census tables in the two layouts of the Office for National Statistics.

Wide, as in a bulk download of a topic summary: a row for each area under "geography code", a column for each group, as
"Ethnic group: White". Long, as in a dataset made to order: a row for each area and group, "Observation" at its end.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from daybook.forecast.engine.arrays import Floats
from daybook.forecast.engine.zones import coordinates, name_column, plain

WHOLE = ("total", "all usual residents", "all persons", "all people")
NOT_GROUPS = {"date", "geography", "geographytype", "rural urban", "totalruralurban"}
NOT_GROUP_ENDS = ("nm", "nmw", "name", "cd", "code", "globalid", "fid")
"""Of a column without a topic that is no group, such as LSOA21NM."""
MOST_TOLD = 5


class CensusError(ValueError):
    """The table cannot be used; the message names the file, field and row, and says what to do."""


@dataclass(eq=False)
class Table:
    """`people` (areas, groups) of `codes` and `groups`; `faults`: rows left out, a sentence each."""

    codes: list[str]
    groups: list[str]
    people: Floats
    faults: list[str] = field(default_factory=list)


def read_table(path: Path, fine: bool = False) -> Table:
    """The residents of each area by group: the broad groups, or the `fine` ones of which they are made.

    Raises `CensusError`.
    """
    heading, rows = _opened(path)
    code = name_column(heading)
    if code is None:
        raise CensusError(
            f"{path.name}: no column holds the area's code among {', '.join(heading[:6])}."
            " The ONS calls it “geography code” or “LSOA21CD”."
        )
    table = _long(heading, rows, code) if "Observation" in heading else _wide(heading, rows, code, fine)
    if len(table.faults) > MOST_TOLD:
        table.faults[MOST_TOLD:] = [
            f"{len(table.faults) - MOST_TOLD:,} more rows of {path.name} were left out."
        ]
    if not table.codes or not table.people.sum():
        told = f" The first fault: {table.faults[0]}" if table.faults else ""
        raise CensusError(f"{path.name} holds no area with residents.{told}")
    return table


def _opened(path: Path) -> tuple[list[str], list[list[str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as opened:
            heading, *rows = [row for row in csv.reader(opened) if any(row)] or [[]]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CensusError(f"{path.name} cannot be read as CSV: {error}.") from error
    if len(heading) < 2:
        raise CensusError(f"{path.name} does not begin with a heading; it may be no CSV file.")
    return [title.strip() for title in heading], rows


def _wide(heading: list[str], rows: list[list[str]], code: str, fine: bool) -> Table:
    columns = _group_columns(heading, code, fine)
    if not columns:
        raise CensusError(
            "No column holds residents of a group. The ONS heads them as in “Ethnic group: White”; a total alone"
            " says nothing of groups."
        )
    at = heading.index(code)
    faults, kept, seen = list[str](), list[tuple[str, list[float]]](), set[str]()
    for number, row in enumerate(rows, 2):
        fault = _fault(number, row, heading, at, columns, seen)
        if fault:
            faults.append(f"{fault} The row was left out.")
            continue
        seen.add(row[at].strip())
        kept.append((row[at].strip(), [float(row[one].replace(",", "")) for one in columns]))
    people = np.array([counts for _, counts in kept]).reshape(len(kept), len(columns))
    return Table([name for name, _ in kept], [_short(heading[one]) for one in columns], people, faults)


def _group_columns(heading: list[str], code: str, fine: bool) -> list[int]:
    """Columns of groups: those that no other contains, or, if `fine`, those that contain no other."""
    places = coordinates(heading) or ()
    found = [
        title
        for title in heading
        if title != code
        and title not in places
        and plain(title) not in NOT_GROUPS
        and (":" in title or not plain(title).endswith(NOT_GROUP_ENDS))
        and not any(part.strip().casefold().startswith(WHOLE) for part in title.split(":"))
    ]
    parents = {title: [one for one in found if title.startswith(f"{one}:")] for title in found}
    coarse = {one for those in parents.values() for one in those}
    chosen = [title for title in found if (title not in coarse if fine else not parents[title])]
    return [heading.index(title) for title in chosen]


def _short(title: str) -> str:
    """Without the topic, such as "Ethnic group", and the measure, such as "; measures: Value"."""
    parts = [part.strip() for part in title.split(";")[0].split(":")]
    return ": ".join(parts[1:]) or parts[0]


def _fault(
    number: int, row: Sequence[str], heading: Sequence[str], code: int, columns: Sequence[int], seen: set[str]
) -> str:
    if len(row) != len(heading):
        return f"Row {number} has {len(row)} fields where the heading has {len(heading)}; mend it."
    if not (name := row[code].strip()):
        return f"Row {number}: “{heading[code]}” is empty; write the area's code there."
    if name in seen:
        return f"Row {number}: the area {name} was there before; leave one of its rows out."
    for one in columns:
        if not _is_count(row[one]):
            return f"Row {number}, area {name}: “{heading[one]}” holds “{row[one]}”, not a number of people."
    return ""


def _is_count(text: str) -> bool:
    try:
        return 0 <= float(text.replace(",", "")) < 1e9
    except ValueError:
        return False


def _long(heading: list[str], rows: list[list[str]], code: str) -> Table:
    at, value = heading.index(code), heading.index("Observation")
    kind = next((one for one in range(value - 1, at, -1) if not plain(heading[one]).endswith("code")), None)
    if kind is None or kind == at + 1:
        raise CensusError(
            "No column before “Observation” names the group, such as “Ethnic group (6 categories)”."
        )
    found, faults = dict[tuple[str, str], float](), list[str]()
    for number, row in enumerate(rows, 2):
        fault = _fault(number, row, heading, at, [value], set())
        key = ("", "") if fault else (row[at].strip(), row[kind].strip())
        if key in found:
            fault = f"Row {number}: “{key[1]}” of {key[0]} was there before; leave one of the rows out."
        if fault:
            faults.append(f"{fault} The row was left out.")
        elif not key[1].casefold().startswith((*WHOLE, "does not apply")):
            found[key] = float(row[value].replace(",", ""))
    codes, groups = (list(dict.fromkeys(key[side] for key in found)) for side in (0, 1))
    people = np.array([[found.get((one, group), 0.0) for group in groups] for one in codes])
    return Table(codes, groups, people, faults)
