"""The blocking keys of `keys.record_keys` for a whole batch at once.

Two records share a key here exactly where they share one there (tests/nominals/matching/test_bulk.py); the hash is
another, since numbers are mixed quicker than texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from daybook.nominals.matching.bulk.ragged import Numbered, Ragged, Whole, crossed
from daybook.nominals.matching.cleaning import Cleaned
from daybook.nominals.matching.keys import HASH_BITS, Kind, district
from daybook.nominals.matching.phonetic import sound

Keys = npt.NDArray[np.uint64]
Part = tuple[Whole, Keys]
MANY = 1 << 20
SPREAD = (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)
"""The constants of splitmix64 (Steele, Lea, Flood 2014)."""


@dataclass(frozen=True, slots=True)
class Held:
    """The keys that several records have, in order, each with its owners in order; no record has one twice."""

    owners: Whole
    keys: Keys


def held_keys(records: Sequence[Cleaned]) -> Held:
    """All keys that several records have."""
    parts = [*_texts(records), *_of_names(records)]
    owners = np.concatenate([part[0] for part in parts])
    keys = np.concatenate([part[1] for part in parts])
    order = np.argsort(keys)
    keys, owners = keys[order], owners[order]
    fresh = np.ones(len(keys) + 1, dtype=bool)
    fresh[1:-1] = keys[1:] != keys[:-1]
    several = ~(fresh[:-1] & fresh[1:])
    return _once(owners[several], keys[several], len(records))


def _once(owners: Whole, keys: Keys, records: int) -> Held:
    """Records of several names may come to a key by two ways."""
    fresh = np.ones(len(keys), dtype=bool)
    fresh[1:] = keys[1:] != keys[:-1]
    numbered = np.unique((np.cumsum(fresh) - 1) * records + owners)
    return Held(numbered % max(records, 1), keys[fresh][numbered // max(records, 1)])


def mixed(kind: Kind, *numbers: Whole) -> Keys:
    """A key of that kind for each row of numbers."""
    total = np.full(len(numbers[0]), int(kind), dtype=np.uint64)
    for its in numbers:
        total = (total + its.astype(np.uint64)) * np.uint64(SPREAD[0])
        total = (total ^ (total >> np.uint64(30))) * np.uint64(SPREAD[1])
        total = (total ^ (total >> np.uint64(27))) * np.uint64(SPREAD[2])
        total ^= total >> np.uint64(31)
    return np.uint64(int(kind) << HASH_BITS) | total >> np.uint64(64 - HASH_BITS)


def _texts(records: Sequence[Cleaned]) -> Iterator[Part]:
    """Keys of one value alone."""
    wanted: tuple[tuple[Kind, Callable[[Cleaned], Sequence[object]]], ...] = (
        (Kind.NUMBER, lambda record: record.numbers),
        (Kind.EMAIL, lambda record: record.emails),
        (Kind.PHONE, lambda record: record.phones),
        (Kind.POSTCODE, lambda record: record.postcodes),
        (Kind.BIRTH, lambda record: [birth.digits for birth in record.births if birth.whole]),
        (Kind.HOUSE, _houses),
    )
    for kind, of in wanted:
        number = Numbered()
        found = Ragged.of([number.all(of(record)) for record in records])
        yield found.owners, mixed(kind, found.values)


def _houses(record: Cleaned) -> list[str]:
    return [
        f"{address.house} {sound(line)}"
        for address in record.addresses
        if address.house
        for line in address.lines
    ]


def _of_names(records: Sequence[Cleaned]) -> Iterator[Part]:
    number = Numbered()

    @lru_cache(MANY)
    def sounds(words: tuple[str, ...], whole: bool) -> tuple[int, ...]:
        return number.all(sorted({sound(word) for word in ((*words, "".join(words)) if whole else words)}))

    names = [(place, name) for place, record in enumerate(records) for name in record.names]
    owners = np.array([place for place, _ in names], dtype=np.int64)
    families = Ragged.of([sounds(name.family, True) for _, name in names])
    givens = Ragged.of([sounds(name.given, False) for _, name in names])
    long_enough = np.array([len(str(code)) > 1 for code in number.values()], dtype=bool)
    for codes in (families, givens):
        yield from _with_dates(owners, codes, long_enough, records)
    yield from _pairs(owners, families, givens, records)


def _with_dates(
    owners: Whole, codes: Ragged, long_enough: npt.NDArray[np.bool_], records: Sequence[Cleaned]
) -> Iterator[Part]:
    births = Ragged.of(
        [tuple([int(birth.digits) for birth in record.births if birth.whole]) for record in records]
    )
    rows, code, digits = crossed(codes, births.take(owners))
    fit = long_enough[code] if len(long_enough) else np.zeros(0, dtype=bool)
    rows, code, digits = owners[rows[fit]], code[fit], digits[fit]
    yield rows, mixed(Kind.NAME_AND_MONTH, code, digits // 100)
    yield rows, mixed(Kind.NAME_YEAR_AND_DAY, code, digits // 10_000 * 100 + digits % 100)
    yield rows, mixed(Kind.NAME_AND_DAY, code, digits % 10_000)


def _pairs(owners: Whole, families: Ragged, givens: Ragged, records: Sequence[Cleaned]) -> Iterator[Part]:
    rows, family, given = crossed(families, givens)
    owner, low, high = owners[rows], np.minimum(family, given), np.maximum(family, given)
    yield owner, mixed(Kind.NAMES, low, high)
    district_number = Numbered()
    years = Ragged.of([tuple({birth.year for birth in record.births}) for record in records])
    districts = Ragged.of([district_number.all(set(map(district, record.postcodes))) for record in records])
    pairs = Ragged(np.arange(len(owner)), np.ones(len(owner), dtype=np.int64))
    for kind, its in ((Kind.NAMES_AND_YEAR, years), (Kind.NAMES_AND_DISTRICT, districts)):
        at, pair, value = crossed(pairs, its.take(owner))
        yield owner[at], mixed(kind, low[pair], high[pair], value)
