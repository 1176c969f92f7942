"""What a comparison is made of: fields, each with levels from best to worst, each level in plain words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import log2

from daybook.nominals.matching.cleaning import Cleaned

NOT_KNOWN = 0
"""The level of every field that one side does not have: no evidence either way, always 0 bits."""


@dataclass(frozen=True, slots=True)
class Level:
    """One outcome of comparing a field.

    `m` is its share among pairs that are one person, `u` among pairs that are two: the values to begin with, before
    anything was learnt. `rarity` names the frequency tables whose term the two share, so that a rare one weighs more.
    """

    name: str
    words: str
    m: float
    u: float
    rarity: tuple[str, ...] = ()

    @property
    def bits(self) -> float:
        return log2(self.m / self.u)


@dataclass(frozen=True, slots=True)
class Field:
    """One thing compared. `compare` gives the number of a level, `NOT_KNOWN` or counted from 1, best first.

    `sql` gives the same number over `columns` of two records (`bulk.columns`), `_l` and `_r`, in DuckDB's words, and
    over `steps`: names and SQL of what it asks more than once, each over those before it.
    """

    name: str
    label: str
    levels: tuple[Level, ...]
    compare: Callable[[Cleaned, Cleaned], int]
    sql: str
    columns: tuple[str, ...]
    least: float = -8.0
    most: float = 12.0
    steps: tuple[tuple[str, str], ...] = ()

    def level(self, number: int) -> Level | None:
        """The level of that number, None for `NOT_KNOWN`."""
        return self.levels[number - 1] if number else None
