"""How often chance gives a group as strong: the same search among shuffled methods.

Its p is the share of searches, the real one among them, whose strongest group is at least as strong: so in a file
without any series something is called sure at 0.05 in one file of twenty, however many groups there are (Westfall and
Young 1993).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from daybook.forecast.engine.arrays import Floats


def by_chance(real: Floats, shuffled: Sequence[Floats]) -> tuple[Floats, Floats]:
    """For each real group, from the strengths of all: how many as strong a shuffle gives in the mean, and its p."""
    every = np.sort(np.concatenate(shuffled))
    as_strong = len(every) - np.searchsorted(every, real)
    strongest = np.array([one.max(initial=0.0) for one in shuffled])
    p = (1 + (strongest[:, None] >= real).sum(axis=0)) / (len(shuffled) + 1)
    return as_strong / len(shuffled), p
