"""Hits: how many events the flagged cells hold, and what hit rate, PAI and PEI follow.

Flagged are the top floor(cells x share) cells. Where cells tie for the last places, hits are counted as expected when
the places are drawn among them at random: no order of rows can flatter a method.
PAI: Chainey, Tompson and Uhlig, Security Journal 21 (2008). PEI: the hits divided by the most that as many cells could
have caught (NIJ Real-Time Crime Forecasting Challenge 2017, there PEI*).
"""

from __future__ import annotations

import numpy as np

from daybook.forecast.engine.arrays import Floats

SHARES = (0.01, 0.02, 0.05, 0.10)
"""Shares of the area at which methods are compared."""


def flagged(cells: int, share: float) -> int:
    """How many cells are flagged; the small addition is for shares that binary fractions hold a little too low."""
    return int(cells * share + 1e-9)


def hits(scores: Floats, counts: Floats, number: int) -> float:
    """Events in the `number` cells of the highest score, ties by expectation; both arrays of shape (cells,)."""
    if number <= 0:
        return 0.0
    if number >= len(scores):
        return float(counts.sum())
    last = np.partition(scores, len(scores) - number)[len(scores) - number]
    above, level = scores > last, scores == last
    share = (number - above.sum()) / level.sum()
    return float(counts[above].sum() + share * counts[level].sum())


def chances(scores: Floats, number: int) -> Floats:
    """How surely each cell is among the `number` flagged: 1, 0, or the chance of one that ties; shape (cells,)."""
    if not 0 < number < len(scores):
        return np.full(len(scores), float(number > 0))
    last = np.partition(scores, len(scores) - number)[len(scores) - number]
    above, level = scores > last, scores == last
    return np.asarray(above + level * (number - above.sum()) / level.sum())


def best_hits(counts: Floats, number: int) -> float:
    """The most events that any `number` cells held."""
    return hits(counts, counts, number)
