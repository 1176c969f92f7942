"""Maps that know the hour: counts held against what happens around them in the same shift of the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from daybook.forecast.engine.arrays import Floats, Ints
from daybook.forecast.engine.history import History
from daybook.forecast.engine.models.components import Component
from daybook.forecast.engine.models.forms import AROUND
from daybook.forecast.engine.models.maps import Maps


class HourMaps:
    """The state of components of which some go by the shift of the day; moved on as `Maps` are.

    Such a one is its count times the share that a shift has of all that happened within 500 m, by its share in the
    whole area, told as if one event at the area's hours had happened there (gamma-Poisson).
    """

    def __init__(self, history: History, components: Sequence[Component]) -> None:
        self.same = np.array([one.same_shift for one in components])
        plain = [replace(one, same_shift=False) for one in components]
        more = [AROUND] if self.same.any() else []
        self.always = Maps(history, [*plain, *more])
        shifts = range(history.clock.each if more else 0)
        self.shifts = [Maps(history.of_shift(number), more) for number in shifts]

    @property
    def step(self) -> int:
        return self.always.step

    def advance(self, cells: Ints) -> None:
        """Take in the events of the step, which is then over."""
        for number, maps in enumerate(self.shifts):
            maps.advance(cells if number == self.step % len(self.shifts) else cells[:0])
        self.always.advance(cells)

    def at(self, cells: Ints, step: int) -> Floats:
        """As `Maps.at`, for that step; shape (cells, components)."""
        if not self.shifts:
            return self.always.at(cells)
        found = self.always.at(cells)[:, :-1]
        found[:, self.same] *= self._hour(step)[cells, None] / self._totals(step)
        return found

    def mixed(self, weights: Floats, step: int) -> Floats:
        """As `Maps.mixed`, for that step; shape (cells,)."""
        if not self.shifts:
            return self.always.mixed(weights)
        always = np.append(np.where(self.same, 0.0, weights), 0.0)
        same = np.zeros(len(always))
        same[:-1][self.same] = weights[self.same] / self._totals(step)
        return self.always.mixed(always) + self.always.mixed(same) * self._hour(step)

    def _totals(self, step: int) -> Floats:
        """What the sum of each component over the cells becomes, by its own sum, never 0; shape (same-shift ones,)."""
        maps = self.always
        factors = maps.factors()
        totals = (self._spread(step) * maps.values @ factors.T)[maps.count, maps.form] / maps.totals(factors)
        chosen = totals[:-1][self.same]
        return np.where(chosen > 0, chosen, 1.0)

    def _spread(self, step: int) -> Floats:
        """The hour of each place, 0 outside the cells; shape (places,)."""
        return self.always.grid.spread(self._hour(step)).ravel()

    def _hour(self, step: int) -> Floats:
        """How much more of what happens around each cell falls into that shift than of all events; shape (cells,)."""
        places = self.always.grid.places
        around = self.always.values[self.always.counts.index(AROUND)][places]
        now = self.shifts[step % len(self.shifts)].values[0][places]
        share = now.sum() / around.sum() if around.sum() else 0.0
        return np.asarray((share + now) / (1 + around) / share) if share else np.ones(len(places))
