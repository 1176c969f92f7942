"""The reference row: a cell expects what it has had."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from daybook.forecast.engine.arrays import Floats, Ints
from daybook.forecast.engine.history import History
from daybook.forecast.engine.models.model import Reason, checked
from daybook.forecast.engine.models.remembering import Remembering


@dataclass
class Counting(Remembering):
    """The plain count of past events in each cell: of all history, or of the last `days`."""

    name: str = "Plain count"
    days: float | None = None
    _counts: Floats = field(default_factory=lambda: np.empty(0), init=False)

    def fit(self, history: History) -> None:
        super().fit(history)
        self._counts = self.history.counts(self.history.first, self.history.end)

    def update(self, cells: Ints) -> None:
        """A count of all history needs no event again once it is counted."""
        if self.days is not None:
            return self.fit(self.history.plus(cells))
        self._counts = self._counts + np.bincount(cells, minlength=len(self._counts))
        self.history = replace(self.history, end=self.history.end + 1)
        return None

    def intensity(self, step: int) -> Floats:
        """The mean of the steps counted."""
        checked(step, self.history.end)
        return self._counts / max(self.history.end - self.history.first, 1)

    def explain(self, cell: int) -> Sequence[Reason]:
        return [Reason("what was recorded in this box before", 1.0)]
