"""When the clocks start: the relevant time of s.41, and how much of the detention clock is used up by then."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from daybook.custody.clocks.course import Course
from daybook.custody.clocks.happening import Happening, moment

DAY = timedelta(hours=24)
FOR_BREACH = timedelta(hours=3)


class Start(NamedTuple):
    """The relevant time; when the person arrived and was arrested; earlier detention, less what a breach adds.

    `held` is when they came into the care of another suite, of one transferred; None of everybody else.
    """

    relevant: datetime
    arrived: datetime
    arrested: datetime
    used: timedelta
    held: datetime | None = None

    @property
    def cared(self) -> datetime:
        """From when rest is owed: no move between suites begins it anew."""
        return self.held or self.relevant

    @property
    def fed(self) -> datetime:
        """From when meals are owed."""
        return self.held or self.arrived


def start(course: Course) -> Start | None:
    """Where the detention clock starts; None before arrival."""
    arrival = course.first("arrival")
    if arrival is None:
        return None
    arrested = moment(arrival.details.get("arrested_at"))
    held = course.first("held-since")
    return Start(
        _relevant(arrival, arrested),
        arrival.at,
        arrested or arrival.at,
        _used(arrival),
        held.at if held else None,
    )


def _relevant(arrival: Happening, arrested: datetime | None) -> datetime:
    """By the basis of the arrival. None of them makes the clock start later than the arrival at the station."""
    basis = arrival.details.get("basis")
    if basis == "voluntary-at-station" and arrested:
        return arrested
    if basis == "wanted-elsewhere" and arrested:
        return min(arrival.at, arrested + DAY)
    stated = moment(arrival.details.get("relevant_time"))
    if basis in ("wanted-elsewhere", "arrested-abroad") and stated:
        return min(arrival.at, stated)
    return arrival.at


def _used(arrival: Happening) -> timedelta:
    carried = arrival.details.get("carried_minutes") or 0
    used = timedelta(minutes=carried if isinstance(carried, int | float) and carried > 0 else 0)
    return used - FOR_BREACH if arrival.details.get("basis") == "bail-breach" else used
