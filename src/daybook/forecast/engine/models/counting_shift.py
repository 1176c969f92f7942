"""The simple rival of a map that knows the hour: a cell expects what it has had in the same shift of the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from daybook.forecast.engine.arrays import Floats, Ints
from daybook.forecast.engine.history import History
from daybook.forecast.engine.models.model import Reason, checked


@dataclass
class CountingShift:
    """The plain count of past events in each cell and shift of the day; of days and months the plain count itself."""

    name: str = "Count of the same shift"
    _counts: Floats = field(default_factory=lambda: np.empty((0, 0)), init=False)
    _first: int = field(default=0, init=False)
    _end: int = field(default=0, init=False)

    def fit(self, history: History) -> None:
        each = history.clock.each
        self._counts = np.zeros((each, history.grid.cells))
        np.add.at(self._counts, (history.step % each, history.cell), 1)
        self._first, self._end = history.first, history.end

    def update(self, cells: Ints) -> None:
        np.add.at(self._counts[self._end % len(self._counts)], cells, 1)
        self._end += 1

    def intensity(self, step: int) -> Floats:
        """The mean of the same shift of the days counted."""
        each = len(self._counts)
        days = len(range(self._first + (step - self._first) % each, self._end, each))
        return np.asarray(self._counts[checked(step, self._end) % each] / max(days, 1))

    def explain(self, cell: int) -> Sequence[Reason]:
        return [Reason("what was recorded in this box at this time of day before", 1.0)]
