"""Calibration: whether as many events came as were expected, among quiet cells and busy ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from daybook.forecast.engine.arrays import Floats

BANDS = 10


@dataclass(frozen=True, slots=True)
class Band:
    """Cells that together expected about a tenth of the events: how many in the mean, expected and observed events."""

    cells: float
    expected: float
    observed: float


class Calibration:
    """Ten bands from the quietest cells to the busiest, added up over forecasts.

    Cells are sorted anew for each forecast. Sorting them once by the sum of their expectations would deceive: a model
    that learns expects more where something has happened, so the cells it calls quiet would be those that stayed so.
    """

    def __init__(self) -> None:
        self._sums = np.zeros((3, BANDS))
        self._forecasts = 0

    def add(self, expected: Floats, counts: Floats) -> None:
        """One forecast and what came of it; shapes (cells,)."""
        order = np.argsort(expected, kind="stable")
        shared = np.cumsum(expected[order]) / max(float(expected.sum()), 1e-300)
        band = np.minimum((shared * BANDS * (1 - 1e-12)).astype(int), BANDS - 1)
        for number, weights in enumerate((None, expected[order], counts[order])):
            self._sums[number] += np.bincount(band, weights, BANDS)
        self._forecasts += 1

    def bands(self) -> list[Band]:
        """The quietest cells first."""
        cells = self._sums[0] / max(self._forecasts, 1)
        return [Band(*map(float, one)) for one in zip(cells, *self._sums[1:], strict=True) if one[0]]
