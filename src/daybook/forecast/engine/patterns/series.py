"""Series suggestions: events near each other in place and time whose methods are told in the same words.

A suggestion is a list to read, not a finding: it says which words are shared, how near the events are, and how many
such groups come when the methods are shuffled among the events. It knows nothing of people. Distance tells linked
burglaries apart better than method does (Bennell and Canter, Science & Justice 42, 2002), so nothing far apart is
compared at all; the weights are chosen to be understood, not learnt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree
from scipy.spatial.distance import squareform

from daybook.forecast.engine.arrays import Flags, Floats, Ints
from daybook.forecast.engine.events import Events, Precision
from daybook.forecast.engine.patterns.alike import Alike

WORDS, PLACE, TIME = 0.6, 0.2, 0.2
"""What likeness of words, nearness and soonness count in a pair's score."""
SCORE = 0.6
LEAST, MOST = 3, 2_000
"""Events a series has at least, and a tangle of pairs at most: more is a common method, not a series."""
MOST_PAIRS = 5_000_000
SHARED = 2 / 3
SEED = 1888


class SeriesError(ValueError):
    """No series can be looked for; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Events of a series lie within `metres` and `days` of each other, pair by pair, and score at least `score`."""

    metres: float = 2000.0
    days: float = 28.0
    score: float = SCORE


@dataclass(frozen=True, eq=False)
class Series:
    """`members`: places of the events, by time. `words`: those most share, the rarest first; `across` in metres.

    `score`: mean of its pairs. `by_chance`: groups as large and as alike, in the mean of the shuffles.
    """

    members: Ints
    words: Sequence[str]
    across: float
    score: float
    by_chance: float


@dataclass(frozen=True, eq=False)
class _Pairs:
    """Both ends of the pairs near enough, and what place and time add to their score."""

    one: Ints
    other: Ints
    near: Floats


def series(events: Events, rule: Rule | None = None, shuffles: int = 19) -> list[Series]:
    """The groups that are least like chance, those first, then the largest. Raises `SeriesError`."""
    rule = rule or Rule()
    _check(events)
    pairs, alike = _pairs(events, rule), Alike(events.method, events.methods)
    groups = list(_groups(events.method, pairs, alike, rule))
    random = np.random.default_rng(SEED)
    chance = [
        (len(group), score)
        for _ in range(shuffles)
        for group, score in _groups(random.permutation(events.method), pairs, alike, rule)
    ]
    found = [_told(events, group, score, alike, chance, shuffles) for group, score in groups]
    return sorted(found, key=lambda one: (one.by_chance, -len(one.members), -one.score))


def _check(events: Events) -> None:
    if not len(events.method):
        raise SeriesError("No column says how it was done. Tell which it is: method=MO.")
    if events.precision is Precision.MONTH:
        raise SeriesError("Only the months of these events are known. Series need days.")


def _pairs(events: Events, rule: Rule) -> _Pairs:
    days = (events.time - events.time.min()) / np.timedelta64(1, "D")
    scaled = np.column_stack((events.x / rule.metres, events.y / rule.metres, days / rule.days))
    tree = cKDTree(scaled)
    number = (int(tree.count_neighbors(tree, 1.0, p=np.inf)) - len(events)) // 2
    if number > MOST_PAIRS:
        raise SeriesError(
            f"{number:,} pairs of events are near enough; at most {MOST_PAIRS:,} are compared. Take a shorter time,"
            " a smaller area, or less with --within and --days."
        )
    one, other = tree.query_pairs(1.0, p=np.inf, output_type="ndarray").reshape(-1, 2).T
    away = np.hypot(*(scaled[one, :2] - scaled[other, :2]).T)
    near = PLACE * (1 - away) + TIME * (1 - np.abs(scaled[one, 2] - scaled[other, 2]))
    kept = away <= 1
    return _Pairs(one[kept], other[kept], near[kept])


def _groups(method: Ints, pairs: _Pairs, alike: Alike, rule: Rule) -> Iterator[tuple[Ints, float]]:
    """Each group and the mean score of its pairs. In a tangle, events join a group they are like in the mean."""
    scores = WORDS * alike.likeness(method[pairs.one], method[pairs.other]) + pairs.near
    good = scores >= rule.score
    one, other, scores = pairs.one[good], pairs.other[good], scores[good]
    shape = (len(method), len(method))
    tangles = connected_components(sparse.coo_matrix((scores, (one, other)), shape), directed=False)[1]
    size = np.bincount(tangles, minlength=len(method))
    for tangle in np.flatnonzero(size >= LEAST):
        if size[tangle] > MOST:
            raise SeriesError(
                f"{size[tangle]:,} events hang together by common words; at most {MOST:,} can be parted. Ask for less"
                " with --within, --days or a higher --score."
            )
        inside = tangles[one] == tangle
        yield from _parted(one[inside], other[inside], scores[inside], rule.score)


def _parted(one: Ints, other: Ints, scores: Floats, least: float) -> Iterator[tuple[Ints, float]]:
    """Groups of one tangle by average linkage; a pair that did not score counts as nothing alike."""
    events = np.unique(np.concatenate((one, other)))
    here, there = np.searchsorted(events, one), np.searchsorted(events, other)
    between = np.zeros((len(events), len(events)))
    between[here, there] = between[there, here] = scores
    apart = 1 - between
    np.fill_diagonal(apart, 0)
    group = fcluster(linkage(squareform(apart), "average"), 1 - least, "distance")
    for number in np.flatnonzero(np.bincount(group) >= LEAST):
        chosen: Flags = group == number
        inside = between[np.ix_(chosen, chosen)]
        yield events[chosen], float(inside[np.triu_indices(len(inside), 1)].mean())


def _told(
    events: Events,
    group: Ints,
    score: float,
    alike: Alike,
    chance: Sequence[tuple[int, float]],
    shuffles: int,
) -> Series:
    members = group[np.argsort(events.time[group], kind="stable")]
    x, y = events.x[members], events.y[members]
    across = float(np.hypot(x[:, None] - x, y[:, None] - y).max())
    as_good = sum(size >= len(group) and other >= score for size, other in chance)
    words = alike.shared(events.method[members], SHARED)
    return Series(members, words, across, score, as_good / max(shuffles, 1))
