"""Models that keep what they count, and count it anew each time."""

from __future__ import annotations

from daybook.forecast.engine.arrays import Ints
from daybook.forecast.engine.history import History


class Remembering:
    """Holds the last `days` of what is known; None for all of it."""

    history: History
    days: float | None = None

    def fit(self, history: History) -> None:
        self.history = self._kept(history)

    def update(self, cells: Ints) -> None:
        self.history = self._kept(self.history.plus(cells))

    def _kept(self, history: History) -> History:
        if self.days is None:
            return history
        return history.since(history.clock.back(history.end, self.days))
