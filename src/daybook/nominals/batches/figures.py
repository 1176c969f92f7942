"""The figures of a run: pairs per band of bits, and what other lines would join."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np

from daybook.nominals.batches.labels import Labels, Share
from daybook.nominals.matching import Edges, Linked

BANDS = (float("-inf"), -10.0, 0.0, 7.0, 14.0, 20.0, float("inf"))
LINES = tuple(range(-4, 33, 4))
COST_OF_WRONG = 100
"""A wrong join costs as much as this many missed ones: the rule is argued for in docs/linking.md."""


@dataclass(frozen=True, slots=True)
class AtLine:
    """What joining every pair from `bits` on would give, hard rules apart."""

    bits: int
    pairs: int
    precision: Share
    recall: Share

    @property
    def cost(self) -> float | None:
        """Missed links with wrong ones, each of these counted `COST_OF_WRONG` times; None without labels."""
        if not self.recall.whole:
            return None
        wrong = self.precision.whole - self.precision.part
        return self.recall.whole - self.recall.part + COST_OF_WRONG * wrong


def joined_pairs(groups: Iterable[Sequence[int]]) -> list[tuple[int, int]]:
    """Every pair inside a group."""
    return [pair for group in groups for pair in combinations(group, 2)]


def bands(linked: Linked) -> list[tuple[str, int, int]]:
    """(band, pairs, of these within one person)."""
    person = np.empty(sum(map(len, linked.clusters.groups)), dtype=np.int64)
    for number, group in enumerate(linked.clusters.groups):
        person[list(group)] = number
    pairs, bits = linked.edges.pairs, linked.edges.bits
    inside = person[pairs.first] == person[pairs.second]
    rows = []
    for low, high in pairwise(BANDS):
        found = (low <= bits) & (bits < high)
        rows.append((_band(low, high), int(found.sum()), int((found & inside).sum())))
    return rows


def _band(low: float, high: float) -> str:
    if low == BANDS[0]:
        return f"under {high:.0f}"
    return f"{low:.0f} or more" if high == BANDS[-1] else f"{low:.0f} to under {high:.0f}"


def curve(edges: Edges, labels: Labels | None) -> list[AtLine]:
    """The figures at each of `LINES`."""
    found = []
    for bits in LINES:
        pairs = edges.from_bits(bits).pairs
        precision, recall = labels.judge(pairs) if labels else (Share(0, 0), Share(0, 0))
        found.append(AtLine(bits, len(pairs), precision, recall))
    return found


def cheapest(lines: Sequence[AtLine]) -> AtLine | None:
    """The line of the least cost, the higher of two; None without labels."""
    told = [(cost, -one.bits, one) for one in lines if (cost := one.cost) is not None]
    return min(told, key=lambda entry: entry[:2])[2] if told else None
