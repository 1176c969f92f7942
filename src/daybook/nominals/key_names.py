"""The name under which a record of another system is kept: its key there, and a number where the key named others too.

A name fits a column of 80 characters. A key of up to 70 stands as it is and leaves room for `#` and nine digits; a
longer one is kept by its first 49 and a hash of the whole, so that two keys never share a name, and with a number still
say whose family they are of.
"""

from __future__ import annotations

import hashlib
import re

LONGEST_KEY = 70
"""Characters of a key that is kept as it is."""
HASH = 20
"""Hexadecimal digits of the SHA-256 of a longer one: of a million keys two are alike once in 10 to the 12th cases."""
MOST_NUMBER = 999_999_999
"""Of nine digits."""
NUMBERED = re.compile(r"(.+)#([2-9]|[1-9][0-9]{1,8})", re.DOTALL)
"""A name with a number as it is given here: `7#02` and `7#1` are keys of their system."""


def kept_key(key: str) -> str:
    """The name of the first record under a key of any length, or of the one whose number the key has."""
    base = base_key(key)
    if len(base) <= LONGEST_KEY:
        return key
    digest = hashlib.sha256(base.encode()).hexdigest()[:HASH]
    return f"{base[: LONGEST_KEY - HASH - 1]}~{digest}{key[len(base) :]}"


def base_key(key: str) -> str:
    """The key as its system has it, without the number of a second record under it."""
    found = NUMBERED.fullmatch(key)
    return found[1] if found else key


def number_of(key: str) -> int:
    """Which of those whom the key has named."""
    found = NUMBERED.fullmatch(key)
    return int(found[2]) if found else 1


def numbered(base: str, number: int) -> str:
    """The name of whom the key named as the first, the second, and so on up to `MOST_NUMBER`."""
    return base if number == 1 else f"{base}#{number}"
