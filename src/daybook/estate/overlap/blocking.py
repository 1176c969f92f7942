"""Which pairs are worth scoring: those that share something, found by sparse products a few rows at a time."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from daybook.estate.overlap.signals import Places, Sketches
from daybook.estate.overlap.texts import Sparse

ROWS = 250
LEAST = {"capabilities": 3.0, "name": 0.30, "description": 0.22}
"""From which product of two rows a pair is looked at: of weighted capabilities, or cosine of name or description."""
LEAST_TOGETHER = 3


def candidates(sketches: Sketches) -> tuple[Places, Places]:
    """Places of the pairs, first below second, each once and in order."""
    matrices = {name: (sketches.sets | sketches.texts)[name] for name in LEAST}
    size = sketches.size
    together = sparse.coo_matrix(sketches.together)
    often = together.data >= LEAST_TOGETHER
    found = [together.row[often].astype(np.int64) * size + together.col[often]]
    for start in range(0, size, ROWS):
        near = [_near(matrix, start, LEAST[name]) for name, matrix in matrices.items()]
        found.append(np.unique(np.concatenate(near)))
    keys = np.unique(np.concatenate(found))
    return keys // size, keys % size


def _near(matrix: Sparse, start: int, least: float) -> Places:
    """Keys of the pairs of these rows with any later row whose product is large enough."""
    product = sparse.coo_matrix(matrix[start : start + ROWS] @ matrix.T)
    first, second = product.row.astype(np.int64) + start, product.col.astype(np.int64)
    kept = (product.data >= least) & (first < second)
    keys: Places = first[kept] * matrix.shape[0] + second[kept]
    return keys
