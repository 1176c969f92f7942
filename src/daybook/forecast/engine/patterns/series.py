"""Series suggestions: events near each other in place and time whose methods are told in the same words.

A suggestion is a list to read, not a finding: it says which words are shared, how near the events are, and how many
such groups come when the methods are shuffled among the events. It knows nothing of people. Distance tells linked
burglaries apart better than method does (Bennell and Canter, Science & Justice 42, 2002), so nothing far apart is
compared at all; the weights are chosen to be understood, not learnt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree
from scipy.spatial.distance import squareform

from daybook.forecast.engine.arrays import Flags, Floats, Ints
from daybook.forecast.engine.events import Events, Precision
from daybook.forecast.engine.patterns.alike import Alike
from daybook.forecast.engine.patterns.chance import by_chance

WORDS, PLACE, TIME = 0.6, 0.2, 0.2
"""What likeness of words, nearness and soonness count in a pair's score."""
SCORE = 0.6
LEAST, MOST = 3, 2_000
"""Events a series has at least, and a tangle of pairs at most: more is a common method, not a series."""
MOST_PAIRS = 5_000_000
SHARED = 2 / 3
SEED, SHUFFLES = 1888, 39


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

    `score`: mean of its pairs. `by_chance`: groups as strong, in the mean of the shuffles. `p`: how often a file
    without any series holds a group as strong as this one.
    """

    members: Ints
    words: Sequence[str]
    across: float
    score: float
    by_chance: float
    p: float


@dataclass(frozen=True, eq=False)
class _Pairs:
    """Both ends of the pairs near enough, and what place and time add to their score."""

    one: Ints
    other: Ints
    near: Floats


def series(events: Events, rule: Rule | None = None, shuffles: int = SHUFFLES) -> list[Series]:
    """The strongest groups first. Raises `SeriesError`.

    Events that say nothing of the method are left out of everything, the shuffles too.
    """
    rule = rule or Rule()
    told = _told(events)
    said = events[told]
    pairs, alike, random = _pairs(said, rule), Alike(said.method, said.methods), np.random.default_rng(SEED)
    groups = list(_groups(said.method, pairs, alike, rule))
    shuffled = [
        _strengths(method, list(_groups(method, pairs, alike, rule)), alike, rule)
        for method in (random.permutation(said.method) for _ in range(shuffles))
    ]
    strengths = _strengths(said.method, groups, alike, rule)
    found = [
        _series(said, group, score, alike, chance, p)
        for (group, score), chance, p in zip(groups, *by_chance(strengths, shuffled), strict=True)
    ]
    ranked = [found[at] for at in np.argsort(-strengths, kind="stable")]
    return [replace(one, members=told[one.members]) for one in ranked]


def _strengths(method: Ints, groups: Sequence[tuple[Ints, float]], alike: Alike, rule: Rule) -> Floats:
    """How unlikely it is that so many share such words, times how far their score is above the least.

    That all but the first have words of a share f of the events has the chance f to the power of their number.
    """
    return np.array(
        [
            (len(group) - 1) * alike.surprise(method[group], SHARED) * max(score - rule.score, 0.0)
            for group, score in groups
        ]
    )


def _told(events: Events) -> Ints:
    """Places of the events that say how it was done."""
    if not len(events.method):
        raise SeriesError("No column says how it was done. Tell which it is: method=MO.")
    if events.precision is Precision.MONTH:
        raise SeriesError("Only the months of these events are known. Series need days.")
    told = np.flatnonzero(np.array([bool(text.strip()) for text in events.methods])[events.method])
    if not len(told):
        raise SeriesError(
            "No event says how it was done. In Daybook that is the point and the means of entry of a crime; in a file,"
            " the column of the method."
        )
    return told


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
                f"{size[tangle]:,} events hang together by common words; at most {MOST:,} can be parted. Ask for a"
                " shorter time or a smaller area, or for less with --within, --days or a higher --score."
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


def _series(events: Events, group: Ints, score: float, alike: Alike, chance: float, p: float) -> Series:
    members = group[np.argsort(events.time[group], kind="stable")]
    x, y = events.x[members], events.y[members]
    across = float(np.hypot(x[:, None] - x, y[:, None] - y).max())
    return Series(
        members, alike.shared(events.method[members], SHARED), across, score, float(chance), float(p)
    )
