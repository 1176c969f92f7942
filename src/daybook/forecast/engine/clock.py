"""Time in steps: shifts and days by the clock on the wall of a time zone, and calendar months."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import ClassVar

import numpy as np

from daybook.forecast.engine.arrays import Flags, Ints, Times
from daybook.forecast.engine.wall import UTC, ClockError, in_utc, on_the_wall, zone_of

DAY = np.timedelta64(1, "D")
MINUTES = 24 * 60
SHIFTS = ("07:00", "15:00", "23:00")
"""When early, late and night begin, where a force tells nothing else."""
APART = 120
"""Minutes between two beginnings at least: the clock is put back by less, so that their order is one everywhere."""
MOST = 8
TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


class Unit(StrEnum):
    """What one step is."""

    SHIFT = "shift"
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Clock:
    """Steps that begin each day when `begins` (minutes after midnight, ascending) stands on the clocks of `zone`.

    A night in which the clock is put forward or back is an hour shorter or longer. Step 0 is the first that begins on
    1 January 1970; months are those of UTC.
    """

    unit: Unit
    zone: str = UTC
    begins: tuple[int, ...] = (0,)

    DAY: ClassVar[Clock]
    MONTH: ClassVar[Clock]
    SHIFT: ClassVar[Clock]
    """Shifts as they were before a force could tell them: at 0, 8 and 16 o'clock, UTC."""

    def steps(self, time: Times) -> Ints:
        """The number of the step each time (UTC) falls in; shape as `time`."""
        if self.unit is Unit.MONTH:
            return time.astype("M8[M]").astype(np.int64)
        days = time.astype("M8[D]").astype(np.int64)
        if self == Clock.DAY or not time.size:
            return days
        first, end = (int(days.min()) - 2) * self.each, (int(days.max()) + 2) * self.each
        starts = self.starts(np.arange(first, end))
        return np.asarray(first + np.searchsorted(starts, time.astype("M8[s]"), "right") - 1)

    def starts(self, steps: Ints) -> Times:
        """When steps begin, UTC; datetime64[s], shape as `steps`."""
        if self.unit is Unit.MONTH:
            return steps.astype("M8[M]").astype("M8[s]")
        wall = (steps // self.each).astype("M8[D]").astype("M8[s]")
        wall = wall + np.array(self.begins)[steps % self.each].astype("m8[m]")
        return wall if self.zone == UTC else in_utc(wall, self.zone)

    def start(self, step: int) -> np.datetime64:
        """When a step begins, UTC."""
        return _start(self, step)

    @property
    def each(self) -> int:
        """How many steps a day has; 1 for months too."""
        return len(self.begins)

    def days(self, first: int, last: int) -> float:
        """Days from the start of one step to the start of another."""
        return float((self.start(last) - self.start(first)) / DAY)

    def back(self, step: int, days: float) -> int:
        """The step that lies about `days` before another, counted in whole steps; a month has 30.44 days."""
        length = 30.44 if self.unit is Unit.MONTH else 1.0 / self.each
        return step - max(round(days / length), 1)

    def hours(self, step: int) -> tuple[str, str]:
        """From when to when a step is on the wall, as 23:00 and 07:00."""
        return told_of((self.begins[step % self.each],))[0], told_of((self.begins[(step + 1) % self.each],))[
            0
        ]

    def length(self, step: int) -> float:
        """Days that such a step has by the clock on the wall, whether or not it is put forward or back in it."""
        begun, end = (self.begins[at % self.each] for at in (step, step + 1))
        return ((end - begun) % MINUTES or MINUTES) / MINUTES

    def weekend(self, steps: Ints) -> Flags:
        """Whether steps begin on a Saturday or Sunday."""
        return np.asarray((steps // self.each + 3) % 7 >= 5)  # 1 January 1970 was a Thursday

    def wall(self, time: Times) -> Times:
        """Times (UTC) as the clocks of the zone show them."""
        return time if self.zone == UTC else on_the_wall(time, self.zone)


@lru_cache(maxsize=4096)
def _start(clock: Clock, step: int) -> np.datetime64:
    return np.datetime64(clock.starts(np.array([step]))[0], "s")


Clock.DAY = Clock(Unit.DAY)
Clock.MONTH = Clock(Unit.MONTH)
Clock.SHIFT = Clock(Unit.SHIFT, UTC, (0, 480, 960))


def shifts_of(zone: str, told: tuple[str, ...] = SHIFTS) -> Clock:
    """Shifts that begin at the told times, as 07:00, of a zone. Raises `ClockError`."""
    zone_of(zone)
    begins = sorted(_minutes(one) for one in told)
    if not 2 <= len(begins) <= MOST:
        raise ClockError(f"Shifts: tell 2 to {MOST} times at which one begins, such as {','.join(SHIFTS)}.")
    apart = np.diff([*begins, begins[0] + MINUTES])
    if apart.min() < APART:
        raise ClockError("Shifts: two begin within two hours. Tell times that lie further apart.")
    return Clock(Unit.SHIFT, zone, tuple(begins))


def told_of(begins: tuple[int, ...]) -> tuple[str, ...]:
    """Beginnings as they are told, 07:00."""
    return tuple(f"{one // 60:02}:{one % 60:02}" for one in begins)


def _minutes(text: str) -> int:
    found = TIME.fullmatch(text.strip())
    if not found:
        raise ClockError(
            f"Shifts: “{text.strip()}” is no time of the day. Write times as {','.join(SHIFTS)}."
        )
    return 60 * int(found[1]) + int(found[2])
