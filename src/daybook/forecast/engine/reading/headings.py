"""Which column of a file holds what, known by its usual name or told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from daybook.forecast.engine.reading.notes import ReadingError

USUAL = {
    "longitude": "longitude long lon lng",
    "latitude": "latitude lat",
    "x": "x easting eastings east xft xcoord xcoordinate gridx pointx osx",
    "y": "y northing northings north yft ycoord ycoordinate gridy pointy osy",
    "time": "date datetime month time occurred occurreddate occurredat occurdate occdate offencedate offensedate"
    " dateoccurred incidentdate datefrom fromdate committedfrom committed startdate reporteddate",
    "until": "dateto todate dateuntil committedto enddate timeto until offencedateto occurredto",
    "kind": "crimetype type offence offense category offencetype primarytype crime",
    "street": "location street address hundredblock block streetname",
    "method": "method mo modusoperandi methodofentry entrymethod methodwords",
    "key": "crimeid id reference crimereference crimenumber incidentno incidentnumber casenumber crimeno",
}
Choose = Callable[[Sequence[str]], Mapping[str, str]]
"""Given the heading, which column is wanted for what."""
Block = Mapping[str, Any]
"""What is wanted, and its column in some rows: of Arrow, or of NumPy where a frame holds it."""
NOT_ALIKE = re.compile(r"[^a-z0-9]")


def columns_of(heading: Sequence[str], told: Mapping[str, str]) -> dict[str, str]:
    """What stands in which column. Raises `ReadingError` where places or times cannot be found."""
    if odd := sorted(set(told) - set(USUAL)):
        raise ReadingError(f"“{odd[0]}” is nothing that is read; known are: {', '.join(USUAL)}.")
    if missing := sorted(set(told.values()) - set(heading)):
        raise ReadingError(f"There is no column “{missing[0]}”; there are: {', '.join(heading)}.")
    plain = {NOT_ALIKE.sub("", name.casefold()): name for name in reversed(heading)}
    found = dict(told)
    for what, names in USUAL.items():
        usual = next((plain[name] for name in names.split() if name in plain), None)
        if what not in found and usual is not None:
            found[what] = usual
    return _whole(found, heading)


def _whole(found: dict[str, str], heading: Sequence[str]) -> dict[str, str]:
    if {"longitude", "latitude"} <= found.keys():
        found.pop("x", None), found.pop("y", None)
    elif not {"x", "y"} <= found.keys():
        raise ReadingError(
            f"No columns look like coordinates among: {', '.join(heading)}."
            " Tell which they are: x=EASTING_M, y=NORTHING_M."
        )
    if "time" not in found:
        raise ReadingError(
            f"No column looks like a date among: {', '.join(heading)}. Tell which it is: time=WHEN."
        )
    return found
