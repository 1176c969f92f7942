"""Values as officers type them: days, moments, identifiers. Each says what is wrong and what to do instead."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, PlainSerializer

YES_NO = (("yes", "Yes"), ("no", "No"))
"""The answers of a question that has to be answered; a box not ticked may only be forgotten."""
LONDON = ZoneInfo("Europe/London")
_DAY = re.compile(r"^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$")
_TIME = re.compile(r"^(\d{1,2})[:.]?(\d{2})$")


def blank(value: Any) -> bool:
    """True for what a form leaves where nothing was typed."""
    if isinstance(value, dict):
        return all(blank(part) for part in value.values())
    return value is None or (isinstance(value, str) and not value.strip())


def parse_day(value: Any) -> date | None:
    """A day from a date, ISO text, `22/11/2026`, or the three boxes of a form."""
    if blank(value):
        return None
    if isinstance(value, datetime) or not isinstance(value, str | dict | date):
        raise ValueError("Write the date as day, month and year, such as 22/11/2026.")
    if isinstance(value, date):
        return value
    if isinstance(value, dict):
        return _day(*(str(value.get(part, "")).strip() for part in ("day", "month", "year")))
    match = _DAY.match(value.strip())
    if match:
        return _day(*match.groups())
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        raise ValueError(
            f"{value} is not a real date. Write it as day, month and year: 22/11/2026."
        ) from None


def _day(day: str, month: str, year: str) -> date:
    missing = [name for name, part in (("day", day), ("month", month), ("year", year)) if not part]
    if missing:
        raise ValueError(f"The date must include a {' and a '.join(missing)}.")
    if not (day.isdigit() and month.isdigit() and year.isdigit() and len(year) == 4):
        raise ValueError("Write the date in figures, with four for the year: 22 11 2026.")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise ValueError(f"{day}/{month}/{year} is not a real date. Check the day and the month.") from None


def parse_moment(value: Any) -> datetime | None:
    """A moment in UTC from ISO text with offset, or a day and a clock time as London shows it."""
    if blank(value):
        return None
    if isinstance(value, dict):
        clock = str(value.get("time", "")).strip()
        day = parse_day({part: value.get(part, "") for part in ("day", "month", "year")})
        if not clock or day is None:
            raise ValueError("Enter both the date and the time.")
        return london(day, _clock(clock))
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip())
        except ValueError:
            raise ValueError(
                f"{value} is not a date and time. Write it as 2026-11-22T14:02:00+00:00."
            ) from None
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise ValueError("A date and time needs its offset from UTC: 2026-11-22T14:02:00+00:00.")
    return value.astimezone(UTC)


def _clock(text: str) -> time:
    match = _TIME.match(text)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        raise ValueError(f"{text} is not a time of day. Write it on the 24-hour clock: 14:02.")
    return time(int(match[1]), int(match[2]))


def london(day: date, clock: time) -> datetime:
    """That wall-clock time in UTC; a time the spring change skips is refused."""
    local = datetime.combine(day, clock, LONDON)
    moment = local.astimezone(UTC)
    if moment.astimezone(LONDON).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise ValueError(f"{clock:%H:%M} did not exist on {day:%d/%m/%Y}: the clocks went forward.")
    return moment


def parse_lines(value: Any) -> Any:
    """A list of texts from one text with a line for each."""
    if value is None:
        return []
    if isinstance(value, str):
        return [line.strip() for line in value.splitlines() if line.strip()]
    return value


def parse_text(value: Any) -> Any:
    """Text without spaces around it; nothing typed is nothing."""
    return value.strip() if isinstance(value, str) else ("" if value is None else value)


def parse_tick(value: Any) -> Any:
    """A tick box not ticked is no."""
    return False if blank(value) else value


def parse_number(value: Any) -> Any:
    return None if blank(value) else value


_iso = PlainSerializer(lambda moment: moment.isoformat() if moment else None, when_used="json")

Day = Annotated[date, BeforeValidator(parse_day)]
OptionalDay = Annotated[date | None, BeforeValidator(parse_day)]
Moment = Annotated[datetime, BeforeValidator(parse_moment), _iso]
OptionalMoment = Annotated[datetime | None, BeforeValidator(parse_moment), _iso]
Lines = Annotated[list[str], BeforeValidator(parse_lines)]
Text = Annotated[str, BeforeValidator(parse_text)]
Tick = Annotated[bool, BeforeValidator(parse_tick)]
