"""A cleaned record as one short line of text, quick to read again: some hundreds are read for every search."""

from __future__ import annotations

import json
from functools import lru_cache

from daybook.nominals.matching import Birth, Cleaned, Name
from daybook.nominals.matching.cleaning.cleaned import Address

ESTIMATED = "e"
MANY = 1 << 15
_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_read = json.JSONDecoder().decode


def encode(record: Cleaned) -> str:
    """Everything but system and key, which have columns of their own."""
    parts: list[object] = [
        [[" ".join(name.family), " ".join(name.given)] for name in record.names],
        [birth.digits + ESTIMATED * birth.estimated for birth in record.births],
        record.sex,
        [(address.house, *address.lines) for address in record.addresses],
        record.postcodes,
        record.numbers,
        record.phones,
        record.emails,
        record.towns,
        record.faults,
    ]
    while parts and not parts[-1]:
        parts.pop()
    return _write(parts)


def decode(system: str, key: str, text: str) -> Cleaned:
    """The record that `encode` wrote."""
    parts = _read(text)
    parts += EMPTY[len(parts) :]
    names, births, sex, addresses, postcodes, numbers, phones, emails, towns, faults = parts
    return Cleaned(
        key,
        system,
        tuple([_name(*pair) for pair in names]),
        tuple([_birth(digits) for digits in births]),
        sex or "",
        tuple([_address(*lines) for lines in addresses]),
        tuple(towns),
        tuple(postcodes),
        tuple(phones),
        tuple(emails),
        tuple([(scheme, number) for scheme, number in numbers]),
        tuple(faults),
    )


EMPTY: tuple[tuple[str, ...], ...] = ((),) * 10


@lru_cache(MANY)
def _name(family: str, given: str) -> Name:
    return Name(tuple(family.split()), tuple(given.split()))


@lru_cache(MANY)
def _birth(digits: str) -> Birth:
    return Birth(int(digits[:4]), int(digits[4:6]), int(digits[6:8]), digits.endswith(ESTIMATED))


@lru_cache(MANY)
def _address(house: str, *lines: str) -> Address:
    return Address(house, lines)
