"""Which pairs of a batch are worth scoring: those that share a blocking key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from daybook.nominals.matching.bulk.coded import Coded
from daybook.nominals.matching.bulk.keys import every_key, joint_keys
from daybook.nominals.matching.bulk.shared import Shared, distinct, shared_keys
from daybook.nominals.matching.cleaning import Cleaned
from daybook.nominals.matching.keys import Kind
from daybook.nominals.matching.pairs import Pairs, Places

LARGEST_BLOCK = 400
MANY = 100_000
"""From so many records on only `joint_keys` are made."""
FEW_PAIRS = 1_000_000
PAIRS_A_RECORD = 20
"""A smaller batch with more pairs than this is blocked on them as well."""
NAMES_ALONE = 10
JOINT_LIMITS = {Kind.NAMES: NAMES_ALONE, Kind.NAMES_AND_DISTRICT: NAMES_ALONE}
"""Namesakes among a million are seldom one person: all pairs of a common name would be 50 million, for one true
pair in a hundred, nearly all of them of a record without a birth date. These have a limit of their own."""
WITHOUT_A_DATE = 100
"""So many namesakes of a record without a birth date are compared: among more, even a middle name in common leaves
each of them less likely than not."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """Pairs of places in the list, the smaller first, in order; and what was passed over for being too common.

    `passed_over` holds the kind and size of each key that more than `LARGEST_BLOCK` records share: 5,000 people born
    on one day at one hostel are no evidence, and their pairs would be 12 million.
    """

    pairs: Pairs
    passed_over: list[tuple[Kind, int]]


def candidate_pairs(
    records: Sequence[Cleaned], *, between: bool = False, largest: int = LARGEST_BLOCK
) -> Blocks:
    """All pairs that share a key, in a large batch one that is enough; with `between`, only of two systems."""
    coded = Coded.of(records)
    shared = _in_use(coded, largest)
    found = [codes for its in shared for codes in its.pairs(len(records))]
    found += [
        its.pairs_of(coded.without_date, len(records), min(largest, WITHOUT_A_DATE))
        for its in shared
        if its.limit < largest
    ]
    pairs = Pairs(*np.divmod(distinct(np.concatenate([np.zeros(0, np.int64), *found])), max(len(records), 1)))
    if between:
        system = systems_of(records)
        pairs = pairs.take(system[pairs.first] != system[pairs.second])
    return Blocks(pairs, _passed_over(shared, largest))


def _in_use(coded: Coded, largest: int) -> list[Shared]:
    """The keys of all kinds or, where that is too much, the joint ones."""
    count = len(coded)
    if count < MANY:
        shared = shared_keys(every_key(coded), count, {}, largest)
        if sum(its.count() for its in shared) <= max(FEW_PAIRS, PAIRS_A_RECORD * count):
            return shared
    return shared_keys(joint_keys(coded), count, JOINT_LIMITS, largest)


def _passed_over(shared: Sequence[Shared], largest: int) -> list[tuple[Kind, int]]:
    return sorted(over for its in shared for over in its.over(largest))


def keys_in_use(
    records: Sequence[Cleaned], *, largest: int = LARGEST_BLOCK
) -> tuple[list[list[int]], list[tuple[Kind, int]]]:
    """(the keys of each record without those too common to block on, what was passed over): for a batch engine."""
    shared = _in_use(Coded.of(records), largest)
    kept: list[list[int]] = [[] for _ in records]
    for its in shared:
        for owner, key in zip(its.owners[its.used].tolist(), its.keys[its.used].tolist(), strict=True):
            kept[owner].append(key)
    return kept, _passed_over(shared, largest)


def pairs_by_chance(records: Sequence[Cleaned], count: int, *, between: bool = False, seed: int = 1) -> Pairs:
    """That many pairs drawn by a fixed seed, to learn how often two people agree by accident."""
    draw = np.random.default_rng(seed)
    found, drawn = [Pairs.of(())], 0
    system = systems_of(records) if between else None
    while drawn < count:
        pairs = Pairs(*draw.integers(0, len(records), (2, count)))
        apart = pairs.first != pairs.second
        if system is not None:
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
