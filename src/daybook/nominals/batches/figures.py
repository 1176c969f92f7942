"""The figures of a run: pairs per band of bits, and what other lines would join."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
import numpy.typing as npt

from daybook.nominals.batches.labels import Labels, Share
from daybook.nominals.matching import Edges, Linked

BANDS = (float("-inf"), -10.0, 0.0, 7.0, 14.0, 20.0, float("inf"))
LINES = range(-4, 41)
"""Whole bits at which a line may stand."""


@dataclass(frozen=True, slots=True)
class AtLine:
    """What joining every pair from `bits` on would give, hard rules apart."""

    bits: int
    pairs: int
    precision: Share
    recall: Share

    @property
    def missed(self) -> int:
        """Labelled links that would not be made."""
        return self.recall.whole - self.recall.part

    @property
    def wrong(self) -> int:
        """Labelled pairs that would be joined and are two people."""
        return self.precision.whole - self.precision.part


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
    near = edges.from_bits(LINES[0])
    highest = np.minimum(np.floor(near.bits), LINES[-1]).astype(np.int64) - LINES[0]
    said = labels.answers(near.pairs) if labels else np.full(len(near), -1)
    links = len(labels.same) if labels else 0
    pairs, same, different = (_from_line_on(highest[which]) for which in (slice(None), said == 1, said == 0))
    return [
        AtLine(bits, its, Share(right, right + wrong), Share(right, links))
        for bits, its, right, wrong in zip(LINES, pairs, same, different, strict=True)
    ]


def _from_line_on(highest: npt.NDArray[np.int64]) -> list[int]:
    """For each line how many of these reach it; `highest` numbers the last line that each reaches."""
    counts: list[int] = np.bincount(highest, minlength=len(LINES))[::-1].cumsum()[::-1].tolist()
    return counts
