"""The rhythm of the whole area: how the year's months and the day's shifts differ, held back where little is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from daybook.forecast.engine.arrays import Floats, Ints
from daybook.forecast.engine.clock import Clock, Unit
from daybook.forecast.engine.history import History

EVENLY = 30.0
"""Events at an even share that each shift is taken to have had before any is known."""
YEAR = 12
LEAST_YEARS = 2
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Rhythm:
    """What a step has by what it would have evenly.

    `season`: events of January to December by those of the year's mean month, empty below two whole years.
    `hour`: events of each shift of the day, Monday to Friday and then at weekends, by an even share; empty for days
    and months.
    """

    clock: Clock
    season: Floats
    hour: Floats

    def factors(self, steps: Ints) -> Floats:
        """By how much the rate of steps differs; shape as `steps`. That of days follows the season by itself."""
        if len(self.hour):
            return np.asarray(self.hour[_slots(self.clock, steps)])
        if self.clock.unit is Unit.MONTH and len(self.season):
            return np.asarray(self.season[steps % YEAR])
        return np.ones(len(steps))

    def words(self, step: int) -> list[str]:
        """What the hour and the season of a step are, in plain words, a sentence each; shares told to two figures."""
        found = []
        if len(self.hour):
            slot = int(_slots(self.clock, np.array([step]))[0])
            days = "Saturday and Sunday" if slot >= self.clock.each else "Monday to Friday"
            by_length = self.hour[slot] / (self.clock.length(step) * self.clock.each)
            between = " to ".join(self.clock.hours(step))
            found.append(f"The hour: {between}, {days}, has {by_length:.2f} of an even share.")
        if len(self.season):
            month = (
                int(self.clock.wall(self.clock.starts(np.array([step]))).astype("M8[M]").astype(int)[0])
                % YEAR
            )
            told = f"The season: {MONTHS[month]} usually has {self.season[month]:.2f} times the mean month"
            found.append(
                f"{told}." if self.clock.unit is Unit.MONTH else f"{told}, which the recent rate follows."
            )
        return found


def rhythm_of(history: History) -> Rhythm:
    """What all of a history says."""
    known = history.clock.unit is Unit.SHIFT
    return Rhythm(history.clock, _season(history), _hour(history) if known else np.empty(0))


def _hour(history: History) -> Floats:
    """As if each of the shifts had begun with `EVENLY` events where as many were expected (gamma-Poisson)."""
    slots = _slots(history.clock, np.arange(history.first, history.end))
    number = 2 * history.clock.each
    events = np.bincount(slots, history.totals(), number)
    evenly = np.bincount(slots, minlength=number) * (len(history) / max(len(slots), 1))
    return np.asarray((events + EVENLY) / (evenly + EVENLY))


def _slots(clock: Clock, steps: Ints) -> Ints:
    """Which shift of the day steps are; of a Saturday and Sunday another than of the other days."""
    return np.asarray(steps % clock.each + clock.each * clock.weekend(steps))


def _season(history: History) -> Floats:
    """Each month by the mean of the year around it, drawn to 1 as far as the years disagree.

    Between months only the variance counts that years do not explain by chance (analysis of variance), so what
    is left of a month's difference is its share of that and of its own error.
    """
    counts, first = _months(history)
    years = len(counts) // YEAR
    if years < LEAST_YEARS:
        return np.empty(0)
    sums = np.concatenate(([0.0], np.cumsum(counts)))
    low = np.clip(np.arange(len(counts)) - YEAR // 2, 0, len(counts) - YEAR)
    level = (sums[low + YEAR] - sums[low]) / YEAR
    ratios = np.where(level > 0, counts / np.where(level > 0, level, 1.0), 1.0)[-years * YEAR :]
    table = ratios.reshape(years, YEAR)
    mean = table.mean(axis=0)
    error = ((table - mean) ** 2).sum() / (YEAR * (years - 1)) / years
    between = max(((mean - 1) ** 2).mean() - error, 0.0)
    kept = between / (between + error) if between else 0.0
    return np.roll(1 + kept * (mean - 1), (first + len(counts)) % YEAR)


def _months(history: History) -> tuple[Floats, int]:
    """Events of each whole calendar month of a history, and the number of the first; a month lies between others."""
    clock = history.clock
    steps = np.arange(history.first - 1, history.end + 1)
    month = clock.wall(clock.starts(steps)).astype("M8[M]").astype(np.int64)
    first, end = int(month[0]) + 1, int(month[-1])
    whole = (month >= first) & (month < end)
    events = np.bincount(month[whole] - first, history.totals()[whole[1:-1]], max(end - first, 0))
    return events.astype(float), first
