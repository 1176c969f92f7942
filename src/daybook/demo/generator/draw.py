"""Seeded drawing that is the same on every machine and every run.

Each block of work has its own random stream, named by the seed and the block, so that a stream can begin
anywhere.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

Item = TypeVar("Item")

SLOTS = 16384


def stream(seed: int, *name: object) -> Random:
    """The random stream with this name. Text seeds go through SHA-512, so PYTHONHASHSEED plays no part."""
    return Random("/".join(str(part) for part in ("averwick", seed, *name)))


def zipf_weights(count: int, exponent: float = 0.85, shift: float = 3.0) -> list[float]:
    """Falling weights for names ordered by rank: few are common, most are rare."""
    return [(rank + shift) ** -exponent for rank in range(count)]


class Wheel(Generic[Item]):
    """A weighted choice in constant time: the items laid out over a fixed number of slots by their weight."""

    __slots__ = ("slots",)

    def __init__(self, items: Sequence[Item], weights: Sequence[float], slots: int = SLOTS) -> None:
        sums = list(accumulate(weights))
        step = sums[-1] / slots
        last = len(items) - 1
        self.slots = [items[min(last, bisect_right(sums, (slot + 0.5) * step))] for slot in range(slots)]

    @classmethod
    def of(cls, shares: Mapping[Item, float], slots: int = 2048) -> "Wheel[Item]":
        """A wheel from a table of shares."""
        return cls(list(shares), list(shares.values()), slots)

    def spin(self, random: Random) -> Item:
        """One item, by its weight."""
        slots = self.slots
        return slots[int(random.random() * len(slots))]
