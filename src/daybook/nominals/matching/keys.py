"""Blocking keys: two records that share one are worth comparing. One definition for the live index and for batches.

Every key is a positive 63-bit integer whose top four bits say its kind, so that it fits a BIGINT column and an
array column alike. Pairs of names are unordered, hence proof against swapped names; every word of a compound name
counts. Which kinds there are was measured: docs/nominals-look-up.md says what is lost without each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum
from functools import lru_cache
from hashlib import blake2b
from itertools import product

from daybook.nominals.matching.cleaning import Birth, Cleaned, Name
from daybook.nominals.matching.phonetic import sound
from daybook.nominals.matching.short_forms import TABLE

KIND_BITS, HASH_BITS = 4, 59
STEP = 0x9E3779B97F4A7C15
"""An odd number by which a part of a date is multiplied, so that it moves all bits of the hash it is added to."""
YEARS_AWAY = (-1, 1, -10, 10)
Neighbours = Callable[[str], Iterable[str]]


class Kind(IntEnum):
    """What two records with this key share. The last three stand in large batches alone (`bulk.keys.joint_keys`)."""

    NUMBER = 1
    EMAIL = 2
    PHONE = 3
    NAMES_AND_YEAR = 4
    NAMES_AND_DISTRICT = 5
    NAME_AND_MONTH = 6
    NAME_YEAR_AND_DAY = 7
    NAME_AND_DAY = 8
    HOUSE = 9
    POSTCODE = 10
    BIRTH = 11
    NAMES = 12
    NAMES_AND_DAY = 13
    NAME_AND_BIRTH = 14
    NAMES_AND_HOUSE = 15


def key(kind: Kind, value: int) -> int:
    """The key of a kind for what is shared, a number whose low 64 bits are spread evenly: the 59 highest are kept."""
    return kind << HASH_BITS | (value & 0xFFFFFFFFFFFFFFFF) >> (64 - HASH_BITS)


def _spread(text: str) -> int:
    """64 bits of BLAKE2b, so the same on every machine and in every run."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


_word = lru_cache(maxsize=1 << 17)(_spread)
"""Of what comes back often: sounds, districts, dates."""


def kind_of(value: int) -> Kind:
    """The kind that a key was made with."""
    return Kind(value >> HASH_BITS)


def record_keys(record: Cleaned) -> list[int]:
    """The keys by which a batch finds the pairs worth comparing, all names and dates included, sorted."""
    return sorted({*_keys(record, record.births, _sounds), *_more_keys(record)})


def index_keys(record: Cleaned) -> list[int]:
    """Those of them under which a record stands in the live index, sorted: the rest add less than their room."""
    return sorted(set(_keys(record, record.births, _sounds)))


def query_keys(record: Cleaned, neighbours: Neighbours | None = None) -> list[int]:
    """The keys under which a typed record is looked for: its own, and those of the likely slips.

    Day and month changed over, the year off by one or ten, usual short forms of first names and, with `neighbours`
    (a `Vocabulary.near`), the known words one slip of a key away.
    """

    def codes(name: Name) -> tuple[set[str], set[str]]:
        return _wider(name.family, neighbours), _wider(_given(name), neighbours, with_short_forms=True)

    births = dict.fromkeys(slip for birth in record.births for slip in _slips(birth))
    return sorted(set(_keys(record, births, codes)))


def _sounds(name: Name) -> tuple[set[str], set[str]]:
    return set(map(sound, (*name.family, name.surname))), set(map(sound, _given(name)))


def _given(name: Name) -> tuple[str, ...]:
    """Of whoever goes by a single name an empty word: the name and that there is no other are a pair like any."""
    return name.given or ("",)


def _wider(
    words: tuple[str, ...], neighbours: Neighbours | None, *, with_short_forms: bool = False
) -> set[str]:
    near = {other for word in words for other in (neighbours(word) if neighbours else ())}
    short = {other for word in words for other in TABLE.get(word, ())} if with_short_forms else set()
    whole = ["".join(words)] if not with_short_forms else []
    return set(map(sound, (*words, *whole, *near, *short)))


def _slips(birth: Birth) -> Iterator[Birth]:
    yield birth
    if birth.whole:
        if birth.day <= 12:
            yield Birth(birth.year, birth.day, birth.month)
        for years in YEARS_AWAY:
            yield Birth(birth.year + years, birth.month, birth.day)


def _keys(
    record: Cleaned, births: Iterable[Birth], codes: Callable[[Name], tuple[set[str], set[str]]]
) -> Iterator[int]:
    births = tuple(births)
    for scheme, number in record.numbers:
        yield key(Kind.NUMBER, _spread(f"{scheme} {number}"))
    for email in record.emails:
        yield key(Kind.EMAIL, _spread(email))
    for phone in record.phones:
        yield key(Kind.PHONE, _spread(phone))
    for postcode in record.postcodes:
        yield key(Kind.POSTCODE, _word(postcode))
    for birth in births:
        if birth.whole:
            yield key(Kind.BIRTH, _word(birth.digits))
    districts = {_word(district(postcode)) for postcode in record.postcodes}
    for name in record.names:
        families, givens = codes(name)
        yield from _with_dates(families | givens, births)
        yield from _pairs(families, givens, births, districts)


def _more_keys(record: Cleaned) -> Iterator[int]:
    """A word of a name with month and year, or with day and year; the house with its street, whatever the postcode."""
    words = {code for name in record.names for codes in _sounds(name) for code in codes if len(code) > 1}
    for word, birth in product(map(_word, words), record.births):
        if birth.whole:
            yield key(Kind.NAME_AND_MONTH, word + STEP * (birth.year * 16 + birth.month))
            yield key(Kind.NAME_YEAR_AND_DAY, word + STEP * (birth.year * 32 + birth.day))
    for address in record.addresses:
        if address.house:
            for line in address.lines:
                yield key(Kind.HOUSE, _word(sound(line)) + _word(address.house))


def _with_dates(sounds: set[str], births: tuple[Birth, ...]) -> Iterator[int]:
    """A word of a name with day and month, whatever the year; with the whole date, `Kind.BIRTH` finds enough."""
    days = [STEP * int(birth.digits[4:]) for birth in births if birth.whole]
    for code in sounds:
        if len(code) > 1:
            for day in days:
                yield key(Kind.NAME_AND_DAY, _word(code) + day)


def _pairs(
    families: set[str], givens: set[str], births: tuple[Birth, ...], districts: set[int]
) -> Iterator[int]:
    """A pair is the sum of its words, hence unordered."""
    years = {STEP * birth.year for birth in births}
    for family, given in product(families, givens):
        pair = _word(family) + _word(given)
        yield key(Kind.NAMES, pair)
        for year in years:
            yield key(Kind.NAMES_AND_YEAR, pair + year)
        for area in districts:
            yield key(Kind.NAMES_AND_DISTRICT, pair + area)


def district(postcode: str) -> str:
    """The outward half of a cleaned postcode of the United Kingdom; another country's, which has no gap, whole."""
    return postcode.partition(" ")[0]
