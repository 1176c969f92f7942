"""Hours of the week as a ring; events known only within a span are spread over it."""

from __future__ import annotations

import math

import numpy as np

from daybook.forecast.engine.arrays import Floats
from daybook.forecast.engine.events import Events, Precision
from daybook.forecast.engine.known_times import Known, known_times
from daybook.forecast.engine.patterns import aoristic
from daybook.forecast.studies.parts import LEAST, Drawing, Part

SLUG, TITLE = "hours", "Hours of the week"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEK = np.timedelta64(7, "D")
TOGETHER = 4
"""Hours of the busiest stretch that is named."""
SURE = 1.959964


def hours(events: Events, zone: str) -> Part:
    if events.precision is not Precision.MINUTE:
        return Part(
            SLUG,
            TITLE,
            f"Only the {events.precision}s of these events are known. Hours of the week need times to the minute.",
        )
    timed = known_times(events, zone, WEEK)
    if len(timed.start) < LEAST:
        return Part(
            SLUG,
            TITLE,
            f"Only {len(timed.start)} events say anything of their hour. {' '.join(timed.left('a week'))}",
        )
    week = aoristic(timed.start, timed.end)
    finding = _finding(week)
    given = {"measure": "Events", "circles": DAYS, "values": np.round(week, 1).tolist()}
    return Part(
        SLUG,
        TITLE,
        findings=[finding],
        basis=f"{len(timed.start):,} events. {_spread(timed)}{' '.join(timed.left('a week'))}".strip(),
        sure=_sure(week),
        caveat="Times are those on the clock of the place. A span spread evenly makes hours look more alike than they"
        " are. The ring says when crime was recorded to happen, and nothing of how many people were about then.",
        drawings=[Drawing("ring", SLUG, TITLE, finding, given)],
    )


def _spread(timed: Known) -> str:
    if not timed.spread:
        return ""
    spans = (timed.end - timed.start)[timed.end > timed.start] / np.timedelta64(1, "h")
    return (
        f"{timed.spread:,} of them are known only within a span, half of those within {np.median(spans):.0f} hours or"
        " less; each is spread evenly over its span (aoristic). "
    )


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
