"""Months and quarters that figures are told by. Plain code; a month is its first day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

YEAR = 12


def month_of(day: date) -> date:
    return day.replace(day=1)


def earlier(month: date, by: int) -> date:
    """The month so many months before."""
    count = month.year * YEAR + month.month - 1 - by
    return date(count // YEAR, count % YEAR + 1, 1)


def twelve_to(month: date) -> list[date]:
    """Twelve months, the last of which is this one."""
    return [earlier(month, by) for by in reversed(range(YEAR))]


def whole_quarters(month: date) -> list[date]:
    """The months of the last four whole quarters that end with this month or before it."""
    return twelve_to(earlier(month, month.month % 3))


def words(months: Sequence[date]) -> str:
    """The span of these months, in words."""
    return f"{months[0]:%B %Y} to {months[-1]:%B %Y}"
