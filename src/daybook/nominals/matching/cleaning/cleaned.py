"""A source record in the form that is compared, with the faults found on the way."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeVar

from daybook.nominals.matching.cleaning.ages import read_age
from daybook.nominals.matching.cleaning.dates import DAY_FIRST, Birth, read_birth
from daybook.nominals.matching.cleaning.dummies import DEFAULT, Dummies
from daybook.nominals.matching.cleaning.names import Name, clean_name
from daybook.nominals.matching.cleaning.scripts import latin
from daybook.nominals.matching.cleaning.written import Written
from daybook.records.identifiers import Cro, DriverNumber, Identifier, IdentifierError, Nino, PncId, Postcode
from daybook.records.telephone import canonical

SCHEMES: dict[str, type[Identifier]] = {
    "pncid": PncId,
    "cro": Cro,
    "driver_number": DriverNumber,
    "nino": Nino,
}
SEXES = {"m": "M", "male": "M", "1": "M", "f": "F", "female": "F", "2": "F"}
NO_PLACE = "a filler in place of an address"
DIGITS = re.compile(r"\d+[a-z]?")
PARTS_OF_A_HOUSE = frozenset(("flat", "apartment", "apt", "unit", "room"))
SHORTEST_PHONE = 9
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Address:
    """House numbers in order, and the lines without numbers, folded; a line of a flat alone is left out."""

    house: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is compared. Empty where nothing usable was written. `faults` are sentences without personal data."""

    key: str
    system: str
    names: tuple[Name, ...]
    births: tuple[Birth, ...]
    sex: str
    addresses: tuple[Address, ...]
    towns: tuple[str, ...]
    postcodes: tuple[str, ...]
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    numbers: tuple[tuple[str, str], ...]
    faults: tuple[str, ...] = ()


def clean(
    written: Written, *, order: str = DAY_FIRST, dummies: Dummies = DEFAULT, today: date | None = None
) -> Cleaned:
    """Read everything a system wrote of a person. Nothing raises: what cannot be used is told in `faults`."""
    guessed = written.age_estimated
    names = [clean_name(family, given, dummies) for family, given in written.names]
    births = _read(
        read_birth(text, order=order, estimated=guessed, dummies=dummies, today=today)
        for text in written.births
    )
    ages = [] if births[0] else [read_age(*its) for its in written.ages]
    postcodes = _read(_postcode(text, dummies) for text in written.postcodes)
    phones = _read(_phone(text, dummies) for text in written.phones)
    numbers = _read(_number(scheme, text, today) for scheme, text in written.numbers)
    towns = _once(town for town in map(latin, written.towns) if not dummies.is_no_place(town))
    elsewhere = frozenset((*towns, *map(latin, postcodes[0])))
    addresses = _read(_address(text, elsewhere, dummies) for text in written.addresses)
    return Cleaned(
        key=written.key,
        system=written.system,
        names=_once(name for name, _ in names if name),
        births=_once(births[0] or (year for years, _ in ages for year in years)),
        sex=SEXES.get(written.sex.strip().casefold(), ""),
        addresses=_once(addresses[0]),
        towns=towns,
        postcodes=_once(postcodes[0]),
        phones=_once(phones[0]),
        emails=_once(text.strip().casefold() for text in written.emails if "@" in text),
        numbers=_once(numbers[0]),
        faults=(
            *(fault for _, odd in names for fault in odd),
            *births[1],
            *(fault for _, fault in ages if fault),
            *addresses[1],
            *postcodes[1],
            *phones[1],
            *numbers[1],
        ),
    )


def _once(values: Iterable[Value]) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(values))


def _read(found: Iterable[tuple[Value | None, str]]) -> tuple[list[Value], list[str]]:
    """(the values that could be read, the faults)."""
    pairs = list(found)
    return [value for value, _ in pairs if value is not None], [fault for _, fault in pairs if fault]


@lru_cache(maxsize=1 << 14)
def _address(text: str, elsewhere: frozenset[str], dummies: Dummies) -> tuple[Address | None, str]:
    """The lines without those that repeat the town or the postcode: these are compared once, in their own fields."""
    lines = [line for line in map(latin, text.split(",")) if line and line not in elsewhere]
    said = [line for line in lines if not dummies.is_no_place(line)]
    numbers = [number for line in said for number in DIGITS.findall(line)]
    words = (" ".join(word for word in line.split() if not DIGITS.fullmatch(word)) for line in said)
    address = Address(
        " ".join(numbers), tuple(line for line in words if line and line not in PARTS_OF_A_HOUSE)
    )
    if address.lines:
        return address, ""
    return None, NO_PLACE if len(said) < len(lines) else ""


@lru_cache(maxsize=1 << 16)
def _postcode(text: str, dummies: Dummies) -> tuple[str | None, str]:
    """A postcode of the United Kingdom in its form, any other as its letters and digits."""
    tidy = "".join(text.upper().split())
    if not tidy:
        return None, ""
    try:
        code = Postcode.parse(text).canonical
    except IdentifierError:
        code = tidy
    if code in dummies.postcodes:
        return None, "a filler in place of a postcode"
    return (code, "") if code.replace(" ", "").isalnum() else (None, "a postcode that cannot be read")


def _phone(text: str, dummies: Dummies) -> tuple[str | None, str]:
    number = canonical(text)
    if not number:
        return None, ""
    if number in dummies.phones or len(number) < SHORTEST_PHONE or len(set(number)) < 3:
        return None, "a telephone number that is none"
    return number, ""


def _number(scheme: str, text: str, today: date | None) -> tuple[tuple[str, str] | None, str]:
    """Only a number whose check letter holds may link anybody to anything."""
    kind = SCHEMES.get(scheme)
    if kind is None or not text.strip():
        return None, f"numbers of the scheme “{scheme}” are not compared" if kind is None else ""
    try:
        return (scheme, kind.parse(text, today).canonical), ""
    except IdentifierError:
        return None, f"a {kind.label} that fails its check"
