"""Visits by the level of observation, and rousing of the intoxicated (CARE-1 to CARE-3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from daybook.custody.clocks.care.absence import in_suite
from daybook.custody.clocks.course import Course
from daybook.custody.clocks.due import Due
from daybook.custody.clocks.happening import Happening
from daybook.custody.clocks.pauses import Pauses, away
from daybook.custody.clocks.start import Start

HOURLY, HALF_HOURLY = timedelta(minutes=60), timedelta(minutes=30)
GAPS = {1: HOURLY, 2: HALF_HOURLY, 3: HALF_HOURLY}
"""Longest gap between visits by level; at level 4 somebody is always within reach, so that no visit is due."""
CLOSE_PROXIMITY = 4
BEFORE = (10,)
"""A visit is told of once, ten minutes before: an hour before would be before the visit that precedes it."""


def gap(level: Happening | None) -> timedelta | None:
    """The longest gap a level allows; hourly until one is set."""
    if level is None:
        return HOURLY
    if level.details.get("intoxicated") is True:
        return HALF_HOURLY
    number = level.details.get("level")
    return None if number == CLOSE_PROXIMITY else GAPS.get(number or 1, HOURLY)


def next_visit(course: Course, begun: Start) -> Iterator[Due]:
    """The next visit; none while the person is being interviewed or has somebody in close proximity."""
    levels = course.of("level")
    level = levels[-1] if levels else None
    rousing = level is not None and level.details.get("intoxicated") is True
    if gap(level) is None or (_interviewed(course) and not rousing):
        return
    outside = away(course.of("hospital"))
    last = _last_seen(course, begun, rousing)
    at = due_after(last, levels, outside)
    rule = "CARE-2" if rousing else "CARE-1" if gap(level) == HOURLY else "CARE-3"
    yield in_suite(rule, "rousing" if rousing else "visit", last, at, outside, warn=BEFORE)


def due_after(last: datetime, levels: Sequence[Happening], outside: Pauses) -> datetime:
    """Count from the last visit; a stricter level set since then gives its own gap, but never more than was left."""
    before = [level for level in levels if level.at <= last]
    due = _after(last, before[-1] if before else None, outside)
    for level in levels[len(before) :]:
        from_visit = _after(last, level, outside)
        if from_visit is not None and from_visit < level.at:
            from_level = outside.after(level.at, gap(level) or HOURLY)
            from_visit = min(from_level, due) if due else from_level
        due = from_visit
    return due or last


def _after(last: datetime, level: Happening | None, outside: Pauses) -> datetime | None:
    length = gap(level)
    return outside.after(last, length) if length else None


def _last_seen(course: Course, begun: Start, rousing: bool) -> datetime:
    """The last visit that counts: of the intoxicated only one that roused them; of others an interview as well."""
    if rousing:
        return max((visit.at for visit in course.of("visit") if _roused(visit)), default=begun.arrived)
    seen = [begun.arrived]
    if visit := course.last("visit"):
        seen.append(visit.at)
    if interview := course.last("interview"):
        seen.append(interview.at)
    return max(seen)


def _roused(visit: Happening) -> bool:
    return visit.details.get("roused") is True


def _interviewed(course: Course) -> bool:
    interview = course.last("interview")
    return interview is not None and interview.details.get("stage") in ("started", "break-ended")
