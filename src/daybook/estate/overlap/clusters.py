"""Clusters by guarded growth: two clusters join while all pairs across, on average, speak for it and none against.

Joining by the best pair alone chains: A like B, B like C, and A nothing like C, until a department is one system.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Pair = tuple[int, int]
PAIR, JOIN, FLOOR = 1.0, -2.0, -14.0
"""Bits from which two systems begin a cluster, mean bits from which a cluster takes in more, and bits below which a
single pair across forbids it. What is alike to two that are alike is likelier the same than the pair alone says."""


@dataclass(frozen=True, slots=True)
class Grown:
    """Clusters of two or more places, each in order; `refused`: pairs good enough alone that ended apart."""

    clusters: tuple[tuple[int, ...], ...]
    refused: tuple[Pair, ...]


def grow(
    bits: Mapping[Pair, float],
    *,
    judged_same: Iterable[Pair] = (),
    judged_different: Iterable[Pair] = (),
    pair: float = PAIR,
    join: float = JOIN,
    floor: float = FLOOR,
) -> Grown:
    """Grow clusters; the same pairs give the same clusters in whatever order they come.

    `bits` has every pair at `floor` or above, first below second: a pair that is missing speaks against. What a person
    judged the same stands together whatever the bits say; what they judged different never shares a cluster, unless
    other judgements of theirs join it.
    """
    growing = _Growing(dict(bits), set(judged_different), pair, floor)
    for first, second in sorted(set(judged_same)):
        growing.bits[first, second] = max(join, bits.get((first, second), join))
        growing.join(first, second)
    growing.run(pair)
    growing.run(join)
    clusters = {its[0]: tuple(sorted(its)) for its in growing.members.values() if len(its) > 1}
    where = growing.where
    good = (ends for ends, its in bits.items() if its >= pair)
    refused = tuple(sorted(it for it in good if where.get(it[0], it[0]) != where.get(it[1], it[1])))
    return Grown(tuple(sorted(clusters.values())), refused)


@dataclass(slots=True)
class _Growing:
    """Clusters are known by one of their members; `where` gives it for every place that was ever asked."""

    bits: dict[Pair, float]
    different: set[Pair]
    pair: float
    floor: float
    where: dict[int, int] = field(default_factory=dict)
    members: dict[int, list[int]] = field(default_factory=dict)

    def cluster(self, place: int) -> int:
        self.members.setdefault(self.where.setdefault(place, place), [place])
        return self.where[place]

    def join(self, first: int, second: int) -> None:
        keep, give = sorted((self.cluster(first), self.cluster(second)))
        if keep == give:
            return
        moved = self.members.pop(give)
        self.members[keep].extend(moved)
        self.where.update(dict.fromkeys(moved, keep))

    def mean(self, one: int, other: int) -> float | None:
        """Mean bits of all pairs across two clusters; None where a pair forbids it."""
        total = 0.0
        for first in self.members[one]:
            for second in self.members[other]:
                pair = (first, second) if first < second else (second, first)
                its = self.bits.get(pair)
                if its is None or its < self.floor or pair in self.different:
                    return None
                total += its
        return total / (len(self.members[one]) * len(self.members[other]))

    def run(self, least: float) -> None:
        """Best mean first; a mean that changed since it was written down is looked at again."""
        heap = [(-its, ends) for ends, its in self.bits.items() if its >= least]
        heapq.heapify(heap)
        while heap:
            written, (first, second) = heapq.heappop(heap)
            one, other = self.cluster(first), self.cluster(second)
            mean = self.mean(one, other) if one != other else None
            if mean is None or mean < self.needed(one, other, least):
                continue
            if mean < -written:
                heapq.heappush(heap, (-mean, (first, second)))
            else:
                self.join(first, second)

    def needed(self, one: int, other: int, least: float) -> float:
        """Two that stand alone need more than what joins a cluster."""
        alone = len(self.members[one]) == len(self.members[other]) == 1
        return max(least, self.pair) if alone else least
