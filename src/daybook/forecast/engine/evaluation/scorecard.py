"""The scorecard: pooled hit rate, PAI and PEI of each model, with errors, beside the plain count."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from daybook.forecast.engine.arrays import Floats
from daybook.forecast.engine.evaluation.bootstrap import rates, resampled
from daybook.forecast.engine.evaluation.hits import SHARES


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, its standard error, and the interval that holds 95 in 100 draws."""

    value: float
    error: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Row:
    """One model at one share of the area. `pei` is None where the horizon is too short for it to say anything."""

    model: str
    share: float
    hit_rate: Figure
    pai: float
    pei: float | None
    ahead: Figure
    """Hit rate minus that of the reference, on the same draws."""

    @property
    def better(self) -> bool:
        """Ahead of the reference by more than twice the error."""
        return self.ahead.value > 2 * self.ahead.error


@dataclass(frozen=True, eq=False)
class Scored:
    """What a back-test counted. `hits` (models, shares, steps); `events` (steps,); `best` (shares, steps)."""

    models: tuple[str, ...]
    hits: Floats
    events: Floats
    best: Floats
    cells: int
    flagged: tuple[int, ...]
    block: int
    monthly: bool
    shares: tuple[float, ...] = SHARES

    @property
    def total(self) -> int:
        """Events tested on."""
        return int(self.events.sum())

    def row(self, model: int, share: int, reference: int = 0) -> Row:
        """One line of the scorecard; the reference is the first model unless told."""
        draws = resampled(len(self.events), self.block)
        parts, others = self.hits[model, share], self.hits[reference, share]
        rate = _figure(parts, self.events, draws)
        best = self.best[share].sum()
        return Row(
            self.models[model],
            self.shares[share],
            rate,
            rate.value / (self.flagged[share] / self.cells) if self.flagged[share] else 0.0,
            float(parts.sum() / best) if self.monthly and best else None,
            _figure(parts - others, self.events, draws),
        )

    def rows(self) -> list[Row]:
        """Every model at every share."""
        return [self.row(m, s) for s in range(len(self.shares)) for m in range(len(self.models))]


def _figure(parts: Floats, wholes: Floats, draws: np.ndarray) -> Figure:
    drawn = rates(parts, wholes, draws)
    low, high = np.quantile(drawn, (0.025, 0.975))
    return Figure(float(parts.sum() / max(wholes.sum(), 1)), float(drawn.std()), float(low), float(high))
