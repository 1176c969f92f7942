"""The state of the mixture: one blurred, fading map for each count, moved on step by step."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from daybook.forecast.engine.arrays import Floats, Ints
from daybook.forecast.engine.history import History
from daybook.forecast.engine.models.components import Component, Form
from daybook.forecast.engine.models.forms import AROUND, CLOSE, OWN, counts_of, factor
from daybook.forecast.engine.smoothing import blur

BUSIEST = 0.05
"""The share of cells that are more than half busy."""
NEAR = 250.0
"""Metres of reach up to which counts tell how busy a cell itself is."""


class Maps:
    """`values` (counts, places of the rectangle) as they stand at the start of `step`.

    Blurring and fading are linear, so a new step costs one blur for each reach and one multiplication for each
    count, whatever the length of the history. A component is one of the counts times the factor of its form.
    """

    def __init__(self, history: History, components: Sequence[Component]) -> None:
        self.grid, self.clock, self.step = history.grid, history.clock, history.end
        self.counts = counts_of(components)
        self.memories = np.array([one.memory for one in self.counts])
        self.blocks, self.lasting = _blocks(self.counts), _lasting(self.counts)
        self.forms = list(dict.fromkeys(one.form for one in components))
        self.form = np.array([self.forms.index(one.form) for one in components])
        self.count = np.array([self.counts.index(Component(one.reach, one.memory)) for one in components])
        ages = history.ages(history.end)
        places = self.grid.places[history.cell]
        faded = {
            memory: np.bincount(places, np.exp(-ages / memory), self.grid.inside.size).astype(float)
            for memory in set(self.memories.tolist())
        }
        self.values = np.stack([self._blurred(faded[one.memory], one.reach) for one in self.counts])

    def _blurred(self, flat: Floats, reach: float) -> Floats:
        return blur(flat.reshape(self.grid.inside.shape), reach / self.grid.size).ravel()

    def faded(self, step: int) -> Floats:
        """What is left of each count at the start of a later step; shape (counts,)."""
        return np.asarray(np.exp(-self.clock.days(self.step, step) / self.memories))

    def advance(self, cells: Ints) -> None:
        """Take in the events of the step, which is then over."""
        flat = np.bincount(self.grid.places[cells], minlength=self.grid.inside.size).astype(float)
        if len(cells):
            for reach, block in self.blocks:
                self.values[block] += self._blurred(flat, reach)
        self.values *= self.faded(self.step + 1)[:, None]
        self.step += 1

    def factors(self) -> Floats:
        """What each form multiplies counts by, 0 outside the cells; shape (forms, places)."""
        inside = self.grid.inside.ravel().astype(float)
        if self.forms == [Form.COUNT]:
            return inside[None]
        own, close, around = (self.values[self.counts.index(one)] for one in (OWN, CLOSE, AROUND))
        return np.stack([
            inside if form is Form.COUNT else inside * factor(form, own, close, around, inside) for form in self.forms
        ])  # fmt: skip

    def totals(self, factors: Floats) -> Floats:
        """The sum of each component over the cells, never 0; shape (components,)."""
        totals = (self.values @ factors.T)[self.count, self.form]
        return np.where(totals > 0, totals, 1.0)

    def at(self, cells: Ints) -> Floats:
        """Each component's share of its total in some cells, times the number of cells; (cells, components).

        1 is what an even spread would give.
        """
        factors, places = self.factors(), self.grid.places[cells]
        found = self.values[:, places][self.count] * factors[:, places][self.form]
        return _shares(found, self.totals(factors), self.grid.cells)

    def halves(self, cells: Ints) -> Floats:
        """As `at`, of each plain count's busy half and then of each one's quiet half; (cells, 2 x counts)."""
        busy = self.busyness()
        found, here = self.values[:, self.grid.places[cells]], busy[cells]
        return _shares(
            np.concatenate((found * here, found * (1 - here))), self.half_totals(busy), self.grid.cells
        )

    def mixed(self, weights: Floats) -> Floats:
        """The weighted sum of the components' shares; shape (cells,)."""
        factors = self.factors()
        each = np.zeros((len(self.forms), len(self.counts)))
        np.add.at(each, (self.form, self.count), weights / self.totals(factors))
        return np.asarray((each @ self.values * factors).sum(axis=0)[self.grid.places])

    def mixed_halves(self, weights: Floats) -> Floats:
        """The weighted sum of the halves' shares; shape (cells,)."""
        busy = self.busyness()
        each = (weights / self.half_totals(busy)).reshape(2, -1) @ self.values
        of_busy, of_quiet = each[:, self.grid.places]
        return np.asarray(of_busy * busy + of_quiet * (1 - busy))

    def half_totals(self, busy: Floats) -> Floats:
        """The sum over the cells of the busy halves and of the quiet ones, never 0; shape (2 x counts,)."""
        totals = self.values @ self.grid.spread(busy).ravel()
        both = np.concatenate((totals, self.values @ self.grid.inside.ravel().astype(float) - totals))
        return np.where(both > 1e-300, both, 1.0)

    def busyness(self) -> Floats:
        """How busy each cell has long been, from 0 to 1; a half where only one cell in twenty is busier.

        Told by the counts that forget most slowly in the cell and close around it, in the mean; shape (cells,).
        """
        slow = self.values[self.lasting][:, self.grid.places]
        totals = slow.sum(axis=1, keepdims=True)
        level = (slow / np.where(totals > 0, totals, 1.0)).mean(axis=0)
        usual = np.quantile(level, 1 - BUSIEST)
        return np.asarray(level / (level + usual)) if usual > 0 else np.full(len(level), 0.5)


def _lasting(counts: Sequence[Component]) -> list[int]:
    """Those that tell how busy a cell has long been."""
    near = max(NEAR, min(one.reach for one in counts))
    among = [one for one in counts if one.reach <= near]
    longest = max(one.memory for one in among)
    return [at for at, one in enumerate(counts) if one.reach <= near and one.memory == longest]


def _shares(found: Floats, totals: Floats, cells: int) -> Floats:
    return np.asarray((found / totals[:, None]).T * cells)


def _blocks(counts: Sequence[Component]) -> list[tuple[float, slice]]:
    """The stretch of counts that share a reach."""
    blocks, start = [], 0
    for reach, those in groupby(counts, lambda one: one.reach):
        end = start + len(list(those))
        blocks.append((reach, slice(start, end)))
        start = end
    return blocks
