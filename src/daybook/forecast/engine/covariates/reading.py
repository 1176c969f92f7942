"""Covariates from a file: areas or points with figures, or points to be counted by their kind."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import file_digest
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.errors import ShapelyError

from daybook.forecast.engine import zones
from daybook.forecast.engine.areas import moved
from daybook.forecast.engine.arrays import AnyArray, Floats
from daybook.forecast.engine.covariates.laid import Covariates
from daybook.forecast.engine.covariates.refused import CovariateError, check_names
from daybook.forecast.engine.flat import Flat
from daybook.forecast.engine.reading.notes import Note, tallied
from daybook.forecast.engine.reading.numbers import figures
from daybook.forecast.engine.reading.placing import place
from daybook.forecast.engine.reading.sources import blocks
from daybook.forecast.engine.reading.systems import Box

KIND = re.compile(r"(?:premises|licen[cs]e|place|land ?use|main)?(?:kind|type|category|class|amenity|use)")
NOT_FIGURES = re.compile(
    r"(?:.*(?:id|code|cd|ref|reference|number|no|uprn|postcode))|fid|(?:shape)?(?:area|length)"
)
"""Columns, by their letters and digits, whose numbers only name or measure the row."""
MOST = 40
"""Covariates of one file."""
Columns = Mapping[str, Sequence[Any]]


def read_covariates(path: Path, flat: Flat, area: Box | None = None) -> Covariates:
    """What a GeoJSON, GeoPackage or CSV says of places, in the system of a forecast; `area` is its box in metres.

    Areas and points with numbers give a figure each; points with a kind, or with nothing, are counted. Raises
    `CovariateError` or `ReadingError`.
    """
    if not path.is_file():
        raise CovariateError(f"There is no file {path}.")
    reader = _csv if path.suffix.lower() in (".csv", ".txt", ".tsv") else _shapes
    columns, shapes, notes = reader(path, flat, area)
    if not len(shapes):
        raise CovariateError(f"{path.name} holds no area and no point.")
    check_names(path.name, columns)
    points = bool((shapely.get_type_id(shapes) == shapely.GeometryType.POINT).all())
    kind = next((one for one in columns if KIND.fullmatch(zones.plain(one))), None) if points else None
    found = _by_kind(path, columns[kind]) if kind else _figures(columns, notes)
    if not found:
        check_names(path.name, [path.stem])  # they are counted under it
    if not found and not points:
        raise CovariateError(f"{path.name}: no column holds numbers among {', '.join(columns)}.")
    values = found or {path.stem: np.ones(len(shapes))}
    if len(values) > MOST:
        raise CovariateError(
            f"{path.name} holds {len(values)} covariates; leave the {MOST} in it that matter."
        )
    with path.open("rb") as opened:
        digest = file_digest(opened, "sha256").hexdigest()
    counted = points and (kind is not None or not found)
    return Covariates(
        path.name,
        digest,
        tuple(values),
        np.column_stack(list(values.values())),
        shapes,
        counted,
        tuple(notes),
    )


def _shapes(path: Path, flat: Flat, area: Box | None) -> tuple[Columns, AnyArray, list[Note]]:
    reader = zones.READERS.get(path.suffix.lower())
    if reader is None:
        raise CovariateError(f"{path.name}: covariates come as CSV, GeoPackage or GeoJSON.")
    try:
        rows, shapes, system = reader(path)
    except (OSError, ValueError, KeyError, TypeError, sqlite3.Error, ShapelyError) as error:
        raise CovariateError(f"{path.name} cannot be read as covariates: {error}.") from error
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {name: [row.get(name) for row in rows] for name in names}
    return columns, np.asarray(moved(shapely.make_valid(np.asarray(shapes)), flat, system)), []


def _csv(path: Path, flat: Flat, area: Box | None) -> tuple[Columns, AnyArray, list[Note]]:
    tally = Counter[str]()
    whole: dict[str, list[Any]] = {}
    for block in blocks(path, lambda heading: {title: title for title in heading}, tally):
        for title, values in block.items():
            whole.setdefault(title, []).extend(values.to_pylist())
    if not whole:
        raise CovariateError(f"{path.name} holds no row under its heading.")
    pair = zones.coordinates(list(whole))
    if pair is None:
        raise CovariateError(
            f"{path.name}: no columns hold coordinates among {', '.join(whole)}. Call them easting and northing, or"
            " longitude and latitude."
        )
    x, y = zones.points_of(pair, *(whole.pop(title) for title in pair))
    placed = place(x, y, "", flat, area)
    columns = {title: [values[at] for at in np.flatnonzero(placed.good)] for title, values in whole.items()}
    notes = tallied(tally) + placed.notes
    return columns, np.asarray(shapely.points(placed.x[placed.good], placed.y[placed.good])), notes


def _by_kind(path: Path, column: Sequence[Any]) -> dict[str, Floats]:
    """One column for each kind, 1 in its rows."""
    kinds = np.array([str(one or "").strip() or "without a kind" for one in column])
    check_names(path.name, np.unique(kinds).tolist())
    return {str(kind): (kinds == kind).astype(float) for kind in np.unique(kinds)}


def _figures(columns: Columns, notes: list[Note]) -> dict[str, Floats]:
    """The columns in which at least half of the values are numbers; what is not one is no value, and counted."""
    found = {}
    for title, values in columns.items():
        read, parted = figures(["" if one is None else one for one in values])
        bad = int((~np.isfinite(read)).sum())
        if NOT_FIGURES.fullmatch(zones.plain(title)) or 2 * bad > len(read):
            notes.append(Note(f"a column that holds no figures (“{title}”)", 1, "left out"))
            continue
        if bad:
            notes.append(Note(f"no number in “{title}”", bad, "taken as not known"))
        if parted:
            notes.append(Note(f"a figure such as 1,234 in “{title}”", parted, "read as thousands"))
        found[title] = np.where(np.isfinite(read), read, np.nan)
    return found
