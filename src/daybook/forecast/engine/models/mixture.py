"""The default: a mixture of fading, blurred counts, each a name anybody understands, weighed by what came true."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from daybook.forecast.engine.arrays import Floats, Ints
from daybook.forecast.engine.clock import Clock, Unit
from daybook.forecast.engine.history import History
from daybook.forecast.engine.models.components import Component, usual
from daybook.forecast.engine.models.em import weights_of
from daybook.forecast.engine.models.hours import HourMaps
from daybook.forecast.engine.models.maps import Maps
from daybook.forecast.engine.models.model import Reason, checked
from daybook.forecast.engine.models.rate import Rate
from daybook.forecast.engine.models.recipe import Recipe
from daybook.forecast.engine.models.rhythm import rhythm_of

LEARNT_FROM = {Unit.SHIFT: 180, Unit.DAY: 180, Unit.MONTH: 36}
"""Days or months at the end of the history that the weights are learnt from, never more than its second half."""
MOST_LEARNT = 300_000
"""Events that the weights are learnt from: more would move no weight, and take long."""
MANY = 20_000
"""Events of months from which two weights for each component are learnt; fewer tell them apart by chance."""


@dataclass
class Mixture:
    """Expected events are the recent rate times a weighted sum of the components' shares.

    The weights say how much each component would have been believed to make the last steps likeliest, each step told
    from what was known before it. `given` weights are taken as they are: nothing is learnt. Without `components` those
    that are usual for the clock are taken.

    Where many events of months are known, each component has two weights, one where much has long happened and one
    where little has: what tells a busy box from its like is not what tells a quiet one. The passage is smooth.
    `halved` says whether it is so, None that the number of events decides.

    The rate follows the rhythm of shifts and of the year's months unless `rhythmic` is false, as it was once.
    """

    name: str = "Mixture"
    components: Sequence[Component] = ()
    weights: Floats = field(default_factory=lambda: np.empty(0))
    given: Sequence[float] = ()
    halved: bool | None = None
    rhythmic: bool = True
    recipe: Recipe = field(default=Recipe(()), init=False)

    @property
    def maps(self) -> Maps:
        """The counts as they stand at the start of the next step."""
        return self._maps.always

    def fit(self, history: History) -> None:
        """Learn the weights from the end of the history, and stand ready for the step after it.

        Raises `RecipeError` where the given weights are not as many as belong to the components.
        """
        start = learnt_from(history)
        components = tuple(self.components or usual(history.clock))
        self.recipe = Recipe(components, self._in_halves(history.since(start)))
        if self.given:
            self.recipe.checked(self.given)
        self._maps = HourMaps(history.before(start), components)
        self._rate = Rate(
            history.before(start), 9 / _steps(history.clock), rhythm_of(history) if self.rhythmic else None
        )
        told = []
        for step in range(start, history.end):
            cells = history.between(step, step + 1)
            if not self.given:
                told.append(self._densities(cells, step))
            self.update(cells)
        if self.given:
            self.weights = np.asarray(self.given)
            return
        densities = np.concatenate(told) if told else np.empty((0, len(self.recipe)))
        self.weights = weights_of(densities) if len(densities) else _evenly(densities.shape[1])

    def update(self, cells: Ints) -> None:
        """The maps take in the step; the rate moves towards it with a memory of a ninth of the learning window."""
        self._rate.update(self._maps.step, len(cells))
        self._maps.advance(cells)

    def intensity(self, step: int) -> Floats:
        maps, weights = self._maps, self.weights[:-1]
        checked(step, maps.step)
        mixed = maps.always.mixed_halves(weights) if self.recipe.halved else maps.mixed(weights, step)
        shares = mixed + self.weights[-1] / len(mixed)
        return np.asarray(shares * (self._rate.at(step) / shares.sum()))

    def _in_halves(self, learnt: History) -> bool:
        if self.halved is not None:
            return self.halved
        return learnt.clock.unit is Unit.MONTH and len(learnt) >= MANY

    def _densities(self, cells: Ints, step: int) -> Floats:
        maps = self._maps
        return _with_even(maps.always.halves(cells) if self.recipe.halved else maps.at(cells, step))

    def explain(self, cell: int) -> Sequence[Reason]:
        parts = self.weights * self._densities(np.array([cell]), self._maps.step)[0]
        shares: defaultdict[str, float] = defaultdict(float)
        for words, part in zip(self.recipe.words, parts, strict=True):
            shares[words] += float(part / parts.sum())
        return [Reason(words, share) for words, share in sorted(shares.items(), key=lambda it: -it[1])]


def _steps(clock: Clock) -> int:
    return LEARNT_FROM[clock.unit] * clock.each


def learnt_from(history: History) -> int:
    """The first step whose events the weights are learnt from."""
    start = max(history.end - _steps(history.clock), (history.first + history.end) // 2)
    if len(history) <= MOST_LEARNT:
        return start
    return min(max(start, int(history.step[-MOST_LEARNT]) + 1), history.end - 1)


def _with_even(densities: Floats) -> Floats:
    return np.column_stack((densities, np.ones(len(densities))))


def _evenly(number: int) -> Floats:
    return np.full(number, 1 / number)
