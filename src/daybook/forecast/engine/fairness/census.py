"""Residents of small areas by group, and where those areas lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import shapely
from scipy import sparse
from scipy.spatial import cKDTree

from daybook.forecast.engine.arrays import AnyArray, Floats
from daybook.forecast.engine.fairness.table import CensusError, read_table
from daybook.forecast.engine.flat import Flat
from daybook.forecast.engine.grid import Grid
from daybook.forecast.engine.overlaps import overlaps
from daybook.forecast.engine.zones import read_zones


@dataclass(frozen=True, eq=False)
class Census:
    """`people` (areas, groups); `shapes`: outlines or middle points of the areas, in metres of the forecast's system.

    `faults`: what was left out, a sentence each.
    """

    groups: Sequence[str]
    people: Floats
    shapes: AnyArray
    faults: Sequence[str] = field(default_factory=tuple)

    def on(self, grid: Grid) -> Floats:
        """Residents of each cell by group; shape (cells, groups). Who lives outside the grid is in none.

        With outlines, people are spread evenly over their area; with points, over the cells that are nearest to it.
        """
        points = shapely.get_type_id(self.shapes) == shapely.GeometryType.POINT
        spread = _by_points if points.all() else _by_outlines
        return np.asarray(spread(self.shapes, grid) @ self.people)


def read_census(table: Path, places: Path | None, flat: Flat | None, fine: bool = False) -> Census:
    """A census table and the places of its areas, which may stand in the table itself as points.

    Without `flat` the system is found from the areas. Areas without a place are named and left out. Raises
    `CensusError` or `AreaError`.
    """
    read = read_table(table, fine)
    zones = read_zones(places or table, flat)
    numbers = {name: at for at, name in enumerate(zones.names)}
    known = [at for at, code in enumerate(read.codes) if code in numbers]
    if not known:
        raise CensusError(
            f"None of the {len(read.codes):,} areas of {table.name}, such as {read.codes[0]}, is among those of"
            f" {(places or table).name}, such as {zones.names[0]}. They may be of another census: LSOA11 and LSOA21"
            " differ."
        )
    faults = list(read.faults)
    if missing := [code for code in read.codes if code not in numbers]:
        faults.append(
            f"{len(missing):,} areas of {table.name}, such as {missing[0]}, have no place in {(places or table).name}"
            " and were left out; give the boundaries of the same census."
        )
    shapes = zones.shapes[[numbers[read.codes[at]] for at in known]]
    return Census(read.groups, read.people[known], shapes, faults)


def _by_outlines(shapes: AnyArray, grid: Grid) -> sparse.csr_matrix:
    """Which share of each area lies in each cell; (cells, areas)."""
    shared = overlaps(shapes, grid)
    shared.data /= np.maximum(shapely.area(shapes), 1e-9)[shared.indices]
    return shared


def _by_points(shapes: AnyArray, grid: Grid) -> sparse.csr_matrix:
    """The same where only the middle of each area is known: an area holds the cells that are nearest to its middle.

    One that is nearest to none, being small, holds the cell its middle is in.
    """
    x, y = shapely.get_x(shapes), shapely.get_y(shapes)
    home = grid.of(x, y)
    west, south = grid.corners()
    centres = np.column_stack((west, south)) + grid.size / 2
    nearest = cKDTree(np.column_stack((x, y))).query(centres)[1]
    small = np.setdiff1d(np.flatnonzero(home >= 0), nearest)
    cell = np.concatenate((np.flatnonzero(home[nearest] >= 0), home[small]))
    area = np.concatenate((nearest[home[nearest] >= 0], small))
    held = np.bincount(area, minlength=len(shapes))
    return sparse.csr_matrix((1 / held[area], (cell, area)), (grid.cells, len(shapes)))
