"""Models that keep the history and count it anew each time."""

from __future__ import annotations

from daybook.forecast.engine.arrays import Ints
from daybook.forecast.engine.history import History


class Remembering:
    """Holds what is known; `days` is how far back is counted, None for all of it."""

    history: History
    days: float | None = None

    def fit(self, history: History) -> None:
        self.history = history

    def update(self, cells: Ints) -> None:
        self.history = self.history.plus(cells)

    def since(self) -> int:
        """The first step that is counted."""
        if self.days is None:
            return self.history.first
        return max(self.history.first, self.history.clock.back(self.history.end, self.days))
