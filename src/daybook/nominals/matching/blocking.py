"""Which pairs of a batch are worth scoring: those that share a blocking key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from daybook.nominals.matching.bulk.keys import Held, held_keys
from daybook.nominals.matching.cleaning import Cleaned
from daybook.nominals.matching.keys import HASH_BITS, Kind, kind_of
from daybook.nominals.matching.pairs import Pairs, Places

LARGEST_BLOCK = 400
SMALLEST_LIMIT = 20
FEW_PAIRS = 1_000_000
PAIRS_A_RECORD = 20
"""In a batch with more pairs than this the commonest keys are passed over, and a pair needs two kinds of keys."""
KIND_BITS = 4
ENOUGH_ALONE = Kind.NAMES_AND_DISTRICT
"""The keys of numbers, addresses and of both names with something else are enough alone; so is that of both names."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """Pairs of places in the list, the smaller first, in order; and what was passed over for being too common.

    `passed_over` holds the kind and size of each key that more than `LARGEST_BLOCK` records share, fewer in a large
    batch: 5,000 people born on one day at one hostel are no evidence, and their pairs would be 12 million.
    """

    pairs: Pairs
    passed_over: list[tuple[Kind, int]]


@dataclass(frozen=True, slots=True)
class Shared:
    """Keys with their `owners` in the order of the keys; where each key starts, and how many hold it."""

    owners: Places
    keys: npt.NDArray[np.uint64]
    starts: Places
    sizes: Places

    @classmethod
    def of(cls, held: Held) -> Shared:
        fresh = np.ones(len(held.keys), dtype=bool)
        fresh[1:] = held.keys[1:] != held.keys[:-1]
        starts = np.flatnonzero(fresh)
        return cls(held.owners, held.keys, starts, np.diff(starts, append=len(held.keys)))

    def pairs(self, largest: int) -> float:
        """How many pairs share a key that no more records have, a pair counted for each key."""
        sizes = self.sizes[self.sizes <= largest].astype(np.float64)
        return float((sizes * (sizes - 1) / 2).sum())

    def limit(self, largest: int, most: int) -> int:
        """How many may share a key: `largest`, or half of that, and again, while there are more than `most` pairs."""
        while largest > SMALLEST_LIMIT and self.pairs(largest) > most:
            largest = max(largest // 2, SMALLEST_LIMIT)
        return largest

    def passed_over(self, limit: int) -> list[tuple[Kind, int]]:
        """(kind, size) of each key that more records share."""
        over = self.sizes > limit
        kinds = [kind_of(int(key)) for key in self.keys[self.starts[over]]]
        return sorted(zip(kinds, self.sizes[over].tolist(), strict=True))


def candidate_pairs(
    records: Sequence[Cleaned], *, between: bool = False, largest: int = LARGEST_BLOCK
) -> Blocks:
    """All pairs that share a key, in a large batch those that share enough; with `between`, only of two systems."""
    shared = Shared.of(held_keys(records))
    limit = shared.limit(largest, max(FEW_PAIRS, PAIRS_A_RECORD * len(records)))
    enough = shared.pairs(limit) <= FEW_PAIRS
    codes = _codes(shared, limit, len(records), every=enough)
    pairs = Pairs(*np.divmod(codes, max(len(records), 1)))
    if between:
        system = systems_of(records)
        pairs = pairs.take(system[pairs.first] != system[pairs.second])
    return Blocks(pairs, shared.passed_over(limit))


def _codes(shared: Shared, limit: int, records: int, *, every: bool) -> Places:
    """Each pair once, as one number; without `every`, only those whose keys are enough."""
    found = np.sort(np.concatenate([np.zeros(0, np.int64), *_with_kinds(shared, limit, records)]))
    codes = found >> KIND_BITS
    fresh = np.ones(len(codes) + 1, dtype=bool)
    fresh[1:-1] = codes[1:] != codes[:-1]
    weakest, strongest = found[fresh[1:]] & 15, found[fresh[:-1]] & 15
    enough = (strongest <= ENOUGH_ALONE) | (weakest == Kind.NAMES) | (strongest != weakest)
    kept: Places = codes[fresh[:-1]][enough | every]
    return kept


def _with_kinds(shared: Shared, limit: int, records: int) -> Iterator[Places]:
    """Each pair of each block as one number, the kind of the key in its last bits; blocks of one size together."""
    for size in np.unique(shared.sizes[shared.sizes <= limit]):
        starts = shared.starts[shared.sizes == size]
        kinds = (shared.keys[starts] >> np.uint64(HASH_BITS)).astype(np.int64)
        members = shared.owners[starts[:, None] + np.arange(size)]
        one, other = np.triu_indices(size, 1)
        codes = members[:, one] * records + members[:, other]
        yield (codes << KIND_BITS | kinds[:, None]).ravel()


def keys_in_use(
    records: Sequence[Cleaned], *, largest: int = LARGEST_BLOCK
) -> tuple[list[list[int]], list[tuple[Kind, int]]]:
    """(the keys of each record without those too common to block on, what was passed over): for a batch engine."""
    shared = Shared.of(held_keys(records))
    limit = shared.limit(largest, max(FEW_PAIRS, PAIRS_A_RECORD * len(records)))
    used = np.repeat(shared.sizes, shared.sizes) <= limit
    kept: list[list[int]] = [[] for _ in records]
    for owner, key in zip(shared.owners[used].tolist(), shared.keys[used].tolist(), strict=True):
        kept[owner].append(key)
    return kept, shared.passed_over(limit)


def pairs_by_chance(records: Sequence[Cleaned], count: int, *, between: bool = False, seed: int = 1) -> Pairs:
    """That many pairs drawn by a fixed seed, to learn how often two people agree by accident."""
    draw = np.random.default_rng(seed)
    system, found, drawn = systems_of(records), [Pairs.of(())], 0
    while drawn < count:
        pairs = Pairs(*draw.integers(0, len(records), (2, count)))
        apart = pairs.first != pairs.second
        if between:
            apart &= system[pairs.first] != system[pairs.second]
        found.append(pairs.take(np.flatnonzero(apart)[: count - drawn]))
        drawn += len(found[-1])
    return Pairs(*(np.concatenate([getattr(one, side) for one in found]) for side in ("first", "second")))


def systems_of(records: Sequence[Cleaned]) -> Places:
    """The system of each record, as a number."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(record.system, len(numbers)) for record in records], dtype=np.int64)


def all_pairs(records: Sequence[Cleaned], *, between: bool = False) -> int:
    """How many pairs there are to be, alike or not."""
    total = len(records) * (len(records) - 1) // 2
    if not between:
        return total
    sizes = np.bincount(systems_of(records))
    return int(total - (sizes * (sizes - 1) // 2).sum())
