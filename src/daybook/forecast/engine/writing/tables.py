"""The forecast as GeoJSON (RFC 7946) and as GeoParquet 1.1: one square for each cell, in WGS84 degrees."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from daybook.forecast.engine.arrays import AnyArray, Ints
from daybook.forecast.engine.flat import Flat
from daybook.forecast.engine.forecasting import Forecast

DIGITS = 6
"""A millionth of a degree is a tenth of a metre."""


class WritingError(ValueError):
    """The file cannot be written; the message says what to do."""


def write_geojson(path: Path, forecast: Forecast, flat: Flat) -> None:
    """Every cell with its rank and expectation; the boxes with their reasons, streets and numbers."""
    path.write_text(geojson(forecast, flat), "utf-8")


def geojson(forecast: Forecast, flat: Flat, area: Any = None) -> str:
    """The same as text, with the outline of the area, where one is given, as one feature more: `boundary`."""
    boxes = {box.cell: box for box in forecast.boxes}
    corners = np.round(shapely.get_coordinates(_squares(forecast, flat)), DIGITS).reshape(-1, 5, 2)
    ranks = _ranks(forecast)
    features = [] if area is None else [_outline(area, forecast.grid.size, flat)]
    for cell, ring in enumerate(corners.tolist()):
        told: dict[str, Any] = {"rank": int(ranks[cell]), "expected": float(f"{forecast.expected[cell]:.4g}")}
        if box := boxes.get(cell):
            told |= {"box": box.rank, "why": box.why, "streets": list(box.streets)}
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "geometry": geometry, "properties": told})
    whole = {"type": "FeatureCollection", "features": features}
    return json.dumps(whole, separators=(",", ":"))


def _outline(area: Any, size: float, flat: Flat) -> dict[str, Any]:
    """The boundary, without corners nearer than half a cell."""
    lines = shapely.transform(shapely.simplify(area, size / 2).boundary, _to_degrees(flat))
    geometry = json.loads(shapely.to_geojson(shapely.set_precision(lines, 10**-DIGITS)))
    return {"type": "Feature", "geometry": geometry, "properties": {"boundary": True}}


def _to_degrees(flat: Flat) -> Callable[[AnyArray], AnyArray]:
    return lambda corners: np.column_stack(flat.to_degrees(corners[:, 0], corners[:, 1]))


def write_parquet(path: Path, forecast: Forecast, flat: Flat) -> None:
    """Columns cell, rank, expected, box (0 for none), why, geometry (WKB). Raises `WritingError` without DuckDB."""
    try:
        import duckdb
    except ImportError as error:
        raise WritingError("Parquet needs an extra: pip install 'daybook[link]'.") from error
    boxes = {box.cell: box for box in forecast.boxes}
    ranks, squares = _ranks(forecast), shapely.to_wkb(_squares(forecast, flat))
    rows = [
        (
            cell,
            int(rank),
            float(due),
            box.rank if (box := boxes.get(cell)) else 0,
            box.why if box else "",
            wkb,
        )
        for cell, (rank, due, wkb) in enumerate(zip(ranks, forecast.expected, squares, strict=True))
    ]
    geo = {
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Polygon"]}},
    }
    with duckdb.connect() as session:
        session.execute(
            "CREATE TABLE cells (cell INTEGER, rank INTEGER, expected DOUBLE, box INTEGER, why VARCHAR, geometry BLOB)"
        )
        session.executemany("INSERT INTO cells VALUES (?, ?, ?, ?, ?, ?)", rows)
        told, named = json.dumps(geo).replace("'", "''"), str(path).replace("'", "''")
        session.execute(f"COPY cells TO '{named}' (FORMAT parquet, KV_METADATA {{geo: '{told}'}})")


def _ranks(forecast: Forecast) -> Ints:
    """1 for the cell of the highest expectation."""
    ranks = np.empty(len(forecast.expected), np.int64)
    ranks[np.argsort(-forecast.expected, kind="stable")] = np.arange(1, len(ranks) + 1)
    return ranks


def _squares(forecast: Forecast, flat: Flat) -> AnyArray:
    turned = shapely.transform(forecast.grid.squares(), _to_degrees(flat))
    return np.asarray(shapely.force_2d(shapely.orient_polygons(turned)))
