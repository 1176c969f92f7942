"""Emerging and persistent hotspots: cells that have more than their past explains, and cells that always have."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy import stats

from daybook.forecast.engine.arrays import Floats, Ints
from daybook.forecast.engine.evaluation import flagged
from daybook.forecast.engine.history import History

FALSE = 0.1
"""Share of false alarms among the cells named, at most, in the mean (Benjamini and Hochberg 1995)."""
LEAST = 2
"""Events a span must have for a cell to be among its busiest."""


@dataclass(frozen=True, slots=True)
class Emerging:
    """A cell with more events since `start` than expected; `p` is the chance of as many or more."""

    cell: int
    recent: int
    expected: float
    p: float


def emerging(history: History, start: int, false: float = FALSE) -> list[Emerging]:
    """Cells that stand out since a step, the least likely first.

    A cell's rate is known only as well as its past tells. With every rate equally credible beforehand, its recent count
    follows a negative binomial law, given its earlier one and the growth of the whole area (Gelman and others, Bayesian
    Data Analysis, 2.6). So a quiet cell with one event is no alarm, and an area where all grows alike has none.
    """
    before, recent = history.counts(history.first, start), history.counts(start, history.end)
    if not before.sum() or not recent.sum():
        return []
    growth = recent.sum() / before.sum()
    p = stats.nbinom.sf(recent - 1, before + 1, 1 / (1 + growth))
    expected = (before + 1) * growth
    return [
        Emerging(int(cell), int(recent[cell]), float(expected[cell]), float(p[cell]))
        for cell in _found(p, false)
    ]


def _found(p: Floats, false: float) -> Ints:
    """The cells that Benjamini and Hochberg's rule keeps, by rising p."""
    order = np.argsort(p, kind="stable")
    below = np.flatnonzero(p[order] <= false * np.arange(1, len(p) + 1) / len(p))
    return order[: below[-1] + 1] if len(below) else order[:0]


def persistent(history: History, spans: int = 4, share: float = 0.05) -> Ints:
    """Cells that were among the busiest `share` in each of so many equal spans, the busiest first.

    A cell of fewer than two events in a span is not among its busiest; cells that tie for the last place all are.
    """
    edges = np.linspace(history.first, history.end, spans + 1).astype(int)
    number = max(flagged(history.grid.cells, share), 1)
    always = np.ones(history.grid.cells, bool)
    for low, high in pairwise(edges.tolist()):
        counts = history.counts(low, high)
        last = np.partition(counts, len(counts) - number)[len(counts) - number]
        always &= counts >= max(last, LEAST)
    cells = np.flatnonzero(always)
    return cells[np.argsort(-history.counts(history.first, history.end)[cells], kind="stable")]
