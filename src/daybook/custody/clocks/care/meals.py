"""Two light meals and one main meal offered in every 24 hours (CARE-4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from daybook.custody.clocks.care.absence import in_suite
from daybook.custody.clocks.course import Course
from daybook.custody.clocks.due import Due
from daybook.custody.clocks.pauses import away
from daybook.custody.clocks.start import Start

DAY = timedelta(hours=24)
IN_A_DAY = {"light": 2, "main": 1}


def meals(course: Course, begun: Start) -> Iterator[Due]:
    """The latest moment for the next of each kind, if every 24 hours since arrival are to have their number.

    A meal that was offered and declined counts: the duty is to offer it.
    """
    outside = away(course.of("hospital"))
    for kind, number in IN_A_DAY.items():
        last = _nth_last(course, kind, number, begun.fed)
        yield in_suite("CARE-4", f"{kind}-meal", last, outside.after(last, DAY), outside)


def _nth_last(course: Course, kind: str, number: int, arrived: datetime) -> datetime:
    """From when the 24 hours run: with two wanted in each, from the last but one."""
    offered = [meal.at for meal in course.of("meal") if meal.details.get("meal") == kind]
    return max(offered[-number], arrived) if len(offered) >= number else arrived
