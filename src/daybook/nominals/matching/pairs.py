"""Pairs of places in a list of records, the smaller first, and their scores: as arrays, since there are millions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.int64]
Bits = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Edge:
    """A scored pair: places of the two records, the smaller first, and bits."""

    first: int
    second: int
    bits: float


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs in order; to be gone through as tuples of two places."""

    first: Places
    second: Places

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, int]]) -> Pairs:
        both = np.array(list(pairs), dtype=np.int64).reshape(-1, 2)
        return cls(both[:, 0], both[:, 1])

    def __len__(self) -> int:
        return len(self.first)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self.first.tolist(), self.second.tolist(), strict=True)

    def take(self, which: slice | npt.NDArray[np.bool_] | Places) -> Pairs:
        """Some of them."""
        return Pairs(self.first[which], self.second[which])


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """Pairs with their bits; to be gone through as `Edge`."""

    pairs: Pairs
    bits: Bits

    @classmethod
    def of(cls, edges: Iterable[Edge]) -> Edges:
        if isinstance(edges, Edges):
            return edges
        held = list(edges)
        pairs = Pairs.of((edge.first, edge.second) for edge in held)
        return cls(pairs, np.array([edge.bits for edge in held], dtype=np.float64))

    def __len__(self) -> int:
        return len(self.bits)

    def __iter__(self) -> Iterator[Edge]:
        for (first, second), bits in zip(self.pairs, self.bits.tolist(), strict=True):
            yield Edge(first, second, bits)

    def take(self, which: slice | npt.NDArray[np.bool_] | Places) -> Edges:
        """Some of them."""
        return Edges(self.pairs.take(which), self.bits[which])

    def from_bits(self, least: float) -> Edges:
        """Those of so many bits or more."""
        return self.take(self.bits >= least)

    def best_first(self) -> Edges:
        """The best first, equal ones in order of place."""
        return self.take(np.lexsort((self.pairs.second, self.pairs.first, -self.bits)))
