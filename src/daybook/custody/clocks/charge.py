"""After charge: court at the first sitting (s.46), and a child who is refused bail goes to the local authority."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from daybook.custody.clocks.calendar import LONDON, birthday, local_day
from daybook.custody.clocks.course import Course
from daybook.custody.clocks.due import Due, due_by
from daybook.custody.clocks.happening import Detained

ADULT = 18
SITS_AT = time(10)
"""When courts begin to sit: ours, the lists of the courts are not known here."""


def is_child(detained: Detained, at: datetime) -> bool:
    """Under 18 at that moment, by the date of birth, else by the looks."""
    if detained.born is None:
        return detained.appears_child
    return at < birthday(detained.born, ADULT)


def after_charge(course: Course, detained: Detained) -> Iterator[Due]:
    """What is due for a person who is charged and still here."""
    charged = course.first("charged")
    if charged is None:
        return
    sitting = first_sitting(charged.at)
    yield due_by("CHG-1", "court", sitting, note="First sitting after charge")
    if is_child(detained, charged.at):
        note = "Local authority accommodation, or the certificate to the court why not"
        yield due_by("CHILD-1", "local-authority", sitting, earliest=charged.at, note=note)


def first_sitting(charged: datetime) -> datetime:
    """Ten in the morning of the next day on which courts sit: not a Sunday, Christmas Day or Good Friday."""
    day = local_day(charged)
    if charged.astimezone(LONDON).time() >= SITS_AT:
        day += timedelta(days=1)
    while not _sits(day):
        day += timedelta(days=1)
    return datetime.combine(day, SITS_AT, LONDON).astimezone(charged.tzinfo)


def _sits(day: date) -> bool:
    return day.weekday() != 6 and (day.month, day.day) != (12, 25) and day != _good_friday(day.year)


def _good_friday(year: int) -> date:
    """Two days before Easter, by the computus of Meeus, Jones and Butcher."""
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (year % 19 + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return date(year, month, day + 1) - timedelta(days=2)
