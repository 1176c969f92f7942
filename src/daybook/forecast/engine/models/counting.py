"""The reference row: a cell expects what it has had."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from daybook.forecast.engine.arrays import Floats
from daybook.forecast.engine.models.model import Reason, checked
from daybook.forecast.engine.models.remembering import Remembering


@dataclass
class Counting(Remembering):
    """The plain count of past events in each cell: of all history, or of the last `days`."""

    name: str = "Plain count"
    days: float | None = None

    def intensity(self, step: int) -> Floats:
        """The mean of the steps counted."""
        end = self.history.end
        checked(step, end)
        return self.history.counts(self.since(), end) / max(end - self.since(), 1)

    def explain(self, cell: int) -> Sequence[Reason]:
        return [Reason("what was recorded in this box before", 1.0)]
