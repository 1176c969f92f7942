"""In which order a column writes dates: found out from the values, since files do not say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from daybook.nominals.matching.cleaning import DAY_FIRST, MONTH_FIRST

PARTED = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ]\d{2,4}")


@dataclass(slots=True)
class Orders:
    """How many dates can only be read with the day first, only with the month first, and either way."""

    day: int = 0
    month: int = 0
    either: int = 0

    @property
    def order(self) -> str:
        """The order for those that may be read either way: that of the others, the day first where none tells."""
        return MONTH_FIRST if self.month > self.day else DAY_FIRST

    @property
    def mixed(self) -> bool:
        """Whether no one order explains the whole column."""
        return bool(self.day and self.month)


def orders_of(values: Iterable[str]) -> Orders:
    """Count the evidence of a column."""
    found = Orders()
    for value in values:
        if parts := PARTED.match(value):
            first, second = int(parts[1]), int(parts[2])
            if first > 12 >= second:
                found.day += 1
            elif second > 12 >= first:
                found.month += 1
            elif first != second:
                found.either += 1
    return found


def is_either(value: str) -> bool:
    """Whether this date may be read both ways."""
    parts = PARTED.match(value)
    return bool(parts and int(parts[1]) <= 12 and int(parts[2]) <= 12 and int(parts[1]) != int(parts[2]))
