"""The scorecard: pooled hit rate, PAI and PEI of each model, with errors, beside the plain count."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from daybook.forecast.engine.arrays import Floats
from daybook.forecast.engine.evaluation.bootstrap import rates, weights
from daybook.forecast.engine.evaluation.hits import SHARES

TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, its standard error, and the interval that holds 95 in 100 draws."""

    value: float
    error: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Row:
    """One model at one share of the area, each figure from the same draws.

    `pei` is None where as many cells can hold all events in half of the steps or more: it is the hit rate then.
    """

    model: str
    share: float
    hit_rate: Figure
    pai: Figure
    pei: Figure | None
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
    shares: tuple[float, ...] = SHARES

    @property
    def total(self) -> int:
        """Events tested on."""
        return int(self.events.sum())

    def row(self, model: int, share: int, reference: int = 0) -> Row:
        """One line of the scorecard; the reference is the first model unless told."""
        drawn = weights(len(self.events), self.block)
        parts, others = self.hits[model, share], self.hits[reference, share]
        rate = _figure(parts, self.events, drawn)
        return Row(
            self.models[model],
            self.shares[share],
            rate,
            _times(rate, self.cells / self.flagged[share] if self.flagged[share] else 0.0),
            _figure(parts, self.best[share], drawn) if self.tells_pei(share) else None,
            _figure(parts - others, self.events, drawn),
        )

    def tells_pei(self, share: int) -> bool:
        """Whether the flagged cells could not have held every event in most of the steps."""
        return self.flagged[share] > 0 and bool((self.best[share] < self.events - TINY).mean() > 0.5)

    def rows(self) -> list[Row]:
        """Every model at every share."""
        return [self.row(m, s) for s in range(len(self.shares)) for m in range(len(self.models))]


def _times(figure: Figure, scale: float) -> Figure:
    return Figure(figure.value * scale, figure.error * scale, figure.low * scale, figure.high * scale)


def _figure(parts: Floats, wholes: Floats, weights: Floats) -> Figure:
    drawn = rates(parts, wholes, weights)
    low, high = np.quantile(drawn, (0.025, 0.975))
    value = parts.sum() / max(wholes.sum(), 1)
    return Figure(float(value), float(drawn.std()), float(low), float(high))
