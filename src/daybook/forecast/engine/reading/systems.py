"""Which coordinate systems a file may be in: those of the EPSG register that are used at a place, tried on its rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from pyproj import Proj
from pyproj.aoi import AreaOfInterest
from pyproj.database import query_crs_info
from pyproj.enums import PJType
from pyproj.exceptions import ProjError

from daybook.forecast.engine.arrays import Floats
from daybook.forecast.engine.flat import Flat

Box = tuple[float, float, float, float]
AROUND_BRITAIN: Box = (-11.0, 49.0, 2.5, 61.5)
"""Degrees."""
TRIED = 1_000
"""Rows that every system is tried on; those that fit are then tried on all."""
MOST = 4
TURNED = "(N-E)"
"""In the name of a system that is another with its axes turned, which makes no difference here."""
BEYOND = 1.0
"""Degrees outside the area that a system is made for in which it is still used."""
USUAL = ("British National Grid", "WGS 84 / UTM", "WGS 84 / Pseudo", "ETRS89 / UTM", "NAD83 /")
"""In the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A system that puts most rows where they ought to be, and how many."""

    code: str
    name: str
    rows: int

    def __str__(self) -> str:
        return f"{self.code} ({self.name}; {self.rows:,} rows would)"


def fitting(x: Floats, y: Floats, box: Box) -> list[Fit]:
    """The systems that put most rows into a box of degrees, the most rows first; of many alike the four usual ones.

    Several often fit: WGS 84, ETRS89 and ED50 have nearly the same UTM. Who sent the file knows which it is.
    """
    known = query_crs_info("EPSG", [PJType.PROJECTED_CRS], AreaOfInterest(*_grown(box)))
    every = max(len(x) // TRIED, 1)
    names = {
        f"EPSG:{one.code}": (one.name, _both(box, one.area_of_use.bounds))
        for one in known
        if one.area_of_use and TURNED not in one.name
    }
    few = [
        code
        for code, (_, part) in names.items()
        if _inside(code, x[::every], y[::every], part) * 2 * every > len(x)
    ]
    usual = sorted(few, key=lambda code: (*(kind not in names[code][0] for kind in USUAL), len(code), code))[
        :MOST
    ]
    found = [Fit(code, names[code][0], _inside(code, x, y, names[code][1])) for code in usual]
    return sorted(found, key=lambda one: -one.rows)


def _inside(code: str, x: Floats, y: Floats, box: Box) -> int:
    """Rows that fall into the box, some 100 m more or less; what is nowhere on the earth is infinite, and does not."""
    try:
        longitude, latitude = Proj(code)(x, y, inverse=True)
    except ProjError:
        return 0  # The register holds families of systems, which are none themselves.
    west, south, east, north = box
    return int(np.sum((longitude >= west) & (longitude <= east) & (latitude >= south) & (latitude <= north)))


def _grown(box: Box) -> Box:
    return box[0] - BEYOND, box[1] - BEYOND, box[2] + BEYOND, box[3] + BEYOND


def _both(box: Box, use: Box) -> Box:
    """The part of a box where a system is used, or a little beyond."""
    west, south, east, north = _grown(use)
    return max(box[0], west), max(box[1], south), min(box[2], east), min(box[3], north)


def in_degrees(area: Box, flat: Flat) -> Box:
    """The box of degrees around a box of metres."""
    x, y = np.array([area[0], area[0], area[2], area[2]]), np.array([area[1], area[3], area[1], area[3]])
    longitude, latitude = flat.to_degrees(x, y)
    return float(longitude.min()), float(latitude.min()), float(longitude.max()), float(latitude.max())
