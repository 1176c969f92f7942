"""Flat systems in metres: the National Grid in Great Britain, elsewhere the UTM zone of the place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from daybook.forecast.engine.arrays import Floats
from daybook.records.geography import WGS84_TO_GRID

BRITISH = "EPSG:27700"
DEGREES = "EPSG:4326"


class FlatError(ValueError):
    """No such system; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Flat:
    """A flat system by its EPSG code. Degrees are WGS84, longitude before latitude."""

    code: str

    def from_degrees(self, longitude: Floats, latitude: Floats) -> tuple[Floats, Floats]:
        """Metres; infinite where a place is not on the earth."""
        return _moved(_between(DEGREES, self.code), longitude, latitude)

    def to_degrees(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        if self.code == BRITISH:
            return _moved(_british(), x, y, direction="INVERSE")
        return _moved(_between(self.code, DEGREES), x, y)

    def from_system(self, code: str, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """From another system, such as EPSG:2913 in feet. Raises `FlatError` where there is none of that code."""
        if code.upper() == self.code:
            return x, y
        return _moved(_between(code.upper(), self.code), x, y)


def flat_at(longitude: float, latitude: float) -> Flat:
    """The system for a place."""
    if -8.7 < longitude < 1.8 and 49.8 < latitude < 60.9 and not (longitude < -5.4 and 54 < latitude < 55.4):
        return Flat(BRITISH)
    zone = int((longitude + 180) // 6) % 60 + 1
    return Flat(f"EPSG:{32600 + zone if latitude >= 0 else 32700 + zone}")


def flat_of(code: str) -> Flat:
    """A told system. Raises `FlatError` where it is unknown or not in metres."""
    found = _crs(code)
    if not found.is_projected or found.axis_info[0].unit_name != "metre":
        raise FlatError(f"{code} is not a flat system in metres. EPSG:27700 is that of Great Britain.")
    return Flat(code.upper())


def is_degrees(code: str) -> bool:
    """Whether a system's coordinates are degrees. Raises `FlatError`."""
    return bool(_crs(code).is_geographic)


def _crs(code: str) -> CRS:
    try:
        return CRS.from_user_input(code)
    except CRSError as error:
        raise FlatError(f"“{code}” names no coordinate system. Write it as EPSG:27700.") from error


@cache
def _between(from_code: str, to_code: str) -> Transformer:
    if (from_code, to_code) == (DEGREES, BRITISH):
        return _british()
    return Transformer.from_crs(_crs(from_code), _crs(to_code), always_xy=True)


@cache
def _british() -> Transformer:
    return Transformer.from_pipeline(WGS84_TO_GRID)


def _moved(by: Transformer, x: Floats, y: Floats, direction: str = "FORWARD") -> tuple[Floats, Floats]:
    moved_x, moved_y = by.transform(x, y, direction=direction)
    return np.asarray(moved_x, float), np.asarray(moved_y, float)
