"""The force's own area, from a GeoJSON file in WGS84 that the force supplies (DAYBOOK_FORCE_BOUNDARY)."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from daybook.records.geography import inside


@lru_cache
def _rings(file: str) -> list[Any]:
    """The outer rings of every polygon in the file, as lists of (longitude, latitude) in degrees."""
    found: list[Any] = []
    _collect(json.loads(Path(file).read_text()), found)
    return found


def _collect(shape: Any, found: list[Any]) -> None:
    match shape.get("type"):
        case "FeatureCollection":
            for feature in shape["features"]:
                _collect(feature["geometry"], found)
        case "Feature":
            _collect(shape["geometry"], found)
        case "Polygon":
            found.append(shape["coordinates"][0])
        case "MultiPolygon":
            found.extend(polygon[0] for polygon in shape["coordinates"])


def inside_force(longitude: float, latitude: float) -> bool:
    """Whether a point in WGS84 degrees lies in the force's area; always true where no boundary is supplied."""
    file = settings.FORCE_BOUNDARY
    return not file or any(inside(longitude, latitude, [ring]) for ring in _rings(str(file)))
