"""Times of the day that say something: by the clock on the wall, without those written where nobody knew the hour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from daybook.forecast.engine.arrays import Flags, Ints, Times
from daybook.forecast.engine.events import Events
from daybook.forecast.engine.wall import on_the_wall

MANY, FEWEST = 3.0, 10
"""More than so many at one minute of the day, and so many times as many as at the others of its hour and as at the same
minute of the two hours before and after: then that time was written where it was not known."""
MINUTES = 24 * 60


@dataclass(frozen=True, eq=False)
class Known:
    """`start`, `end`: on the wall, of the events chosen by `kept` (flags of all); equal where the moment is known.

    `spread` of them are known within a span. Left out are `too_long` spans, and `piles`: events by the time of the day.
    """

    kept: Flags
    start: Times
    end: Times
    spread: int
    too_long: int
    piles: Mapping[str, int]

    def left(self, longest: str) -> Iterator[str]:
        """What is left out, a sentence each; `longest` as in words."""
        if self.too_long:
            yield (
                f"{self.too_long:,} more are known only within spans longer than {longest} and say nothing of the hour."
            )
        for time, count in self.piles.items():
            yield f"{count:,} more stand at {time} exactly, as where the hour is not known."


def known_times(events: Events, zone: str, longest: np.timedelta64) -> Known:
    """The events whose time of the day is known, on the clocks of a zone, at most within a span of `longest`."""
    start = on_the_wall(events.time, zone)
    end = on_the_wall(events.until, zone) if len(events.until) else start
    end = np.maximum(start, end)  # an autumn night's hour that comes twice can turn a short span round
    long = end - start > longest
    minute = start.astype("M8[m]").astype(np.int64) % MINUTES
    piles = _piles(minute[start == end])
    piled = (start == end) & np.isin(minute, piles)
    kept = ~long & ~piled
    counts = {f"{one // 60:02}:{one % 60:02}": int((minute[piled] == one).sum()) for one in piles.tolist()}
    spread = int((end[kept] > start[kept]).sum())
    return Known(kept, start[kept], end[kept], spread, int(long.sum()), counts)


def _piles(minute: Ints) -> Ints:
    """Minutes of the day that stand out from their hour, and from those of the hours around that people round alike."""
    counts = np.bincount(minute, minlength=MINUTES)
    around = np.median([np.roll(counts, 60 * hours) for hours in (-2, -1, 1, 2)], axis=0)
    beside = (np.repeat(counts.reshape(24, 60).sum(axis=1), 60) - counts) / 59
    return np.flatnonzero(counts > np.maximum(MANY * np.maximum(around, beside), FEWEST))
