"""Covariates laid on the cells of a grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from daybook.forecast.engine.arrays import AnyArray, Floats, Ints
from daybook.forecast.engine.covariates.refused import CovariateError
from daybook.forecast.engine.grid import Grid
from daybook.forecast.engine.overlaps import overlaps
from daybook.forecast.engine.reading.notes import Note
from daybook.forecast.engine.smoothing import blur

NEAR = 250.0
"""Metres of the normal step by which a point counts for its surroundings."""
LEAST = 0.01
"""Points around a cell, so weighed, below which they say nothing of it."""


@dataclass(frozen=True, eq=False)
class Covariates:
    """`values` (rows, names), not-a-number where not known, of `shapes`: areas or points in metres.

    `counted`: the values are points of each kind, to be counted; else they are figures of the place. `notes`: what was
    odd in the file.
    """

    name: str
    sha256: str
    names: tuple[str, ...]
    values: Floats
    shapes: AnyArray
    counted: bool
    notes: Sequence[Note] = ()

    def on(self, grid: Grid) -> Floats:
        """Shape (cells, names), not-a-number where nothing is known of a cell.

        Points of a kind are counted near the cell, as log(1 + count). A figure is the mean of the areas that meet the
        cell, weighed by what they cover of it, or of the points near it.
        """
        known = np.isfinite(self.values).astype(float)
        figures = np.nan_to_num(self.values)
        if not _points(self.shapes):
            shared = overlaps(self.shapes, grid)
            return _mean(shared @ figures, shared @ known, 0.0)
        cell = self.cells(grid)
        if self.counted:
            return np.log1p(_near(figures, cell, grid))
        return _mean(_near(figures, cell, grid), _near(known, cell, grid), LEAST)

    def cells(self, grid: Grid) -> Ints:
        """The cell that the middle of each row lies in, -1 outside."""
        middle = shapely.centroid(self.shapes)
        return grid.of(shapely.get_x(middle), shapely.get_y(middle))


@dataclass(frozen=True, eq=False)
class Laid:
    """`values` (cells, names), all known; `notes`: what was odd, in the files and on the grid."""

    names: tuple[str, ...]
    values: Floats
    notes: tuple[Note, ...]


def laid(files: Sequence[Covariates], grid: Grid) -> Laid:
    """The covariates of all files on a grid. Raises `CovariateError` for one that says nothing of any cell."""
    names, values, notes = list[str](), [np.empty((grid.cells, 0))], list[Note]()
    for one in files:
        found = one.on(grid)
        _check(one, found)
        notes += [*one.notes, *_odd(one, found, grid)]
        names += one.names
        values.append(np.where(np.isfinite(found), found, np.nanmean(found, axis=0)))
    return Laid(tuple(names), np.column_stack(values), tuple(notes))


def _check(one: Covariates, found: Floats) -> None:
    for at, name in enumerate(one.names):
        if not np.isfinite(found[:, at]).any():
            raise CovariateError(
                f"{one.name}: “{name}” says nothing of any cell of the area. The file may be of another place."
            )


def _odd(one: Covariates, found: Floats, grid: Grid) -> list[Note]:
    """Rows outside the area, and cells of which nothing is known."""
    notes = []
    if outside := int((one.cells(grid) < 0).sum()):
        notes.append(Note(f"a row of {one.name} that lies outside the area", outside, OUTSIDE))
    unknown = (~np.isfinite(found)).sum(axis=0)
    told = zip(one.names, unknown.tolist(), strict=True)
    notes += [Note(f"a cell without a value of “{name}”", count, MEAN) for name, count in told if count]
    return notes


OUTSIDE = "taken where it reaches into a cell"
MEAN = "taken to have the mean of the others"


def _points(shapes: AnyArray) -> bool:
    return bool((shapely.get_type_id(shapes) == shapely.GeometryType.POINT).all())


def _near(values: Floats, cell: Ints, grid: Grid) -> Floats:
    """Each column added up in the cells and moved by a normal step of `NEAR`; shape (cells, columns)."""
    inside = cell >= 0
    sums = [np.bincount(cell[inside], one[inside], grid.cells).astype(float) for one in values.T]
    return np.column_stack([blur(grid.spread(one), NEAR / grid.size).ravel()[grid.places] for one in sums])


def _mean(sums: Floats, weights: Floats, least: float) -> Floats:
    """The weighed mean, not-a-number where the weights are not above the least."""
    return np.where(weights > least, sums / np.where(weights > least, weights, 1.0), np.nan)
