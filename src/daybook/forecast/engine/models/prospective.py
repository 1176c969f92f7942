"""The prospective hotspot: an event lends risk to its surroundings that falls with distance and with weeks.

Source of the rule: Bowers, Johnson and Pease, "Prospective hot-spotting", British Journal of Criminology 44 (2004):
weight 1/(1 + cells away) x 1/(1 + weeks ago), up to 400 m and two months.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from daybook.forecast.engine.arrays import Floats
from daybook.forecast.engine.models.model import Reason, checked
from daybook.forecast.engine.models.remembering import Remembering


@dataclass
class Prospective(Remembering):
    """`reach` in metres, `days` back."""

    name: str = "Prospective hotspot"
    days: float | None = 56
    reach: float = 400.0

    def intensity(self, step: int) -> Floats:
        """As many events as the window held a step, spread as the sum of the risks lent."""
        history = self.history
        checked(step, history.end)
        weeks, cells = np.floor(history.ages(step) / 7), history.cell
        lent = np.bincount(cells, 1 / (1 + weeks), history.grid.cells).astype(float)
        map_ = ndimage.convolve(history.grid.spread(lent), self._around(), mode="constant")
        found = map_.ravel()[history.grid.places]
        rate = len(cells) / max(history.end - history.first, 1)
        return np.asarray(found * (rate / (found.sum() or 1)))

    def _around(self) -> Floats:
        """The weight of each cell around an event's own."""
        size = self.history.grid.size
        offsets = np.arange(-math.ceil(self.reach / size), math.ceil(self.reach / size) + 1)
        away = np.hypot(offsets[:, None], offsets[None, :])
        return np.where(away * size <= self.reach, 1 / (1 + np.ceil(away)), 0.0)

    def explain(self, cell: int) -> Sequence[Reason]:
        return [Reason(f"what was recorded within {self.reach:.0f} m in the last weeks", 1.0)]
