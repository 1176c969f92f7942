"""Days and months as the law counts them: in the calendar of England and Wales, whatever zone a page shows."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def local_day(at: datetime) -> date:
    """The day it is in London."""
    return at.astimezone(LONDON).date()


def midnight(day: date) -> datetime:
    """The moment a day begins in London, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=LONDON).astimezone(UTC)


def months_from(first: date, months: int) -> datetime:
    """The end of the period of so many months beginning with `first`: the midnight after its last day.

    Where the last month has no such day the period ends with the month: three months from 30 November end with
    the last of February.
    """
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    length = calendar.monthrange(year, month + 1)[1]
    if first.day > length:
        return midnight(date(year, month + 1, length) + timedelta(days=1))
    return midnight(date(year, month + 1, first.day))


def same_time_months_later(at: datetime, months: int) -> datetime:
    """The same time of day, so many months later; the last of the month where there is no such day."""
    local = at.astimezone(LONDON)
    year, month = divmod(local.year * 12 + local.month - 1 + months, 12)
    day = min(local.day, calendar.monthrange(year, month + 1)[1])
    return local.replace(year=year, month=month + 1, day=day).astimezone(UTC)


def birthday(born: date, years: int) -> datetime:
    """The moment a person attains an age: the beginning of the birthday; of one born on 29 February, 1 March."""
    try:
        return midnight(born.replace(year=born.year + years))
    except ValueError:
        return midnight(date(born.year + years, 3, 1))


def said(at: datetime) -> str:
    """`10:30 on 2 February`, in London."""
    local = at.astimezone(LONDON)
    return f"{local:%H:%M} on {local.day} {local:%B}"


IN_HOURS = 96
"""Detention is counted in hours up to its longest; what is longer, such as bail, in days."""


def span(length: timedelta) -> str:
    """How long, to the whole minute: `1 h 05 min`, `12 min`, beyond 96 hours `27 days 17 h`; without its sign."""
    hours, minutes = divmod(int(abs(length).total_seconds() // 60), 60)
    if hours >= IN_HOURS + 1:
        return f"{hours // 24} days {hours % 24} h"
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min"
