"""Time in equal steps: a shift of eight hours, a day, or a calendar month, all in UTC."""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from daybook.forecast.engine.arrays import Ints, Times

SHIFT_HOURS = 8
DAY = np.timedelta64(1, "D")


class Clock(StrEnum):
    """What one step is. Step 0 begins on 1 January 1970."""

    SHIFT = "shift"
    DAY = "day"
    MONTH = "month"

    def steps(self, time: Times) -> Ints:
        """The number of the step each time falls in; shape as `time`."""
        if self is Clock.MONTH:
            return time.astype("M8[M]").astype(np.int64)
        if self is Clock.DAY:
            return time.astype("M8[D]").astype(np.int64)
        return time.astype("M8[h]").astype(np.int64) // SHIFT_HOURS

    def start(self, step: int) -> np.datetime64:
        """When a step begins, UTC."""
        unit = {Clock.MONTH: "M", Clock.DAY: "D", Clock.SHIFT: "h"}[self]
        begun = np.array(step * (SHIFT_HOURS if self is Clock.SHIFT else 1)).astype(f"M8[{unit}]")
        return np.datetime64(begun.astype("M8[s]").item(), "s")

    def days(self, first: int, last: int) -> float:
        """Days from the start of one step to the start of another."""
        return float((self.start(last) - self.start(first)) / DAY)

    def back(self, step: int, days: float) -> int:
        """The step that lies about `days` before another, counted in whole steps; a month has 30.44 days."""
        length = {Clock.MONTH: 30.44, Clock.DAY: 1.0, Clock.SHIFT: SHIFT_HOURS / 24}[self]
        return step - max(round(days / length), 1)
