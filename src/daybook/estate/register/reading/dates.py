"""Dates as files write them, in three orders; which one a column has is told from all its cells together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from daybook.estate.register.faults import CellError
from daybook.estate.register.reading.tables import Cell, text_of

LONDON = ZoneInfo("Europe/London")
PARTS = re.compile(r"^(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})$")
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
NAMED = re.compile(r"^(?:(\d{1,2})[-/. ]*)?([a-z]{3,9})[-/., ']*(\d{4}|\d{2})$", re.IGNORECASE)
NAMED_FIRST = re.compile(r"^([a-z]{3,9})[-/. ]+(\d{1,2}),?[-/. ]+(\d{4})$", re.IGNORECASE)
CLOCK = re.compile(r"[T ](\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(Z|UTC|[+-]\d{2}:?\d{2})?$", re.IGNORECASE)


class Order(StrEnum):
    """The order of the parts of a date that does not begin with its year."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


WRITTEN = {Order.DAY_FIRST: "day/month/year", Order.MONTH_FIRST: "month/day/year"}


def order_of(cells: Iterable[Cell]) -> Order:
    """Month first only where more cells can be nothing else than can only be day first."""
    day_first = month_first = 0
    for cell in cells:
        found = PARTS.match(_day_text(cell)) if isinstance(cell, str) else None
        if found and len(found[1]) <= 2:
            day_first += int(found[1]) > 12
            month_first += int(found[2]) > 12
    return Order.MONTH_FIRST if month_first > day_first else Order.DAY_FIRST


def read_date(cell: Cell, order: Order) -> date:
    """The day; a month alone is its first day. Raises CellError."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = _day_text(text_of(cell))
    parts = _numbers(text, order) or _named(text)
    if parts is None:
        raise CellError("This is not a date.", f"Write it as 2013-04-01 or as {WRITTEN[order]}.")
    year, month, day = parts
    if month > 12:
        raise CellError(
            f"{month} is no month: the dates of this column are read as {WRITTEN[order]}.",
            "Write it as 2013-04-01.",
        )
    try:
        return date(year, month, day)
    except ValueError:
        raise CellError("There is no such day in the calendar.", "Check day, month and year.") from None


def read_time(cell: Cell, order: Order) -> datetime:
    """The moment, with its zone; one without a zone is London's clock. Raises CellError."""
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=cell.tzinfo or LONDON)
    text = text_of(cell)
    clock = CLOCK.search(text)
    if clock is None:
        raise CellError("This is not a day with a time.", "Write it as 2013-04-01 09:30.")
    day = read_date(text[: clock.start()], order)
    zone = (clock[2] or "").upper().replace("UTC", "+00:00").replace("Z", "+00:00")
    try:
        read = datetime.fromisoformat(f"{day}T{clock[1]:0>5}{zone}")
    except ValueError:
        raise CellError("There is no such time of day.", "Write it as 2013-04-01 09:30.") from None
    return read.replace(tzinfo=read.tzinfo or LONDON)


def _day_text(cell: str) -> str:
    """Without a time of midnight, which some tools put behind every date."""
    return re.sub(r"[T ]00:00(:00(\.0+)?)?Z?$", "", cell.strip())


def _numbers(text: str, order: Order) -> tuple[int, int, int] | None:
    found = PARTS.match(text)
    if not found:
        return None
    first, second, third = (int(part) for part in found.groups())
    if len(found[1]) == 4:
        return first, second, third
    if len(found[3]) not in (2, 4):
        return None
    year = third if len(found[3]) == 4 else _century(third)
    return (year, second, first) if order is Order.DAY_FIRST else (year, first, second)


def _named(text: str) -> tuple[int, int, int] | None:
    if found := NAMED.match(text):
        day, month, year = found.groups()
    elif found := NAMED_FIRST.match(text):
        month, day, year = found.groups()
    else:
        return None
    if month[:3].lower() not in MONTHS:
        return None
    whole = int(year) if len(year) == 4 else _century(int(year))
    return whole, MONTHS.index(month[:3].lower()) + 1, int(day or 1)


def _century(two: int) -> int:
    """Two digits mean the years 1960 to 2059."""
    return two + (2000 if two < 60 else 1900)
