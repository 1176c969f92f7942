"""Who shares a key with whom: keys in order, and the pairs of records behind them as numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from daybook.nominals.matching.bulk.keys import Held, Keys
from daybook.nominals.matching.bulk.ragged import Whole
from daybook.nominals.matching.keys import Kind

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Shared:
    """Keys of one kind that several records have, in order, with their `owners` in order; no record has one twice.

    `starts` and `sizes` tell where each key begins and how many hold it. A key that more than `limit` hold is too
    common to bring anybody together.
    """

    kind: Kind
    limit: int
    owners: Whole
    keys: Keys
    starts: Whole
    sizes: Whole

    @classmethod
    def of(cls, held: Held, records: int, limit: int) -> Shared:
        order = np.argsort(held.keys)
        owners, keys = _once(*_several(held.owners[order], held.keys[order]), records)
        starts = np.flatnonzero(_fresh(keys)[:-1])
        return cls(held.kind, limit, owners, keys, starts, np.diff(starts, append=len(keys)))

    @property
    def used(self) -> npt.NDArray[np.bool_]:
        """Of each key of each record, whether it is not too common."""
        return np.asarray(np.repeat(self.sizes, self.sizes) <= self.limit)

    def count(self) -> float:
        """How many pairs share a key that is not too common, a pair counted for each key."""
        sizes = self.sizes[self.sizes <= self.limit].astype(np.float64)
        return float((sizes * (sizes - 1) / 2).sum())

    def over(self, largest: int) -> list[tuple[Kind, int]]:
        """(kind, size) of each key that more records share."""
        return [(self.kind, size) for size in self.sizes[self.sizes > largest].tolist()]

    def pairs(self, records: int) -> Iterator[Numbers]:
        """Each pair that shares a key not too common, as the smaller place times `records` and the other."""
        order = np.argsort(self.sizes, kind="stable")
        sizes, begins = np.unique(self.sizes[order], return_index=True)
        ends = np.append(begins[1:], len(order))
        for size, begin, end in zip(sizes.tolist(), begins[: len(sizes)], ends[: len(sizes)], strict=True):
            if size <= self.limit:
                members = self.owners[self.starts[order[begin:end]][:, None] + np.arange(size)]
                one, other = np.triu_indices(size, 1)
                yield (members[:, one] * records + members[:, other]).ravel()

    def pairs_of(self, some: npt.NDArray[np.bool_], records: int, largest: int) -> Numbers:
        """The same between the records `some` and all others, for the keys that up to `largest` hold."""
        sizes, starts = (np.repeat(its, self.sizes) for its in (self.sizes, self.starts))
        at = np.flatnonzero(some[self.owners] & (sizes <= largest))
        many = sizes[at]
        within = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
        one, other = np.repeat(self.owners[at], many), self.owners[np.repeat(starts[at], many) + within]
        apart = one != other
        one, other = one[apart], other[apart]
        return np.asarray(np.minimum(one, other) * records + np.maximum(one, other))


def shared_keys(held: Iterable[Held], records: int, limits: Mapping[Kind, int], limit: int) -> list[Shared]:
    """Each kind of keys in order; NumPy sorts without holding up the other processors."""
    with ThreadPoolExecutor() as pool:
        return list(pool.map(lambda its: Shared.of(its, records, limits.get(its.kind, limit)), held))


def distinct(numbers: Numbers) -> Numbers:
    """Each once, in order: `numpy.unique` of mostly different numbers takes longer."""
    ordered = np.sort(numbers)
    return ordered[_fresh(ordered)[:-1]]


def _fresh(ordered: npt.NDArray[np.generic]) -> npt.NDArray[np.bool_]:
    """Where another value begins, and, one place longer than the values, that one ends after the last."""
    fresh = np.ones(len(ordered) + 1, dtype=bool)
    fresh[1:-1] = ordered[1:] != ordered[:-1]
    return fresh


def _several(owners: Whole, keys: Keys) -> tuple[Whole, Keys]:
    """Only the keys that come more than once."""
    fresh = _fresh(keys)
    several = ~(fresh[:-1] & fresh[1:])
    return owners[several], keys[several]


def _once(owners: Whole, keys: Keys, records: int) -> tuple[Whole, Keys]:
    """Records of several names may come to a key by two ways."""
    fresh = _fresh(keys)[:-1]
    numbered = distinct((np.cumsum(fresh) - 1) * records + owners)
    return numbered % max(records, 1), keys[fresh][numbered // max(records, 1)]
