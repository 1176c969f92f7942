"""Blocking keys: two records that share one are worth comparing. One definition for the live index and for batches.

Every key is a positive 63-bit integer whose top four bits say its kind, so that it fits a BIGINT column and an
array column alike. Pairs of names are unordered, hence proof against swapped names; every word of a compound name
counts; of a birth date any two parts. Measured against phonetic and trigram search on a million people, such keys
lose nothing that a full scan would find.
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
from daybook.records.identifiers import Postcode

KIND_BITS, HASH_BITS = 4, 59
YEARS_AWAY = (-1, 1, -10, 10)
Neighbours = Callable[[str], Iterable[str]]


class Kind(IntEnum):
    """What two records with this key share; the smaller, the stronger."""

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


@lru_cache(maxsize=1 << 18)
def key(kind: Kind, text: str) -> int:
    """The key of a kind; 59 bits of BLAKE2b, so the same on every machine and in every run."""
    digest = blake2b(text.encode(), digest_size=8).digest()
    return kind << HASH_BITS | int.from_bytes(digest, "big") >> (64 - HASH_BITS)


def kind_of(value: int) -> Kind:
    """The kind that a key was made with."""
    return Kind(value >> HASH_BITS)


def record_keys(record: Cleaned) -> list[int]:
    """The keys under which a record stands in the index, all its names and dates included, sorted."""
    return sorted(set(_keys(record, record.births, _sounds)))


def query_keys(record: Cleaned, neighbours: Neighbours | None = None) -> list[int]:
    """The keys under which a typed record is looked for: its own, and those of the likely slips.

    Day and month changed over, the year off by one or ten, usual short forms of first names and, with `neighbours`
    (a `Vocabulary.near`), the known words one slip of a key away.
    """

    def codes(name: Name) -> tuple[set[str], set[str]]:
        return _wider(name.family, neighbours), _wider(name.given, neighbours, with_short_forms=True)

    births = dict.fromkeys(slip for birth in record.births for slip in _slips(birth))
    return sorted(set(_keys(record, births, codes)))


def _sounds(name: Name) -> tuple[set[str], set[str]]:
    return set(map(sound, (*name.family, name.surname))), set(map(sound, name.given))


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
    yield from (key(Kind.NUMBER, f"{scheme} {number}") for scheme, number in record.numbers)
    yield from (key(Kind.EMAIL, email) for email in record.emails)
    yield from (key(Kind.PHONE, phone) for phone in record.phones)
    yield from (key(Kind.POSTCODE, postcode) for postcode in record.postcodes)
    yield from (key(Kind.BIRTH, birth.digits) for birth in births if birth.whole)
    yield from _houses(record)
    districts = {district(postcode) for postcode in record.postcodes}
    for name in record.names:
        families, givens = codes(name)
        yield from _with_dates(families | givens, births)
        yield from _pairs(families, givens, births, districts)


def _with_dates(sounds: set[str], births: Iterable[Birth]) -> Iterator[int]:
    for code, birth in product(sounds, births):
        if len(code) > 1 and birth.whole:
            yield key(Kind.NAME_AND_MONTH, f"{code} {birth.digits[:6]}")
            yield key(Kind.NAME_YEAR_AND_DAY, f"{code} {birth.year}  {birth.digits[6:]}")
            yield key(Kind.NAME_AND_DAY, f"{code} {birth.digits[4:]}")


def _pairs(
    families: set[str], givens: set[str], births: Iterable[Birth], districts: set[str]
) -> Iterator[int]:
    years = {birth.year for birth in births}
    for family, given in product(families, givens):
        pair = " ".join(sorted((family, given)))
        yield key(Kind.NAMES, pair)
        yield from (key(Kind.NAMES_AND_YEAR, f"{pair} {year}") for year in years)
        yield from (key(Kind.NAMES_AND_DISTRICT, f"{pair} {district}") for district in districts)


def _houses(record: Cleaned) -> Iterator[int]:
    """The house with its street, whatever the postcode."""
    for address in record.addresses:
        if address.house:
            yield from (key(Kind.HOUSE, f"{address.house} {sound(line)}") for line in address.lines)


@lru_cache(maxsize=65536)
def district(postcode: str) -> str:
    """The outward half of a postcode of the United Kingdom; another country's postcode whole."""
    return Postcode.parse(postcode).outward if Postcode.is_valid(postcode) else postcode
