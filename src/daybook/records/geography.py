"""Places: WGS84 degrees, British National Grid metres (EPSG:27700), grid references, areas, UPRNs.

Degrees become metres by the seven-parameter Helmert transformation of Ordnance Survey (EPSG:1314), which needs
no grid file, no network and gives the same figures on every machine. Against the exact transformation (OSTN15)
it errs by about 3 m and at worst by 5 m or so: right for finding a door, not for surveying. There and back again
it agrees with itself within a centimetre.
"""

import math
import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pyproj import Transformer

WGS84_TO_GRID = (
    "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=push +v_3 "
    "+step +proj=cart +ellps=WGS84 +step +inv +proj=helmert +x=446.448 +y=-125.157 +z=542.06 +rx=0.15 +ry=0.247 "
    "+rz=0.842 +s=-20.489 +convention=position_vector +step +inv +proj=cart +ellps=airy +step +proj=pop +v_3 "
    "+step +proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy"
)
EAST_END, NORTH_END = 700_000, 1_300_000
SQUARE = 100_000
LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ"
REFERENCE = re.compile(r"([A-HJ-Z])([A-HJ-Z])([0-9]*)")
MAX_DIGITS = 5
UPRN = re.compile(r"0*([1-9][0-9]{0,11})")

Ring = Sequence[tuple[float, float]]


class GeographyError(ValueError):
    """A place that cannot be; the message says why and what to do."""


class Degrees(NamedTuple):
    """WGS84 degrees, north and east positive."""

    latitude: float
    longitude: float


class GridPoint(NamedTuple):
    """British National Grid, whole or broken metres."""

    easting: float
    northing: float


class GridSquare(NamedTuple):
    """What a grid reference names: the south-west corner of a square and the length of its side in metres."""

    easting: int
    northing: int
    size: int


@cache
def _transformer() -> Transformer:
    return Transformer.from_pipeline(WGS84_TO_GRID)


def to_grid(latitude: float, longitude: float) -> GridPoint:
    """Degrees to grid metres; GeographyError if the place is not on the grid of Great Britain."""
    if not (math.isfinite(latitude) and math.isfinite(longitude) and abs(latitude) <= 90):
        raise GeographyError(
            "The latitude or longitude is not possible. Enter degrees, such as 51.5072 and -0.1276."
        )
    easting, northing = _transformer().transform(longitude, latitude)
    return _on_grid(easting, northing)


def to_degrees(easting: float, northing: float) -> Degrees:
    """Grid metres to degrees; GeographyError if the place is not on the grid of Great Britain."""
    point = _on_grid(easting, northing)
    longitude, latitude = _transformer().transform(point.easting, point.northing, direction="INVERSE")
    return Degrees(latitude, longitude)


def _on_grid(easting: float, northing: float) -> GridPoint:
    if not (0 <= easting < EAST_END and 0 <= northing < NORTH_END):
        raise GeographyError(
            "The place is not on the grid of Great Britain. Check for swapped or missing figures."
        )
    return GridPoint(easting, northing)


def parse_grid_reference(text: str) -> GridSquare:
    """The square of a grid reference such as TQ 30043 80358 (1 m), TQ 300 803 (100 m) or TQ (100 km)."""
    compact = "".join(text.split()).upper()
    found = REFERENCE.fullmatch(compact) if compact.isascii() else None
    if found is None or len(found[3]) % 2 or len(found[3]) > 2 * MAX_DIGITS:
        raise GeographyError(
            "This is no grid reference. Enter two letters and an even number of digits, TQ 300 803."
        )
    east, north = _square_of(found[1], found[2])
    digits, half = found[3], len(found[3]) // 2
    size = SQUARE // 10**half
    if half:
        east, north = east + int(digits[:half]) * size, north + int(digits[half:]) * size
    _on_grid(east, north)
    return GridSquare(east, north, size)


def _square_of(first: str, second: str) -> tuple[int, int]:
    """South-west corner of a 100 km square: letters run west to east and north to south in fives."""
    large, small = LETTERS.index(first), LETTERS.index(second)
    east = (large % 5 - 2) * 5 + small % 5
    north = (3 - large // 5) * 5 + 4 - small // 5
    return east * SQUARE, north * SQUARE


def format_grid_reference(easting: float, northing: float, digits: int = MAX_DIGITS) -> str:
    """The grid reference of a point, with 0 to 5 digits each way: 5 names a square of 1 m, 3 of 100 m."""
    if not 0 <= digits <= MAX_DIGITS:
        raise GeographyError("A grid reference has 0 to 5 digits each way.")
    point = _on_grid(easting, northing)
    east, north = int(point.easting), int(point.northing)
    letters = _letters_of(east // SQUARE, north // SQUARE)
    parts = (f"{value % SQUARE:05d}"[:digits] for value in (east, north))
    return " ".join([letters, *parts]).strip()


def _letters_of(east: int, north: int) -> str:
    large = (3 - north // 5) * 5 + east // 5 + 2
    small = (4 - north % 5) * 5 + east % 5
    return LETTERS[large] + LETTERS[small]


def inside(x: float, y: float, rings: Sequence[Ring]) -> bool:
    """Whether a point lies in an area, its edge included.

    `rings` are the outlines of all parts and all holes in any order, in the same units as the point; an outline
    need not repeat its first corner. A point is inside when a line from it crosses the outlines an odd number of
    times, so holes need no mark.
    """
    crossings = 0
    for ring in rings:
        for start, end in zip(ring, [*ring[1:], *ring[:1]], strict=True):
            if _on_edge(x, y, start, end):
                return True
            crossings += _crosses(x, y, start, end)
    return crossings % 2 == 1


def _crosses(x: float, y: float, start: tuple[float, float], end: tuple[float, float]) -> bool:
    """Whether the line from the point to the right crosses the edge, its lower corner included."""
    (x1, y1), (x2, y2) = start, end
    if (y1 > y) == (y2 > y):
        return False
    return x < (x2 - x1) * (y - y1) / (y2 - y1) + x1


def _on_edge(x: float, y: float, start: tuple[float, float], end: tuple[float, float]) -> bool:
    (x1, y1), (x2, y2) = start, end
    if not (min(x1, x2) <= x <= max(x1, x2) and min(y1, y2) <= y <= max(y1, y2)):
        return False
    return (x2 - x1) * (y - y1) == (y2 - y1) * (x - x1)


def check_uprn(text: str) -> str:
    """A unique property reference number, 1 to 12 digits, without leading zeros; GeographyError otherwise."""
    compact = "".join(text.split())
    found = UPRN.fullmatch(compact) if compact.isascii() else None
    if found is None:
        raise GeographyError(
            "A UPRN has 1 to 12 digits and nothing else. Copy it again from the address register."
        )
    return found[1]
