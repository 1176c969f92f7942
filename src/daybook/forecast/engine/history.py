"""History: the events of a grid, cell by cell and step by step. No model sees events in any other form."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from daybook.forecast.engine.arrays import Floats, Ints
from daybook.forecast.engine.clock import DAY, Clock, Unit
from daybook.forecast.engine.events import Events, Precision
from daybook.forecast.engine.grid import Grid


class HistoryError(ValueError):
    """The events cannot be put on this clock; the message says why and what to do."""


@dataclass(frozen=True, eq=False)
class History:
    """`cell` and `step` of each event, sorted by step. It covers the steps from `first` up to, without, `end`.

    `outside` counts the events that fell in no cell and are not here.
    """

    grid: Grid
    clock: Clock
    cell: Ints
    step: Ints
    first: int
    end: int
    outside: int = 0

    def __len__(self) -> int:
        return len(self.cell)

    def before(self, step: int) -> History:
        """What was known when that step began."""
        upto = np.searchsorted(self.step, step)
        return History(
            self.grid, self.clock, self.cell[:upto], self.step[:upto], self.first, step, self.outside
        )

    def since(self, step: int) -> History:
        """What happened from that step on."""
        low = np.searchsorted(self.step, step)
        first = max(step, self.first)
        return History(self.grid, self.clock, self.cell[low:], self.step[low:], first, self.end, self.outside)

    def of_shift(self, number: int) -> History:
        """What happened in one of the shifts of each day alone."""
        chosen = self.step % self.clock.each == number
        return replace(self, cell=self.cell[chosen], step=self.step[chosen])

    def between(self, first: int, end: int) -> Ints:
        """Cells of the events from one step up to, without, another."""
        low, high = np.searchsorted(self.step, (first, end))
        return self.cell[low:high]

    def counts(self, first: int, end: int) -> Floats:
        """Events in each cell from one step up to, without, another; shape (cells,)."""
        return np.bincount(self.between(first, end), minlength=self.grid.cells).astype(float)

    def totals(self) -> Ints:
        """Events in each step, from `first` to `end`; shape (steps,)."""
        return np.bincount(self.step - self.first, minlength=self.end - self.first)

    def ages(self, at: int) -> Floats:
        """Days from the start of each event's step to the start of another."""
        starts = self.clock.starts(np.arange(self.first, self.end))
        return np.asarray(((self.clock.start(at) - starts) / DAY)[self.step - self.first])

    def plus(self, cells: Ints) -> History:
        """With the events of the step `end`, which is then known."""
        step = np.full(len(cells), self.end, self.step.dtype)
        return History(
            self.grid,
            self.clock,
            np.concatenate((self.cell, cells)),
            np.concatenate((self.step, step)),
            self.first,
            self.end + 1,
            self.outside,
        )


def history_of(events: Events, grid: Grid, clock: Clock) -> History:
    """The events on a grid and a clock. Raises `HistoryError` where the clock is finer than the times are known."""
    if events.precision is Precision.MONTH and clock.unit is not Unit.MONTH:
        raise HistoryError("Only the months of these events are known. Forecast whole months.")
    if events.precision is Precision.DAY and clock.unit is Unit.SHIFT:
        raise HistoryError("Only the days of these events are known. Forecast days, weeks or months.")
    cell, step = grid.of(events.x, events.y), clock.steps(events.time)
    if not (cell >= 0).any():
        raise HistoryError(
            f"None of the {len(events):,} events falls inside the area. Check the boundary and the coordinates."
        )
    first, end = int(step.min()), int(step.max()) + 1
    kept = np.flatnonzero(cell >= 0)
    kept = kept[np.argsort(step[kept], kind="stable")]
    return History(grid, clock, cell[kept], step[kept], first, end, len(cell) - len(kept))
