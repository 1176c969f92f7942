"""Calibration: whether as many events came as were expected, among quiet cells and busy ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from daybook.forecast.engine.arrays import Floats

BANDS = 10


@dataclass(frozen=True, slots=True)
class Band:
    """Cells that together expected about a tenth of all events: how many cells, expected and observed events."""

    cells: int
    expected: float
    observed: float


def calibrated(expected: Floats, counts: Floats) -> list[Band]:
    """Ten bands from the quietest cells to the busiest, each of about the same expectation; shapes (cells,)."""
    order = np.argsort(expected, kind="stable")
    shared = np.cumsum(expected[order]) / max(float(expected.sum()), 1e-300)
    band = np.minimum((shared * BANDS * (1 - 1e-12)).astype(int), BANDS - 1)
    totals = [np.bincount(band, weights, BANDS) for weights in (None, expected[order], counts[order])]
    return [
        Band(int(cells), float(due), float(came)) for cells, due, came in zip(*totals, strict=True) if cells
    ]
