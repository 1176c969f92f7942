"""The blocking keys of a whole batch at once: all of `keys.record_keys`, or those that are enough for a large batch.

Two records share a key here exactly where they share one there (tests/nominals/matching/test_bulk.py); the hash is
another, since numbers are mixed quicker than texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from daybook.nominals.matching.bulk.coded import Coded
from daybook.nominals.matching.bulk.ragged import Ragged, Whole
from daybook.nominals.matching.cleaning import Cleaned
from daybook.nominals.matching.keys import HASH_BITS, Kind
from daybook.nominals.matching.phonetic import sound

Keys = npt.NDArray[np.uint64]
SPREAD = (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)
"""The constants of splitmix64 (Steele, Lea, Flood 2014)."""


@dataclass(frozen=True, slots=True)
class Held:
    """Keys of one kind in any order, each with the record that has it."""

    kind: Kind
    owners: Whole
    keys: Keys

    @classmethod
    def of(cls, kind: Kind, owners: Whole, *numbers: Whole) -> Held:
        return cls(kind, owners, mixed(kind, *numbers))


def mixed(kind: Kind, *numbers: Whole) -> Keys:
    """A key of that kind for each row of numbers."""
    total = np.full(len(numbers[0]), int(kind), dtype=np.uint64)
    for its in numbers:
        total = (total + its.astype(np.uint64)) * np.uint64(SPREAD[0])
        total = (total ^ (total >> np.uint64(30))) * np.uint64(SPREAD[1])
        total = (total ^ (total >> np.uint64(27))) * np.uint64(SPREAD[2])
        total ^= total >> np.uint64(31)
    return np.uint64(int(kind) << HASH_BITS) | total >> np.uint64(64 - HASH_BITS)


def every_key(coded: Coded) -> Iterator[Held]:
    """All keys of `keys.record_keys`."""
    yield from _contacts(coded)
    yield _alone(coded, Kind.POSTCODE, "postcodes")
    houses = Ragged.numbered(list(map(_houses, coded.records)))
    yield Held.of(Kind.HOUSE, houses.owners, houses.values)
    yield Held.of(Kind.BIRTH, coded.dates.owners, coded.dates.values)
    owners, code, digits = coded.words
    yield Held.of(Kind.NAME_AND_MONTH, owners, code, digits // 100)
    yield Held.of(Kind.NAME_YEAR_AND_DAY, owners, code, digits // 10_000 * 100 + digits % 100)
    yield Held.of(Kind.NAME_AND_DAY, owners, code, digits % 10_000)
    yield from _pairs(coded)


def joint_keys(coded: Coded) -> Iterator[Held]:
    """Those whose pairs are worth comparing among a million: what several of the others have together.

    A word of a name with the whole birth date; both names with the day and month, or with the house.
    """
    yield from _contacts(coded)
    yield Held.of(Kind.NAME_AND_BIRTH, *coded.words)
    owner, low, high, digits = coded.pairs_with(coded.dates)
    yield Held.of(Kind.NAMES_AND_DAY, owner, low, high, digits % 10_000)
    yield Held.of(Kind.NAMES_AND_HOUSE, *coded.pairs_with(coded.streets))
    yield from _pairs(coded)


def _contacts(coded: Coded) -> Iterator[Held]:
    yield _alone(coded, Kind.NUMBER, "numbers")
    yield _alone(coded, Kind.EMAIL, "emails")
    yield _alone(coded, Kind.PHONE, "phones")


def _pairs(coded: Coded) -> Iterator[Held]:
    yield Held.of(Kind.NAMES, *coded.pairs)
    yield Held.of(Kind.NAMES_AND_YEAR, *coded.pairs_with(coded.years))
    yield Held.of(Kind.NAMES_AND_DISTRICT, *coded.pairs_with(coded.districts))


def _alone(coded: Coded, kind: Kind, of: str) -> Held:
    """Keys of one value alone."""
    found = coded.numbers(of)
    return Held.of(kind, found.owners, found.values)


def _houses(record: Cleaned) -> list[str]:
    return [f"{it.house} {sound(line)}" for it in record.addresses if it.house for line in it.lines]
