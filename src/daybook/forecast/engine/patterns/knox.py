"""The Knox test: whether events lie near each other in place and time more often than chance would have it.

Source: Knox, Applied Statistics 13 (1964); the permutation of times after Johnson et al., Journal of Quantitative
Criminology 23 (2007). Times are shuffled among the places, so hot places and busy weeks alone give no near repeats.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from daybook.forecast.engine.arrays import Floats, Ints
from daybook.forecast.engine.events import Events

PLACES = (1.0, 100.0, 200.0, 300.0, 400.0)
"""Ends of the bands in metres; the first is the same place."""
DAYS = (7.0, 14.0, 21.0, 28.0, 42.0)
MOST_PAIRS = 20_000_000
SEED = 1964


class KnoxError(ValueError):
    """The test cannot be done; the message says why and what to do."""


@dataclass(frozen=True, eq=False)
class Knox:
    """Pairs of events in each band: arrays of shape (bands of distance, bands of days).

    `expected` is the mean over the permutations; `p` the share of them, the observed one included, with as many pairs.
    """

    places: Sequence[float]
    days: Sequence[float]
    observed: Floats
    expected: Floats
    p: Floats
    permutations: int

    @property
    def ratio(self) -> Floats:
        """Observed over expected; 1 is chance, and not a number where none is expected."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(self.observed / self.expected)


def knox(
    events: Events,
    places: Sequence[float] = PLACES,
    days: Sequence[float] = DAYS,
    permutations: int = 999,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Knox:
    """Compare the pairs with those under shuffled times. `progress` hears of each shuffle. Raises `KnoxError`."""
    one, other, band = _pairs(events, places)
    moments = (events.time - events.time.min()) / np.timedelta64(1, "D")
    shape = len(places), len(days)
    edges = np.array(days)
    observed = _counted(moments, one, other, band, edges, shape)
    random = np.random.default_rng(SEED)
    total, reached = np.zeros(shape), np.ones(shape)
    for done in range(permutations):
        progress(done, permutations)
        shuffled = _counted(random.permutation(moments), one, other, band, edges, shape)
        total += shuffled
        reached += shuffled >= observed
    return Knox(places, days, observed, total / permutations, reached / (permutations + 1), permutations)


def _pairs(events: Events, places: Sequence[float]) -> tuple[Ints, Ints, Ints]:
    """Both ends of every pair that lies near enough, and the band of its distance."""
    if len(events) < 2:
        raise KnoxError("Near repeats need at least two events.")
    tree = cKDTree(np.column_stack((events.x, events.y)))
    number = (int(tree.count_neighbors(tree, places[-1])) - len(events)) // 2
    if number > MOST_PAIRS:
        raise KnoxError(
            f"{number:,} pairs of events lie within {places[-1]:g} m; at most {MOST_PAIRS:,} are compared."
            " Take a shorter time or a smaller area."
        )
    pairs = tree.query_pairs(places[-1], output_type="ndarray")
    one, other = pairs[:, 0], pairs[:, 1]
    away = np.hypot(events.x[one] - events.x[other], events.y[one] - events.y[other])
    return one, other, np.searchsorted(np.array(places), away)


def _counted(
    moments: Floats, one: Ints, other: Ints, band: Ints, edges: Floats, shape: tuple[int, int]
) -> Floats:
    """Pairs in each band; a pair further apart in time than the last band is in none."""
    when = np.searchsorted(edges, np.abs(moments[one] - moments[other]), side="right")
    counts = np.bincount(band * (shape[1] + 1) + when, minlength=shape[0] * (shape[1] + 1))
    return np.asarray(counts.reshape(shape[0], shape[1] + 1)[:, : shape[1]], float)
