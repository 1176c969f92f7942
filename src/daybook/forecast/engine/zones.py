"""Named areas of a file: small areas of a census, beats of a trial; as outlines, or as the points in their middle."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.errors import ShapelyError

from daybook.forecast.engine.areas import ENVELOPES, AreaError, moved
from daybook.forecast.engine.arrays import AnyArray, Floats
from daybook.forecast.engine.flat import BRITISH, DEGREES, Flat, flat_at
from daybook.forecast.engine.reading.numbers import coordinates as read_coordinates

NAMES = (
    "geographycode",
    r"(?:oa|lsoa|msoa|wd|ward|lad|beat|area|zone)(?:\d\d)?(?:cd|code)",
    "lowerlayersuperoutputareascode|outputareascode",
    "code|id",
    "(?:beat|area|zone|ward|geography)(?:name)?|name",
)
"""What a column that names areas is usually called, most telling first; letters and digits alone."""
EVERY = 'SELECT * FROM "name"'

Found = tuple[list[dict[str, Any]], list[Any], str]
"""Of a file: the fields of each area, its shape, and the coordinate system."""


@dataclass(frozen=True, eq=False)
class Zones:
    """`shapes`: polygons or points in metres of `flat`; one for each of `names`, all different."""

    names: tuple[str, ...]
    shapes: AnyArray
    flat: Flat


def read_zones(path: Path, flat: Flat | None = None, column: str = "") -> Zones:
    """The named areas of a GeoPackage, a GeoJSON or a CSV of points. `column` holds their names, found if empty.

    Raises `AreaError`.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise AreaError(f"{path.name}: named areas come as one of {', '.join(sorted(READERS))}.")
    try:
        fields, shapes, system = reader(path)
    except (OSError, ValueError, KeyError, TypeError, sqlite3.Error, ShapelyError) as error:
        raise AreaError(f"{path.name} cannot be read as named areas: {error}.") from error
    if not fields:
        raise AreaError(f"{path.name} holds no area.")
    names = _names(path, fields, column)
    flat = flat or _flat_of(shapes, system)
    return Zones(names, np.asarray(moved(shapely.make_valid(np.asarray(shapes)), flat, system)), flat)


def plain(name: str) -> str:
    """A column's name by its letters and digits alone."""
    return re.sub(r"[^a-z0-9]", "", name.casefold())


def name_column(heading: Sequence[str]) -> str | None:
    """The column that names areas, if one is called so."""
    for usual in NAMES:
        if found := [one for one in heading if re.fullmatch(usual, plain(one))]:
            return found[0]
    return None


def _names(path: Path, fields: Sequence[Mapping[str, Any]], column: str) -> tuple[str, ...]:
    column = column or name_column(list(fields[0])) or ""
    if column not in fields[0]:
        raise AreaError(
            f"{path.name}: no column names the areas among {', '.join(fields[0])}. Call it code, LSOA21CD or name."
        )
    names = tuple(str(one.get(column) or "").strip() for one in fields)
    if "" in names:
        raise AreaError(
            f"{path.name}, area {names.index('') + 1}: “{column}” is empty. Give each area its name."
        )
    if len(set(names)) < len(names):
        again = next(name for at, name in enumerate(names) if name in names[:at])
        raise AreaError(f"{path.name}: the area {again} comes twice in “{column}”. Leave one of them out.")
    return names


def _flat_of(shapes: Sequence[Any], system: str) -> Flat:
    if system.upper() == BRITISH:
        return Flat(BRITISH)
    middle = moved(shapely.centroid(shapes[0]), Flat(DEGREES), system)
    return flat_at(middle.x, middle.y)


def _geojson(path: Path) -> Found:
    whole = json.loads(path.read_text("utf-8"))
    if not isinstance(whole, dict) or "features" not in whole:
        raise ValueError("it is no FeatureCollection, so no area has a name")
    shapes = [shapely.from_geojson(json.dumps(one["geometry"])) for one in whole["features"]]
    code = whole.get("crs", {}).get("properties", {}).get("name", DEGREES)
    return [one["properties"] for one in whole["features"]], shapes, DEGREES if "CRS84" in code else code


def _geopackage(path: Path) -> Found:
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as database:
        database.row_factory = sqlite3.Row
        table, column, code = database.execute(
            "SELECT g.table_name, column_name, organization || ':' || organization_coordsys_id"
            " FROM gpkg_geometry_columns g JOIN gpkg_spatial_ref_sys USING (srs_id)"
        ).fetchone()
        named = str(table).replace('"', '""')
        rows = [dict(row) for row in database.execute(EVERY.replace("name", named))]
    blobs = [row.pop(column) for row in rows]
    return rows, [shapely.from_wkb(blob[8 + ENVELOPES[blob[3] >> 1 & 7] :]) for blob in blobs], code


def _points(path: Path) -> Found:
    with path.open(encoding="utf-8-sig", newline="") as opened:
        rows: list[dict[str, Any]] = list(csv.DictReader(opened))
    columns = coordinates(list(rows[0])) if rows else None
    if columns is None:
        raise ValueError("it has neither easting and northing nor longitude and latitude")
    x, y = points_of(columns, *([row[one] for row in rows] for one in columns))
    if len(bad := np.flatnonzero(~np.isfinite(x + y))):
        raise ValueError(f"row {bad[0] + 2} has no coordinates that can be read")
    return rows, list(shapely.points(x, y)), DEGREES if (np.abs((x, y)) <= 180).all() else BRITISH


def points_of(titles: tuple[str, str], across: Sequence[Any], up: Sequence[Any]) -> tuple[Floats, Floats]:
    """The figures of two columns that `coordinates` found."""
    return read_coordinates(across, up, plain(titles[0]).startswith("lon") or None)


def coordinates(heading: Sequence[str]) -> tuple[str, str] | None:
    """The columns that hold a point, across and up, if there are any."""
    known = {plain(one): one for one in heading}
    pairs = (("longitude", "latitude"), ("long", "lat"), ("lon", "lat"), ("easting", "northing"), ("x", "y"))
    return next(((known[one], known[two]) for one, two in pairs if one in known and two in known), None)


READERS: dict[str, Callable[[Path], Found]] = {
    ".geojson": _geojson,
    ".json": _geojson,
    ".gpkg": _geopackage,
    ".csv": _points,
}
