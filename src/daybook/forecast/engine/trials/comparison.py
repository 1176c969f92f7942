"""Before and after with comparison areas, where there was no trial: difference in differences of counts.

It rests on what cannot be seen: that without the change the treated areas would have gone the way of the others. A
trial does not.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice

import numpy as np

from daybook.forecast.engine.arrays import Flags, Floats, Ints
from daybook.forecast.engine.evaluation import Figure
from daybook.forecast.engine.trials.plan import TrialError

MOST = 9_999
SEED = 1935
SURE = 1.959964


@dataclass(frozen=True, slots=True)
class Compared:
    """`change`: of the treated areas relative to the others, 0.8 is a fifth less, with Poisson errors times `spread`.

    `spread`: how many times more the comparison areas vary than Poisson's law says, at least 1. `p`: share of the ways
    to choose as many areas in which the change is as far from 1; `ways` of them were looked at.
    """

    change: Figure
    spread: float
    p: float
    ways: int


def compared(before: Floats, after: Floats, treated: Flags) -> Compared:
    """Counts of each area, and which were treated; all of shape (areas,). Raises `TrialError`."""
    for name, those in (("treated", treated), ("comparison", ~treated)):
        if not (before[those].sum() and after[those].sum()):
            raise TrialError(f"The {name} areas have no events before, or none after; no change can be told.")
    found = _change(before, after, treated)
    spread = _spread(before[~treated], after[~treated])
    counts = [before[treated].sum(), after[treated].sum(), before[~treated].sum(), after[~treated].sum()]
    error = math.sqrt(spread * sum(1 / count for count in counts))
    low, high = (math.exp(found + side * SURE * error) for side in (-1, 1))
    change = Figure(math.exp(found), math.exp(found) * error, low, high)
    others = [_change(before, after, chosen) for chosen in _ways(len(before), int(treated.sum()))]
    as_far = sum(abs(one) >= abs(found) - 1e-12 for one in others)
    every = math.comb(len(before), int(treated.sum())) <= MOST
    p = as_far / len(others) if every else (as_far + 1) / (len(others) + 1)
    return Compared(change, spread, p, len(others))


def _change(before: Floats, after: Floats, treated: Flags) -> float:
    """Logarithm of the ratio of the changes; half an event is added to each sum, so that none is empty."""
    sums = [one[those].sum() + 0.5 for those in (treated, ~treated) for one in (after, before)]
    return math.log(sums[0] / sums[1] / (sums[2] / sums[3]))


def _spread(before: Floats, after: Floats) -> float:
    """Pearson's statistic of the comparison areas about their common change, by its degrees of freedom."""
    if len(before) < 3:
        return 1.0
    growth = after.sum() / before.sum()
    both = before + after
    due = both * growth / (1 + growth)
    known = both > 0
    found = ((after - due)[known] ** 2 / (due / (1 + growth))[known]).sum()
    return max(1.0, float(found) / max(int(known.sum()) - 1, 1))


def _ways(areas: int, treated: int) -> Iterator[Flags]:
    """Every way to choose as many areas, or some thousands of them drawn at random."""
    if math.comb(areas, treated) <= MOST:
        chosen: Iterator[tuple[int, ...] | Ints] = combinations(range(areas), treated)
    else:
        random = np.random.default_rng(SEED)
        chosen = (random.choice(areas, treated, replace=False) for _ in range(MOST))
    for those in islice(chosen, MOST):
        flags = np.zeros(areas, bool)
        flags[list(those)] = True
        yield flags
