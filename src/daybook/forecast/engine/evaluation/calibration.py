"""Calibration: whether as many events came as were expected, among quiet cells and busy ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaincinv

from daybook.forecast.engine.arrays import Floats
from daybook.forecast.engine.evaluation.bootstrap import rates, weights

BANDS = 10


@dataclass(frozen=True, slots=True)
class Band:
    """Cells that together expected about a tenth of the events: how many in the mean, expected and observed events.

    `low` to `high`: interval of observed by expected, the wider at each end of two that hold 95 in 100: of the
    bootstrap, and of Poisson's law (Garwood 1936), as few events draw too alike.
    """

    cells: float
    expected: float
    observed: float
    low: float
    high: float


class Calibration:
    """Ten bands from the quietest cells to the busiest, added up over forecasts.

    Cells are sorted anew for each forecast. Sorting them once by the sum of their expectations would deceive: a model
    that learns expects more where something has happened, so the cells it calls quiet would be those that stayed so.
    """

    def __init__(self) -> None:
        self._forecasts: list[Floats] = []

    def add(self, expected: Floats, counts: Floats) -> None:
        """One forecast and what came of it; shapes (cells,)."""
        order = np.argsort(expected, kind="stable")
        shared = np.cumsum(expected[order]) / max(float(expected.sum()), 1e-300)
        band = np.minimum((shared * BANDS * (1 - 1e-12)).astype(int), BANDS - 1)
        parts = (None, expected[order], counts[order])
        self._forecasts.append(np.array([np.bincount(band, one, BANDS) for one in parts]))

    def bands(self, block: int = 1) -> list[Band]:
        """The quietest cells first; `block` forecasts follow each other in a draw."""
        if not self._forecasts:
            return []
        cells, expected, observed = np.moveaxis(np.array(self._forecasts), 0, 2)
        drawn = rates(observed, expected, weights(len(self._forecasts), block))
        due, came = expected.sum(axis=1), observed.sum(axis=1)
        law = [end / np.where(due > 0, due, 1.0) for end in _poisson(came)]
        low, high = np.quantile(drawn, (0.025, 0.975), axis=1)
        columns = (cells.mean(axis=1), due, came, np.minimum(low, law[0]), np.maximum(high, law[1]))
        return [Band(*map(float, one)) for one in zip(*columns, strict=True) if one[0]]


def _poisson(came: Floats) -> tuple[Floats, Floats]:
    """The means under which so few, or so many, are not rarer than one in forty."""
    low = np.where(came > 0, gammaincinv(np.maximum(came, 1), 0.025), 0.0)
    return low, np.asarray(gammaincinv(came + 1, 0.975))
