"""The state of the mixture: one blurred, fading map for each component, moved on step by step."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from daybook.forecast.engine.arrays import Floats, Ints
from daybook.forecast.engine.history import History
from daybook.forecast.engine.models.components import Component
from daybook.forecast.engine.smoothing import blur


class Maps:
    """`values` (components, places of the rectangle) as they stand at the start of `step`.

    Blurring and fading are linear, so a new step costs one blur for each reach and one multiplication for each
    component, whatever the length of the history.
    """

    def __init__(self, history: History, components: Sequence[Component]) -> None:
        self.grid, self.clock, self.step = history.grid, history.clock, history.end
        self.memories = np.array([one.memory for one in components])
        self.blocks = _blocks(components)
        ages = history.ages(history.end)
        places = self.grid.places[history.cell]
        faded = {
            memory: np.bincount(places, np.exp(-ages / memory), self.grid.inside.size).astype(float)
            for memory in set(self.memories.tolist())
        }
        self.values = np.stack([self._blurred(faded[one.memory], one.reach) for one in components])

    def _blurred(self, flat: Floats, reach: float) -> Floats:
        return blur(flat.reshape(self.grid.inside.shape), reach / self.grid.size).ravel()

    def faded(self, step: int) -> Floats:
        """What is left of each component at the start of a later step; shape (components,)."""
        return np.asarray(np.exp(-self.clock.days(self.step, step) / self.memories))

    def advance(self, cells: Ints) -> None:
        """Take in the events of the step, which is then over."""
        flat = np.bincount(self.grid.places[cells], minlength=self.grid.inside.size).astype(float)
        if len(cells):
            for reach, block in self.blocks:
                self.values[block] += self._blurred(flat, reach)
        self.values *= self.faded(self.step + 1)[:, None]
        self.step += 1

    def totals(self) -> Floats:
        """The sum of each component over the cells, never 0; shape (components,)."""
        totals = self.values @ self.grid.inside.ravel().astype(float)
        return np.where(totals > 0, totals, 1.0)

    def at(self, cells: Ints) -> Floats:
        """Each component's share of its total in some cells, times the number of cells; (cells, components).

        1 is what an even spread would give.
        """
        found = self.values[:, self.grid.places[cells]]
        return np.asarray((found / self.totals()[:, None]).T * self.grid.cells)


def _blocks(components: Sequence[Component]) -> list[tuple[float, slice]]:
    """The stretch of components that share a reach."""
    blocks, start = [], 0
    for reach, those in groupby(components, lambda one: one.reach):
        end = start + len(list(those))
        blocks.append((reach, slice(start, end)))
        start = end
    return blocks
