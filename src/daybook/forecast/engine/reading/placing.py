"""Coordinates into metres: missing ones, zeros, swapped ones, another reference system, places far away."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from daybook.forecast.engine.arrays import Flags, Floats
from daybook.forecast.engine.flat import BRITISH, DEGREES, Flat, flat_at, is_degrees
from daybook.forecast.engine.reading.notes import Note, ReadingError
from daybook.forecast.engine.reading.systems import AROUND_BRITAIN, Box, fitting, in_degrees

FAR = 50_000.0
"""Metres outside the area, or outside of where events lie if nothing is wrong, after which a place is a slip."""
PILE = 10
"""Zeros in one coordinate, below which they may be places."""


@dataclass(eq=False)
class Placed:
    """Metres in `flat`; `good` tells the events that have a place."""

    x: Floats
    y: Floats
    good: Flags
    flat: Flat
    notes: list[Note]


def place(x: Floats, y: Floats, system: str, flat: Flat | None = None, area: Box | None = None) -> Placed:
    """`system` is that of the coordinates, such as EPSG:4326, empty to find it out; `area` a box in `flat`.

    Raises `ReadingError` where no system fits.
    """
    notes: list[Note] = []
    good = _present(x, y, notes)
    if not good.any():
        raise ReadingError(f"None of the {len(x):,} rows has coordinates. Check which columns hold them.")
    told, raw, written = bool(system), (x[good], y[good]), (x, y)
    system = system or _system(*raw, flat, area)
    if is_degrees(system):
        x, y, flat = _from_degrees(x, y, good, flat, notes)
    elif flat is None:
        flat = Flat(system)
    else:
        x, y = flat.from_system(system, x, y)
    found = Placed(x, y, good & np.isfinite(x) & np.isfinite(y), flat, notes)
    if not is_degrees(system):
        _mend_degrees(found, *written, area)
    _mend_swapped(found, area)
    inside = _drop_far(found, area)
    if not inside:
        raise ReadingError(_elsewhere(*raw, system, found.flat, area))
    if not told:
        _note(notes, good, "coordinates whose system is not told", _read_as(system, found, inside, area))
    return found


def _read_as(system: str, found: Placed, inside: int, area: Box | None) -> str:
    """Numbers alone cannot tell one system in metres from another: so where it puts the events is told."""
    if area:
        where = f"in which {inside:,} lie in the boundary"
    else:
        middle = np.median(found.x[found.good]), np.median(found.y[found.good])
        longitude, latitude = (float(one[0]) for one in found.flat.to_degrees(*map(np.atleast_1d, middle)))
        where = (
            f"which puts their middle at {abs(latitude):.2f}° {'N' if latitude >= 0 else 'S'},"
            f" {abs(longitude):.2f}° {'E' if longitude >= 0 else 'W'}"
        )
    return f"read as {system}, {where}; tell another if that is wrong"


def _elsewhere(x: Floats, y: Floats, system: str, flat: Flat, area: Box | None) -> str:
    """Why nothing can be drawn, and which systems would put the rows into the boundary."""
    fits = [] if area is None or is_degrees(system) else fitting(x, y, in_degrees(area, flat))
    said = f"None of the {len(x):,} places lies in the area, read as {system}."
    if not fits:
        return (
            f"{said} The boundary may be another force's, or the coordinates in another system: tell which, such as"
            " EPSG:27700."
        )
    return f"{said} In another system they would: {', '.join(map(str, fits))}. Tell the one they are in."


def _present(x: Floats, y: Floats, notes: list[Note]) -> Flags:
    missing = ~(np.isfinite(x) & np.isfinite(y))
    zero = (x == 0) & (y == 0)
    half = ~zero & (_piled_on_zero(x) | _piled_on_zero(y))
    _note(notes, missing, "no coordinates", "left out")
    _note(notes, zero, "zeros in place of coordinates", "left out")
    _note(notes, half & ~missing, "a zero in place of one coordinate", "left out")
    return np.asarray(~(missing | zero | half))


def _piled_on_zero(values: Floats) -> Flags:
    """Zeros, where they are far more than any other figure: some places do lie on the meridian of Greenwich."""
    zero = values == 0
    if zero.sum() < PILE:
        return np.zeros(len(values), bool)
    _, counts = np.unique(values[~zero & np.isfinite(values)], return_counts=True)
    return zero if zero.sum() > 3 * counts.max(initial=0) else np.zeros(len(values), bool)


def _system(x: Floats, y: Floats, flat: Flat | None, area: Box | None) -> str:
    """What most of the coordinates are: the system of the area, where they fall in it."""
    if flat and area and _within(x, y, area, 0).mean() > 0.5:
        return flat.code
    if np.median(np.maximum(np.abs(x), np.abs(y))) <= 180:
        return DEGREES
    if 0 <= np.median(x) <= 700_000 and 0 <= np.median(y) <= 1_300_000:
        return BRITISH
    fits = fitting(x, y, in_degrees(area, flat) if flat and area else AROUND_BRITAIN)
    where = "in the area" if flat and area else "in or around Great Britain"
    raise ReadingError(
        f"Coordinates such as {np.median(x):,.0f}, {np.median(y):,.0f} are neither degrees nor on the British grid."
        + (
            f" They would lie {where} as {', '.join(map(str, fits))}. Tell the system they are in."
            if fits
            else " Tell their system, such as EPSG:32610."
        )
    )


def _from_degrees(
    x: Floats, y: Floats, good: Flags, flat: Flat | None, notes: list[Note]
) -> tuple[Floats, Floats, Flat]:
    """Degrees as metres; rows in grid metres among them stay, rows with latitude first are turned."""
    metres = good & (np.maximum(np.abs(x), np.abs(y)) > 180)
    swapped = good & ~metres & (_british(y, x) | ((np.abs(y) > 75) & (np.abs(x) < 75)))
    x, y = np.where(swapped, y, x), np.where(swapped, x, y)
    _note(notes, swapped, "latitude and longitude swapped", "turned round")
    degrees = good & ~metres
    if not degrees.any():
        raise ReadingError(
            "The columns say degrees, but no row holds any. Tell their system, such as EPSG:27700."
        )
    flat = flat or flat_at(float(np.median(x[degrees])), float(np.median(y[degrees])))
    moved_x, moved_y = np.full(len(x), np.nan), np.full(len(x), np.nan)
    moved_x[degrees], moved_y[degrees] = flat.from_degrees(x[degrees], y[degrees])
    on_grid = metres & (x >= 0) & (x <= 700_000) & (y >= 0) & (y <= 1_300_000)
    if on_grid.any():
        moved_x[on_grid], moved_y[on_grid] = flat.from_system(BRITISH, x[on_grid], y[on_grid])
    _note(notes, on_grid, "National Grid metres among degrees", "read as such")
    _note(notes, metres & ~on_grid, "neither degrees nor on the National Grid", "left out")
    return moved_x, moved_y, flat


def _british(longitude: Floats, latitude: Floats) -> Flags:
    return (longitude > -9) & (longitude < 2) & (latitude > 49) & (latitude < 61)


def _mend_degrees(found: Placed, x: Floats, y: Floats, area: Box | None) -> None:
    """Rows in degrees among metres, as they were written, where that brings them to the others."""
    box = area or _middle(found)
    small = found.good & (np.maximum(np.abs(x), np.abs(y)) <= 180) & ~_within(found.x, found.y, box, FAR)
    if not small.any():
        return
    turned = _british(y, x)
    moved_x, moved_y = found.x.copy(), found.y.copy()
    moved_x[small], moved_y[small] = found.flat.from_degrees(
        np.where(turned, y, x)[small], np.where(turned, x, y)[small]
    )
    degrees = small & _within(moved_x, moved_y, box, FAR)
    found.x, found.y = np.where(degrees, moved_x, found.x), np.where(degrees, moved_y, found.y)
    _note(found.notes, degrees, "degrees among metres", "read as such")


def _mend_swapped(found: Placed, area: Box | None) -> None:
    """In metres a swap shows only where the area is known, or where most rows are right."""
    box = area or _middle(found)
    swapped = (
        found.good & ~_within(found.x, found.y, box, FAR) & _within(found.y, found.x, box, 0 if area else FAR)
    )
    found.x, found.y = np.where(swapped, found.y, found.x), np.where(swapped, found.x, found.y)
    _note(found.notes, swapped, "easting and northing swapped", "turned round")


def _drop_far(found: Placed, area: Box | None) -> int:
    """How many places are left, in the area where one is given."""
    if not found.good.any():
        return 0
    far = found.good & ~_within(found.x, found.y, area or _middle(found), FAR)
    found.good &= ~far
    _note(found.notes, far, "more than 50 km outside", "left out")
    return int((found.good & _within(found.x, found.y, area, 0)).sum()) if area else int(found.good.sum())


def _middle(found: Placed) -> Box:
    """Where events lie if nothing is wrong: five standard deviations around the median, told from the median deviation.

    Up to half of the places may be slips without moving it; quantiles of the whole would follow one in twenty.
    """
    x, y = found.x[found.good], found.y[found.good]
    east, north = float(np.median(x)), float(np.median(y))
    around = 5 * 1.4826 * float(max(np.median(np.abs(x - east)), np.median(np.abs(y - north))))
    return east - around, north - around, east + around, north + around


def _within(x: Floats, y: Floats, box: Box, around: float) -> Flags:
    west, south, east, north = box
    return (x >= west - around) & (x <= east + around) & (y >= south - around) & (y <= north + around)


def _note(notes: list[Note], which: Flags, what: str, done: str) -> None:
    if count := int(which.sum()):
        notes.append(Note(what, count, done))
