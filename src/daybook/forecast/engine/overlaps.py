"""How much of each cell lies in each area of a file."""

from __future__ import annotations

import shapely
from scipy import sparse

from daybook.forecast.engine.arrays import AnyArray
from daybook.forecast.engine.grid import Grid


def overlaps(shapes: AnyArray, grid: Grid) -> sparse.csr_matrix:
    """Square metres that cells and areas share; (cells, areas)."""
    squares = grid.squares()
    area, square = shapely.STRtree(squares).query(shapes, predicate="intersects")
    shared = shapely.area(shapely.intersection(shapes[area], squares[square]))
    return sparse.csr_matrix((shared, (square, area)), (grid.cells, len(shapes)))
