"""What a count model is told of a cell: its lags in space and time, the time of year, and what stands there."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from daybook.forecast.engine.arrays import Floats, Ints
from daybook.forecast.engine.clock import Clock
from daybook.forecast.engine.covariates import Laid
from daybook.forecast.engine.models.components import YEAR
from daybook.forecast.engine.models.maps import Maps

SEASON = "the time of year"
TWO_YEARS = 2 * YEAR
"""Days that must be learnt from before a year's course can be told from a single year."""


@dataclass(frozen=True, eq=False)
class Lags:
    """`maps` hold the lags: what happened within a reach, remembered for so long. `places`: covariates of the cells."""

    maps: Maps
    seasonal: bool
    places: Laid | None

    @property
    def words(self) -> Sequence[str]:
        """What each feature is of, in plain words."""
        there = [f"what stands there: {name}" for name in self.places.names] if self.places else []
        return [*(one.words for one in self.maps.counts), *([SEASON] * 2 * self.seasonal), *there]

    def of(self, cells: Ints) -> Floats:
        """Each lag as log(1 + lag by its mean over all cells), time of year, covariates; shape (cells, features)."""
        totals = self.maps.values @ self.maps.grid.inside.ravel().astype(float)
        mean = np.where(totals > 0, totals, 1.0) / self.maps.grid.cells
        parts = [np.log1p(self.maps.values[:, self.maps.grid.places[cells]].T / mean)]
        if self.seasonal:
            parts.append(np.tile(time_of_year(self.maps.clock, self.maps.step), (len(cells), 1)))
        if self.places:
            parts.append(self.places.values[cells])
        return np.hstack(parts)


def time_of_year(clock: Clock, step: int) -> tuple[float, float]:
    """Where in the year a step begins, as sine and cosine."""
    start = clock.start(step)
    days = float((start - start.astype("M8[Y]")) / np.timedelta64(1, "D"))
    return math.sin(2 * math.pi * days / YEAR), math.cos(2 * math.pi * days / YEAR)
