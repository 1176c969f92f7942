"""A grid of square cells over a boundary; its corner stands on a whole multiple of the cell size."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from scipy import ndimage

from daybook.forecast.engine.arrays import AnyArray, Flags, Floats, Ints

MOST_CELLS = 4_000_000
"""Squares of the rectangle around the boundary; more than this is a mistake in the units."""


class GridError(ValueError):
    """No grid can be laid; the message says why and what to do."""


@dataclass(frozen=True, eq=False)
class Grid:
    """`inside` (rows, columns) tells which squares are cells; cells are numbered row by row from the south-west.

    `west`, `south` and `size` are metres.
    """

    west: float
    south: float
    size: float
    inside: Flags

    @cached_property
    def places(self) -> Ints:
        """Where each cell stands in the flattened rectangle; shape (cells,)."""
        return np.flatnonzero(self.inside)

    @cached_property
    def numbers(self) -> Ints:
        """The cell of each place of the flattened rectangle, -1 outside; shape (rows * columns,)."""
        numbers = np.full(self.inside.size, -1, np.int64)
        numbers[self.places] = np.arange(len(self.places))
        return numbers

    @property
    def cells(self) -> int:
        return len(self.places)

    @property
    def area(self) -> float:
        """Square kilometres of all cells."""
        return self.cells * self.size**2 / 1e6

    def of(self, x: Floats, y: Floats) -> Ints:
        """The cell each point falls in, -1 where in none."""
        rows, columns = self.inside.shape
        column = np.floor((x - self.west) / self.size).astype(np.int64)
        row = np.floor((y - self.south) / self.size).astype(np.int64)
        within = (column >= 0) & (column < columns) & (row >= 0) & (row < rows)
        return np.where(within, self.numbers[np.where(within, row * columns + column, 0)], -1)

    def spread(self, values: Floats) -> Floats:
        """Values of the cells as a rectangle (rows, columns), 0 outside."""
        flat = np.zeros(self.inside.size)
        flat[self.places] = values
        return flat.reshape(self.inside.shape)

    def corners(self) -> tuple[Floats, Floats]:
        """South-west corners of the cells: x and y."""
        row, column = np.divmod(self.places, self.inside.shape[1])
        return self.west + column * self.size, self.south + row * self.size

    def squares(self) -> AnyArray:
        """The cells as shapely polygons."""
        x, y = self.corners()
        return np.asarray(shapely.box(x, y, x + self.size, y + self.size))


def grid_over(boundary: Any, size: float) -> Grid:
    """All squares of `size` metres that meet a shapely area. Raises `GridError`."""
    if boundary is None or shapely.is_empty(boundary):
        raise GridError("The boundary holds no area. Give another file.")
    west, south, east, north = shapely.bounds(boundary)
    blank = _blank(west, south, east, north, size)
    shapely.prepare(boundary)
    meets = np.asarray(shapely.intersects(boundary, blank.squares()))
    return Grid(blank.west, blank.south, size, meets.reshape(blank.inside.shape))


def grid_near(x: Floats, y: Floats, size: float, reach: float = 500.0) -> Grid:
    """All squares whose centre lies within `reach` metres of the centre of one with a point. Raises `GridError`."""
    if not len(x):
        raise GridError("There are no events to lay a grid around.")
    blank = _blank(x.min() - reach, y.min() - reach, x.max() + reach + size, y.max() + reach + size, size)
    empty = np.ones(blank.inside.size, bool)
    empty[blank.of(x, y)] = False
    far = ndimage.distance_transform_edt(empty.reshape(blank.inside.shape))
    return Grid(blank.west, blank.south, size, far * size <= reach)


def _blank(west: float, south: float, east: float, north: float, size: float) -> Grid:
    if not (size > 0 and math.isfinite(size)):
        raise GridError("The cell size is not a length in metres. 250 is usual.")
    west, south = math.floor(west / size) * size, math.floor(south / size) * size
    columns, rows = math.ceil((east - west) / size) or 1, math.ceil((north - south) / size) or 1
    if columns * rows > MOST_CELLS:
        raise GridError(
            f"{columns:,} by {rows:,} squares of {size:g} m are too many. Give a boundary, or larger cells."
        )
    return Grid(west, south, size, np.ones((rows, columns), bool))
