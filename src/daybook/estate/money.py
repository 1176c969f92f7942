"""Money over time: financial years, and what of a cost falls into which month. All in whole pence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

APRIL = 4


@dataclass(frozen=True, slots=True, order=True)
class Year:
    """A financial year, April to March, named by both: 2013-14."""

    starts: int

    @property
    def name(self) -> str:
        return f"{self.starts}-{(self.starts + 1) % 100:02}"

    @property
    def first_month(self) -> date:
        return date(self.starts, APRIL, 1)

    @property
    def last_month(self) -> date:
        return date(self.starts + 1, APRIL - 1, 1)


def year_of(day: date) -> Year:
    return Year(day.year if day.month >= APRIL else day.year - 1)


def months(first: date, last: date) -> Iterator[date]:
    """The first day of each month from the month of `first` to that of `last`."""
    for count in range(_number(first), _number(last) + 1):
        yield date(count // 12, count % 12 + 1, 1)


def by_month(pence: int, first: date, last: date) -> dict[date, int]:
    """The cost spread evenly over its months; pence that do not divide fall into the first of them."""
    spread = list(months(first, last))
    each, left = divmod(pence, len(spread))
    return {month: each + (place < left) for place, month in enumerate(spread)}


def in_year(pence: int, first: date, last: date, year: Year) -> int:
    """What of the cost falls into the year."""
    begins, ends = max(first, year.first_month), min(last, year.last_month)
    if (begins, ends) == (first, last):
        return pence
    if begins > ends:
        return 0
    spread = by_month(pence, first, last)
    return sum(spread[month] for month in months(begins, ends))


def _number(day: date) -> int:
    return day.year * 12 + day.month - 1
