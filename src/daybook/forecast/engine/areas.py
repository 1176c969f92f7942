"""Boundary files: GeoPackage, GeoJSON, KML, or a CSV of corners, as one shapely area in a flat system."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from lxml import etree
from shapely.errors import ShapelyError

from daybook.forecast.engine.arrays import AnyArray, Flags
from daybook.forecast.engine.events import Events
from daybook.forecast.engine.flat import BRITISH, DEGREES, Flat, flat_at

Shape = Any
ENVELOPES = (0, 32, 48, 48, 64)
"""Bytes of a GeoPackage geometry's envelope, by its kind (OGC 12-128r18, 2.1.3)."""
OUTLINE = "{http://www.opengis.net/kml/2.2}"


class AreaError(ValueError):
    """The boundary cannot be read; the message says why and what to do."""


def read_area(source: Any, flat: Flat | None = None, system: str = "") -> tuple[Shape, Flat]:
    """The union of all areas in a file or a GeoPandas frame, and the flat system it is in: the one told, or the one of
    the place.

    `system` names the source's own coordinate system where it does not. Raises `AreaError`.
    """
    name, shapes, told = _file(Path(source)) if isinstance(source, (str, Path)) else _frame(source)
    if not len(shapes):
        raise AreaError(f"{name} holds no area.")
    if not (system or told):
        raise AreaError(f"{name} does not say its coordinate system. Tell it: system='EPSG:27700'.")
    whole = shapely.union_all(shapely.make_valid(np.asarray(shapes, object)))
    return _in_metres(whole, system or told, flat)


def _frame(frame: Any) -> tuple[str, list[Shape], str]:
    shapes: Any = getattr(frame, "geometry", None)
    if not hasattr(shapes, "geom_type"):
        raise AreaError("A boundary is the path of a file, or a frame of GeoPandas with its geometry.")
    told = str(shapes.crs.to_string()) if shapes.crs is not None else ""
    return "The frame", [one for one in shapes if one is not None and one.area], told


def _file(path: Path) -> tuple[str, list[Shape], str]:
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise AreaError(f"{path.name}: a boundary is one of {', '.join(sorted(READERS))}.")
    try:
        shapes, told = reader(path)
    except (OSError, ValueError, KeyError, TypeError, sqlite3.Error, etree.LxmlError, ShapelyError) as error:
        raise AreaError(f"{path.name} cannot be read as a boundary: {error}.") from error
    return path.name, shapes, told


def _in_metres(shape: Shape, system: str, flat: Flat | None) -> tuple[Shape, Flat]:
    if flat is None:
        corner = moved(shape.centroid, Flat(DEGREES), system)
        flat = Flat(system.upper()) if system.upper() == BRITISH else flat_at(corner.x, corner.y)
    return moved(shape, flat, system), flat


def moved(shape: Shape, flat: Flat, system: str) -> Shape:
    """A shape, or an array of them, from another system."""

    def move(corners: AnyArray) -> AnyArray:
        return np.column_stack(flat.from_system(system, corners[:, 0], corners[:, 1]))

    return shapely.transform(shape, move)


def _geopackage(path: Path) -> tuple[list[Shape], str]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as database:
        table, column, code = database.execute(
            "SELECT g.table_name, column_name, organization || ':' || organization_coordsys_id"
            " FROM gpkg_geometry_columns g JOIN gpkg_spatial_ref_sys USING (srs_id)"
        ).fetchone()
        rows = database.execute(f'SELECT "{column}" FROM "{table}"').fetchall()  # noqa: S608 - named by the file
    return [shapely.from_wkb(blob[8 + ENVELOPES[blob[3] >> 1 & 7] :]) for (blob,) in rows if blob], code


def _geojson(path: Path) -> tuple[list[Shape], str]:
    whole = json.loads(path.read_text("utf-8"))
    features = whole.get("features", [whole])
    shapes = [shapely.from_geojson(json.dumps(one.get("geometry", one))) for one in features]
    code = whole.get("crs", {}).get("properties", {}).get("name", DEGREES)
    return [one for one in shapes if shapely.area(one)], DEGREES if "CRS84" in code else code


def _kml(path: Path) -> tuple[list[Shape], str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return list(_kml_areas(etree.parse(path, parser).getroot())), DEGREES


def _kml_areas(root: Any) -> Iterator[Shape]:
    for area in root.iter(f"{OUTLINE}Polygon"):
        rings = [_ring(one.text) for one in area.iter(f"{OUTLINE}coordinates")]
        yield shapely.Polygon(rings[0], rings[1:])


def _ring(text: str) -> AnyArray:
    return np.array([[float(part) for part in corner.split(",")[:2]] for corner in text.split()])


def _corners(path: Path) -> tuple[list[Shape], str]:
    lines = path.read_text("utf-8").split()[1:]
    ring = np.array([[float(part) for part in line.split(",")[:2]] for line in lines])
    shape = shapely.Polygon(ring)
    return [shape], DEGREES if np.abs(ring).max() <= 180 else BRITISH


READERS: dict[str, Callable[[Path], tuple[list[Shape], str]]] = {
    ".gpkg": _geopackage,
    ".geojson": _geojson,
    ".json": _geojson,
    ".kml": _kml,
    ".csv": _corners,
}


def inside(area: Any, events: Events) -> Flags:
    """Which events lie in the area or on its edge."""
    return np.asarray(shapely.intersects(area, shapely.points(events.x, events.y)))
