"""The recent rate of the whole area: how many events a step holds."""

from __future__ import annotations

import numpy as np

from daybook.forecast.engine.arrays import Floats, Ints
from daybook.forecast.engine.history import History
from daybook.forecast.engine.models.rhythm import Rhythm


class Rate:
    """A mean that forgets: each step moves it by `pull` of the way to its own number, told without its rhythm."""

    def __init__(self, history: History, pull: float, rhythm: Rhythm | None) -> None:
        self.pull, self.rhythm = pull, rhythm
        steps = self._factors(np.arange(history.first, history.end))
        self.evenly = len(history) / max(float(steps.sum()), 1.0)

    def update(self, step: int, number: int) -> None:
        """Take in the number of events of a step."""
        here = float(self._factors(np.array([step]))[0])
        self.evenly = (1 - self.pull) * self.evenly + self.pull * (number / here)

    def at(self, step: int) -> float:
        """Events expected in a step."""
        return self.evenly * float(self._factors(np.array([step]))[0])

    def _factors(self, steps: Ints) -> Floats:
        return np.ones(len(steps)) if self.rhythm is None else self.rhythm.factors(steps)
