"""Dates far from all others: a year mistyped in one row would move the whole forecast, which follows the last event."""

from __future__ import annotations

import numpy as np

from daybook.forecast.engine.arrays import Flags, Times
from daybook.forecast.engine.reading.notes import Note

AWAY = np.timedelta64(366, "D")
"""Further than this from every other event, before the first or after the last of them."""
ONE_IN = 200
"""So many such events at either end at most: more are a part of the file that stands apart."""
ENOUGH = 100
"""Events, below which no date is far from the others."""


def strays(time: Times) -> tuple[Flags, list[Note]]:
    """Which events stand by themselves, years before or after all others.

    It goes by the file alone and not by the day on which it is read, so that the same file gives the same events later.
    """
    apart = np.zeros(len(time), bool)
    if len(time) < ENOUGH:
        return apart, []
    most = max(len(time) // ONE_IN, 1)
    notes = []
    if (first := _first_of_the_rest(time, most)) is not None:
        apart |= (early := time < first)
        notes.append(_told(early, f"before all others, which begin on {first.astype('M8[D]')}"))
    if (last := _last_of_the_rest(time, most)) is not None:
        apart |= (late := time > last)
        notes.append(_told(late, f"after all others, which end on {last.astype('M8[D]')}"))
    return apart, notes


def _first_of_the_rest(time: Times, most: int) -> np.datetime64 | None:
    ends = np.sort(np.partition(time, most)[: most + 1])
    gaps = np.flatnonzero(np.diff(ends) > AWAY)
    return ends[gaps[-1] + 1] if len(gaps) else None


def _last_of_the_rest(time: Times, most: int) -> np.datetime64 | None:
    ends = np.sort(np.partition(time, len(time) - most - 1)[-most - 1 :])
    gaps = np.flatnonzero(np.diff(ends) > AWAY)
    return ends[gaps[0]] if len(gaps) else None


def _told(which: Flags, where: str) -> Note:
    done = "left out, as a slip of the year; mend it where the file comes from"
    return Note(f"a date more than a year {where}", int(which.sum()), done)
