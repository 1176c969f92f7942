"""Kernel density: past events blurred by a normal curve, the common hotspot map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from daybook.forecast.engine.arrays import Floats
from daybook.forecast.engine.models.model import Reason, checked
from daybook.forecast.engine.models.remembering import Remembering
from daybook.forecast.engine.smoothing import blur


@dataclass
class Kde(Remembering):
    """Events of the last `days`, each moved by a normal step of `bandwidth` metres."""

    name: str = "KDE"
    days: float | None = 60
    bandwidth: float = 250.0

    def intensity(self, step: int) -> Floats:
        """As many events as the window held a step, spread as its blurred map."""
        history = self.history
        checked(step, history.end)
        counts = history.counts(history.first, history.end)
        map_ = blur(history.grid.spread(counts), self.bandwidth / history.grid.size)
        found = map_.ravel()[history.grid.places]
        return np.asarray(found * (counts.sum() / (found.sum() or 1)) / max(history.end - history.first, 1))

    def explain(self, cell: int) -> Sequence[Reason]:
        return [Reason(f"what was recorded within about {2 * self.bandwidth:.0f} m lately", 1.0)]
