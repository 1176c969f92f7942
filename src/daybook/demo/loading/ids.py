"""Ids of what is loaded: made from the seed and a number, so that a load that was cut off finds its own rows again.

They have the form of UUIDv7, so that rows of one table lie in the order of their numbers.
"""

from __future__ import annotations

from hashlib import blake2b
from uuid import UUID

FIRST_MS = 1_704_067_200_000
"""Milliseconds to 1 January 2024; the number of a row is added."""


def numbered(seed: int, table: str, number: int) -> UUID:
    """The id of the row with this number."""
    return _uuid(FIRST_MS + number, f"{seed}:{table}:{number}")


def keyed(seed: int, table: str, key: str) -> UUID:
    """The id of the row with this key, for rows that are in no order."""
    return _uuid(FIRST_MS, f"{seed}:{table}:{key}")


def person_id(seed: int, key: str) -> UUID:
    """The id of the person with the generator's key, P0000001 and on."""
    return numbered(seed, "person", int(key[1:]))


def _uuid(milliseconds: int, text: str) -> UUID:
    tail = int.from_bytes(blake2b(text.encode(), digest_size=10).digest(), "big")
    tail = tail & ~(0xF << 76) | 0x7 << 76
    tail = tail & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=milliseconds << 80 | tail)
