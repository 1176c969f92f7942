"""A cleaned record in some sixty bytes, quick to read again: some hundreds are read for every search.

Its line of text is deflated against usual words (`compact_words.txt`), which halves it. What is stored can be read with
these words alone: a change of them, or of the line, needs `daybook nominals index --afresh`.
"""

from __future__ import annotations

import json
import zlib
from functools import lru_cache
from importlib import resources

from daybook.nominals.matching import Birth, Cleaned, Name
from daybook.nominals.matching.cleaning.cleaned import Address

ESTIMATED = "e"
MANY = 1 << 15
WORDS = resources.files(__package__).joinpath("compact_words.txt").read_bytes()
SMALL_WINDOW, LITTLE_MEMORY = -12, 4
"""Room for the words and one record, so that each record begins with a copy of a few kilobytes; no header."""
_deflating = zlib.compressobj(9, zlib.DEFLATED, SMALL_WINDOW, LITTLE_MEMORY, zlib.Z_DEFAULT_STRATEGY, WORDS)
_inflating = zlib.decompressobj(SMALL_WINDOW, WORDS)
_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_read = json.JSONDecoder().decode


def encode(record: Cleaned) -> bytes:
    """Everything but system and key, which have columns of their own."""
    deflating = _deflating.copy()
    return deflating.compress(line(record).encode()) + deflating.flush()


def decode(system: str, key: str, stored: bytes | memoryview[int]) -> Cleaned:
    """The record that `encode` wrote."""
    return from_line(system, key, _inflating.copy().decompress(stored).decode())


def line(record: Cleaned) -> str:
    """The same as text."""
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


def from_line(system: str, key: str, text: str) -> Cleaned:
    """The record that `line` wrote."""
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
