"""Between British National Grid metres and WGS84 degrees within the invented town, and the force's boundary.

A second-order expansion of the national transformation (EPSG:1314, without a shift grid) about the town's
centre: it stays within 3 cm of the full computation over the town, costs no library call for each point,
and gives the same figures on every machine.
"""

import json
from functools import cache
from importlib import resources
from pathlib import Path

CENTRE = (600_000.0, 480_000.0)
_LONGITUDE = (
    1.0629951291065374,
    1.529825885392414e-05,
    6.636989479682942e-07,
    -1.8121293827277894e-13,
    3.3025118807461508e-12,
    1.812134341250271e-13,
)
_LATITUDE = (
    54.17678445011842,
    -3.893496055134449e-07,
    8.974536555103896e-06,
    -9.705292421813284e-13,
    -1.2773665048371187e-13,
    -9.51041101870942e-15,
)

Point = tuple[float, float]


def to_wgs84(easting: float, northing: float) -> Point:
    """(latitude, longitude) in degrees to six places of a point of the town given in metres."""
    x, y = easting - CENTRE[0], northing - CENTRE[1]
    a, b, c, d, e, f = _LATITUDE
    latitude = a + b * x + c * y + d * x * x + e * x * y + f * y * y
    a, b, c, d, e, f = _LONGITUDE
    longitude = a + b * x + c * y + d * x * x + e * x * y + f * y * y
    return round(latitude, 6), round(longitude, 6)


def boundary_file() -> Path:
    """The GeoJSON file with the force's boundary, for the setting DAYBOOK_FORCE_BOUNDARY."""
    return Path(str(resources.files(__package__).joinpath("data/boundary.geojson")))


def boundary_text() -> str:
    """The force's boundary as GeoJSON (WGS84; the metres of each corner stand in its properties)."""
    return boundary_file().read_text("utf-8")


@cache
def boundary() -> tuple[Point, ...]:
    """The corners of the force's boundary as (easting, northing) in metres."""
    feature = json.loads(boundary_text())["features"][0]
    return tuple((float(east), float(north)) for east, north in feature["properties"]["national_grid"])


def inside_force(easting: float, northing: float) -> bool:
    """Whether a point in metres lies within the invented force."""
    inside = False
    corners = boundary()
    # A line from a point inside crosses the boundary an odd number of times.
    for (x1, y1), (x2, y2) in zip(corners, corners[1:] + corners[:1], strict=True):
        if (y1 > northing) != (y2 > northing) and easting < x1 + (northing - y1) * (x2 - x1) / (y2 - y1):
            inside = not inside
    return inside
