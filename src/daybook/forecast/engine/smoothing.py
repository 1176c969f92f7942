"""Blurring counts over neighbouring cells."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from scipy import linalg, ndimage
from scipy.special import ndtr

from daybook.forecast.engine.arrays import Floats

REACH = 4.0
"""Standard deviations after which a bell is cut off."""
LONG = 16
"""Bells that fit side by side into a map from which on each is moved for itself; on a smaller one all are at once."""


def bell(deviation: float) -> Floats:
    """Share of a cell's events that lands in the cells at -n … n when each is moved by a normal step.

    `deviation` in cells. An event may stand anywhere in its cell, so the share is the bell averaged over both
    cells, not its height at their centres: a narrow bell leaves nearly everything where it is.
    """
    reach = math.ceil(REACH * deviation) + 1
    edges = np.arange(-reach - 1, reach + 2) / deviation
    area = deviation * (edges * ndtr(edges) + np.exp(-(edges**2) / 2) / math.sqrt(2 * math.pi))
    weights = np.diff(area, 2)
    return np.asarray(weights / weights.sum(), float)


def blur(counts: Floats, deviation: float) -> Floats:
    """A rectangle of counts (rows, columns) moved by a normal step of `deviation` cells; what leaves it is lost."""
    if not deviation:
        return counts
    weights = bell(deviation)
    if max(counts.shape) > LONG * len(weights):
        across = ndimage.convolve1d(counts, weights, axis=1, mode="constant")
        return np.asarray(ndimage.convolve1d(across, weights, axis=0, mode="constant"))
    rows, columns = (_moves(cells, deviation) for cells in counts.shape)
    return np.asarray(rows @ counts @ columns)


@lru_cache(maxsize=16)
def _moves(cells: int, deviation: float) -> Floats:
    """The share of each cell of a line that lands in each other one; (cells, cells). Products of it are the quicker."""
    weights = bell(deviation)
    half = weights[len(weights) // 2 :][:cells]
    return np.asarray(linalg.toeplitz(np.concatenate((half, np.zeros(cells - len(half))))))
