"""Hours of the week as a ring; events known only within a span are spread over it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from daybook.forecast.engine.arrays import Flags, Floats, Times
from daybook.forecast.engine.events import Events, Precision
from daybook.forecast.engine.patterns import aoristic
from daybook.forecast.engine.wall import on_the_wall
from daybook.forecast.studies.parts import LEAST, Drawing, Part

SLUG, TITLE = "hours", "Hours of the week"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEK = np.timedelta64(7, "D")
TOGETHER = 4
"""Hours of the busiest stretch that is named."""
MANY = 3.0
"""Times as many at midnight as at a usual minute on the hour: then it was written where the hour was not known."""
SURE = 1.959964


@dataclass(frozen=True, eq=False)
class _Timed:
    """Spans on the wall clock that say something of the hour, and how many say nothing."""

    start: Times
    end: Times
    spread: int
    too_long: int
    midnight: int


def hours(events: Events, zone: str) -> Part:
    if events.precision is not Precision.MINUTE:
        return Part(
            SLUG,
            TITLE,
            f"Only the {events.precision}s of these events are known. Hours of the week need times to the minute.",
        )
    timed = _timed(events, zone)
    if len(timed.start) < LEAST:
        return Part(SLUG, TITLE, f"Only {len(timed.start)} events say anything of their hour. {_left(timed)}")
    week = aoristic(timed.start, timed.end)
    finding = _finding(week)
    given = {"measure": "Events", "circles": DAYS, "values": np.round(week, 1).tolist()}
    return Part(
        SLUG,
        TITLE,
        findings=[finding],
        basis=f"{len(timed.start):,} events. {_spread(timed)}{_left(timed)}".strip(),
        sure=_sure(week),
        caveat="Times are those on the clock of the place. A span spread evenly makes hours look more alike than they"
        " are. The ring says when crime was recorded to happen, and nothing of how many people were about then.",
        drawings=[Drawing("ring", SLUG, TITLE, finding, given)],
    )


def _timed(events: Events, zone: str) -> _Timed:
    start = on_the_wall(events.time, zone)
    end = on_the_wall(events.until, zone) if len(events.until) else start
    end = np.maximum(start, end)  # an autumn night's hour that comes twice can turn a short span round
    long = end - start > WEEK
    unknown = _unknown(start, end)
    kept = ~long & ~unknown
    spread = int((end[kept] > start[kept]).sum())
    return _Timed(start[kept], end[kept], spread, int(long.sum()), int(unknown.sum()))


def _unknown(start: Times, end: Times) -> Flags:
    """Events at exactly midnight, where far more are than at other full hours."""
    exact = start == end
    full = exact & (start == start.astype("M8[h]"))
    midnight = full & (start == start.astype("M8[D]"))
    usual = (full.sum() - midnight.sum()) / 23
    return np.asarray(midnight & bool(midnight.sum() > max(MANY * usual, LEAST / 2)))


def _spread(timed: _Timed) -> str:
    if not timed.spread:
        return ""
    spans = (timed.end - timed.start)[timed.end > timed.start] / np.timedelta64(1, "h")
    return (
        f"{timed.spread:,} of them are known only within a span, half of those within {np.median(spans):.0f} hours or"
        " less; each is spread evenly over its span (aoristic). "
    )


def _left(timed: _Timed) -> str:
    told = []
    if timed.too_long:
        told.append(
            f"{timed.too_long:,} more are known only within spans longer than a week and say nothing of the hour."
        )
    if timed.midnight:
        told.append(f"{timed.midnight:,} more stand at 00:00 exactly, as where the hour is not known.")
    return " ".join(told)


def _busiest(week: Floats) -> tuple[int, float]:
    """Hour of the week at which the busiest stretch begins, and the events in it."""
    flat = week.ravel()
    sums = np.convolve(np.concatenate((flat, flat[: TOGETHER - 1])), np.ones(TOGETHER), "valid")
    at = int(sums.argmax())
    return at, float(sums[at])


def _finding(week: Floats) -> str:
    at, events = _busiest(week)
    by_hour = int(week.sum(axis=0).argmax())
    return (
        f"The busiest {TOGETHER} hours of the week begin on {DAYS[at // 24]} at {at % 24:02}:00 with"
        f" {events / week.sum():.1%} of the events; over all days the busiest hour begins at {by_hour:02}:00."
    )


def _sure(week: Floats) -> str:
    """Wilson's interval of the busiest stretch, as if events came independently."""
    total, share = float(week.sum()), _busiest(week)[1] / float(week.sum())
    middle = (share + SURE**2 / (2 * total)) / (1 + SURE**2 / total)
    half = SURE * math.sqrt(share * (1 - share) / total + SURE**2 / (4 * total**2)) / (1 + SURE**2 / total)
    return (
        f"The share of the busiest {TOGETHER} hours lies between {middle - half:.1%} and {middle + half:.1%}, if events"
        f" come independently; an even week has {TOGETHER / 168:.1%}. They were picked as the busiest, so"
        " the next week will show somewhat fewer."
    )
