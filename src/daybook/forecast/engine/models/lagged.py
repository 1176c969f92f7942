"""Count models with lags in space and time: the mixture's expectation, raised or lowered by what a learner knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import numpy as np

from daybook.forecast.engine.arrays import Floats, Ints
from daybook.forecast.engine.clock import Unit
from daybook.forecast.engine.covariates import Laid
from daybook.forecast.engine.history import History
from daybook.forecast.engine.models.lags import SEASON, TWO_YEARS, Lags
from daybook.forecast.engine.models.mixture import Mixture, learnt_from
from daybook.forecast.engine.models.model import Reason
from daybook.forecast.engine.models.rows import MOST_ROWS, SEED, Rows, drawn

LEAST = 1e-3
"""Share of the mean expectation that a cell has at least."""


class Learner(Protocol):
    """Learns by which factor, as a logarithm, an expectation is to be raised, from the features of a cell."""

    kind: str

    def fit(self, rows: Rows) -> None:
        """Maximise the Poisson likelihood of the counts, with a check on how much is learnt."""

    def parts(self, features: Floats) -> Floats:
        """What each feature adds to the logarithm and, last, what every cell has; shape (rows, features + 1)."""

    def raised(self, features: Floats) -> Floats:
        """The sum of the parts; shape (rows,)."""

    def kept(self) -> dict[str, Any]:
        """What was learnt and by which settings, for the register."""

    def take(self, kept: Mapping[str, Any]) -> None:
        """Stand as one that had learnt what is kept."""


@dataclass
class Lagged:
    """A cell's share is the mixture's, times exp of what the learner adds; how many come in all the mixture says.

    It holds no state but that of the mixture, whose maps are the lags. With `given`, what the register keeps of the
    learner, nothing is learnt but, without given weights, those of the mixture.
    """

    name: str
    learner: Learner
    base: Mixture = field(default_factory=Mixture)
    places: Laid | None = None
    given: Mapping[str, Any] = field(default_factory=dict)
    seasonal: bool = field(default=False, init=False)
    _learnt: bool = field(default=False, init=False)

    def fit(self, history: History) -> None:
        """Learn from the steps that the mixture learns its weights from, each told from what was known before it.

        Raises `MissingError` where the learner's library is not installed.
        """
        self.base.fit(history)
        if self.given:
            self.learner.take(self.given)
            self.seasonal, self._learnt = SEASON in self.given["features"], True
            return
        start = learnt_from(history)
        self.seasonal = (
            history.clock.unit is Unit.MONTH and history.clock.days(start, history.end) >= TWO_YEARS
        )
        told = list(self._told(history, start))
        self._learnt = bool(told)
        if told:
            self.learner.fit(Rows(*(np.concatenate(one) for one in zip(*told, strict=True))))

    def _told(self, history: History, start: int) -> Iterator[tuple[Floats, ...]]:
        """Features, counts, expectations and weights of each step with events; the mixture is led through them."""
        random, most = np.random.default_rng(SEED), MOST_ROWS // max(history.end - start, 1)
        recipe = self.base.recipe
        past = replace(
            self.base, components=recipe.components, halved=recipe.halved, given=tuple(self.base.weights)
        )
        past.fit(history.before(start))
        lags = Lags(past.maps, self.seasonal, self.places)
        for step in range(start, history.end):
            counts, expected = history.counts(step, step + 1), _floored(past.intensity(step))
            if counts.any() and expected.any():
                cells, weights = drawn(counts, most, random)
                expected *= counts.sum() / expected.sum()
                yield lags.of(cells), counts[cells], expected[cells], weights
            past.update(history.between(step, step + 1))

    def update(self, cells: Ints) -> None:
        self.base.update(cells)

    def intensity(self, step: int) -> Floats:
        expected = _floored(self.base.intensity(step))
        if not (self._learnt and expected.any()):
            return expected
        raised = expected * np.exp(self.learner.raised(self._lags.of(np.arange(len(expected)))))
        return np.asarray(raised * (expected.sum() / raised.sum()))

    @property
    def _lags(self) -> Lags:
        return Lags(self.base.maps, self.seasonal, self.places)

    def explain(self, cell: int) -> Sequence[Reason]:
        """What raises the cell by exp(R) in all leaves exp(-R) of the expectation to the mixture and its reasons.

        The rest goes to what raises it, by how much each adds to R; what lowers it is no reason.
        """
        raising = self._raising(cell)
        total = sum(raising.values())
        of_base = float(np.exp(-total))
        shares = defaultdict(float, {words: (1 - of_base) * part / total for words, part in raising.items()})
        for reason in self.base.explain(cell):
            shares[reason.words] += of_base * reason.share
        return [Reason(words, share) for words, share in sorted(shares.items(), key=lambda it: -it[1])]

    def _raising(self, cell: int) -> dict[str, float]:
        """What the learner adds to the cell's logarithm, by its words, where that is more than nothing."""
        if not self._learnt:
            return {}
        lags = self._lags
        parts = self.learner.parts(lags.of(np.array([cell])))[0, :-1]
        sums: defaultdict[str, float] = defaultdict(float)
        for words, part in zip(lags.words, parts, strict=True):
            sums[words] += float(part)
        return {words: part for words, part in sums.items() if part > 0}

    def kept(self, rounded: Callable[[float], float]) -> list[dict[str, Any]]:
        """The rows of the mixture and, last, that of the learner: what `given` takes."""
        rows = self.base.recipe.named([rounded(one) for one in self.base.weights])
        if not self._learnt:
            return rows
        told = {"kind": self.learner.kind, "features": list(dict.fromkeys(self._lags.words)), "seed": SEED}
        return [*rows, told | {"rows": MOST_ROWS} | self.learner.kept()]


def _floored(expected: Floats) -> Floats:
    """No cell below `LEAST` of their mean: a learner multiplies, and nothing times anything is nothing."""
    return np.maximum(expected, LEAST * float(expected.mean()))
