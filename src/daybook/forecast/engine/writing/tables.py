"""The forecast as GeoJSON (RFC 7946) and as GeoParquet 1.1: one square for each cell, in WGS84 degrees."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from pyarrow import parquet

from daybook.forecast.engine.arrays import AnyArray, Ints
from daybook.forecast.engine.flat import Flat
from daybook.forecast.engine.forecasting import Forecast

DIGITS = 6
"""A millionth of a degree is a tenth of a metre."""


def write_geojson(path: Path, forecast: Forecast, flat: Flat, card: Mapping[str, Any] | None = None) -> None:
    """Every cell with its rank and expectation; the boxes with their reasons, streets and numbers.

    `card`, where it is given, stands beside the features as `scorecard`.
    """
    path.write_text(geojson(forecast, flat, card=card), "utf-8")


def geojson(forecast: Forecast, flat: Flat, area: Any = None, card: Mapping[str, Any] | None = None) -> str:
    """The same as text, with the outline of the area, where one is given, as one feature more: `boundary`."""
    features = [] if area is None else [_told(_outline(area, forecast.grid.size, flat))]
    features += _cells(forecast, flat).tolist()
    more = f',"scorecard":{_told(card)}' if card else ""
    return f'{{"type":"FeatureCollection","features":[{",".join(features)}]{more}}}'


def _cells(forecast: Forecast, flat: Flat) -> AnyArray:
    """Each cell as the text of a feature: columns of text, as objects for 160,000 cells take seconds and memory."""
    squares = _squares(forecast, flat)
    corners = np.round(shapely.get_coordinates(squares), DIGITS)
    shapes = shapely.to_geojson(shapely.set_coordinates(squares, corners))
    written = map('"rank":{},"expected":{:.4g}'.format, _ranks(forecast).tolist(), forecast.expected.tolist())
    told = np.array(list(written), object)
    for box in forecast.boxes:
        said = {"box": box.rank, "why": box.why, "streets": list(box.streets)}
        said |= {"hours": " to ".join(box.hours.told)} if box.hours else {}
        told[box.cell] += f",{_told(said)[1:-1]}"
    return np.asarray('{"type":"Feature","geometry":' + shapes + ',"properties":{' + told + "}}")


def _told(what: Any) -> str:
    return json.dumps(what, separators=(",", ":"))


def _outline(area: Any, size: float, flat: Flat) -> dict[str, Any]:
    """The boundary, without corners nearer than half a cell."""
    lines = shapely.transform(shapely.simplify(area, size / 2).boundary, _to_degrees(flat))
    geometry = json.loads(shapely.to_geojson(shapely.set_precision(lines, 10**-DIGITS)))
    return {"type": "Feature", "geometry": geometry, "properties": {"boundary": True}}


def _to_degrees(flat: Flat) -> Callable[[AnyArray], AnyArray]:
    return lambda corners: np.column_stack(flat.to_degrees(corners[:, 0], corners[:, 1]))


def write_parquet(path: Path, forecast: Forecast, flat: Flat, card: Mapping[str, Any] | None = None) -> None:
    """Columns cell, rank, expected, box (0 for none), why, geometry (WKB).

    `card`, where it is given, is the entry `scorecard` of the file's own words, as JSON.
    """
    box, why = np.zeros(len(forecast.expected), np.int32), np.full(len(forecast.expected), "", object)
    chosen = [one.cell for one in forecast.boxes]
    box[chosen], why[chosen] = [one.rank for one in forecast.boxes], [one.why for one in forecast.boxes]
    cells = {
        "cell": np.arange(len(box), dtype=np.int32),
        "rank": _ranks(forecast).astype(np.int32),
        "expected": forecast.expected,
        "box": box,
        "why": why,
        "geometry": shapely.to_wkb(_squares(forecast, flat)),
    }
    geo = {
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Polygon"]}},
    }
    words = {"geo": geo} | ({"scorecard": card} if card else {})
    table = pa.table(cells).replace_schema_metadata({name: _told(said) for name, said in words.items()})
    parquet.write_table(table, path)


def _ranks(forecast: Forecast) -> Ints:
    """1 for the cell of the highest expectation."""
    ranks = np.empty(len(forecast.expected), np.int64)
    ranks[np.argsort(-forecast.expected, kind="stable")] = np.arange(1, len(ranks) + 1)
    return ranks


def _squares(forecast: Forecast, flat: Flat) -> AnyArray:
    turned = shapely.transform(forecast.grid.squares(), _to_degrees(flat))
    return np.asarray(shapely.force_2d(shapely.orient_polygons(turned)))
