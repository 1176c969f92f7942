"""Which pairs of a batch are worth scoring: those that share a blocking key."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from daybook.nominals.matching.cleaning import Cleaned
from daybook.nominals.matching.keys import Kind, kind_of, record_keys

LARGEST_BLOCK = 400


@dataclass(frozen=True, slots=True)
class Blocks:
    """Pairs of places in the list, the smaller first, in order; and what was passed over for being too common.

    `passed_over` holds the kind and size of each key that more than `LARGEST_BLOCK` records share: 5,000 people
    born on one day at one hostel are no evidence, and their pairs would be 12 million.
    """

    pairs: list[tuple[int, int]]
    passed_over: list[tuple[Kind, int]]


def candidate_pairs(
    records: Sequence[Cleaned], *, between: bool = False, largest: int = LARGEST_BLOCK
) -> Blocks:
    """All pairs that share a key; with `between`, only pairs of records from two systems."""
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for place, record in enumerate(records):
        for its in record_keys(record):
            holders[its].append(place)
    passed_over = [(kind_of(its), len(held)) for its, held in holders.items() if len(held) > largest]
    blocks = (held for held in holders.values() if 1 < len(held) <= largest)
    found = {pair for block in blocks for pair in combinations(block, 2)}
    if between:
        found = {pair for pair in found if records[pair[0]].system != records[pair[1]].system}
    return Blocks(sorted(found), sorted(passed_over))


def keys_in_use(
    records: Sequence[Cleaned], *, largest: int = LARGEST_BLOCK
) -> tuple[list[list[int]], list[tuple[Kind, int]]]:
    """(the keys of each record without those too common to block on, what was passed over): for a batch engine."""
    kept = [record_keys(record) for record in records]
    holders = Counter(its for keys in kept for its in keys)
    passed_over = sorted((kind_of(its), held) for its, held in holders.items() if held > largest)
    return [[its for its in keys if 1 < holders[its] <= largest] for keys in kept], passed_over


def pairs_by_chance(
    records: Sequence[Cleaned], count: int, *, between: bool = False, seed: int = 1
) -> Iterator[tuple[int, int]]:
    """That many pairs drawn by a fixed seed, to learn how often two people agree by accident."""
    draw = random.Random(seed)  # noqa: S311
    drawn = 0
    while drawn < count:
        first, second = draw.randrange(len(records)), draw.randrange(len(records))
        if first != second and not (between and records[first].system == records[second].system):
            drawn += 1
            yield first, second


def all_pairs(records: Sequence[Cleaned], *, between: bool = False) -> int:
    """How many pairs there are to be, alike or not."""
    total = len(records) * (len(records) - 1) // 2
    if not between:
        return total
    systems = defaultdict[str, int](int)
    for record in records:
        systems[record.system] += 1
    return total - sum(size * (size - 1) // 2 for size in systems.values())
