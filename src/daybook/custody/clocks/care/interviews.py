"""Breaks of an interview: 15 minutes about every two hours, 45 at a meal (CARE-6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from daybook.custody.clocks.course import Course
from daybook.custody.clocks.due import Due, due_by

STRETCH = timedelta(hours=2)
SHORT, MEAL = timedelta(minutes=15), timedelta(minutes=45)
BEFORE = (30, 10)
GOES_ON = ("started", "break-ended")


def questioned_since(course: Course, at: datetime | None = None) -> datetime | None:
    """Since when questioning goes on without a real break, up to `at`; None while there is a break or none."""
    since, stopped = None, None
    for stage in course.of("interview"):
        if at and stage.at > at:
            break
        if stage.details.get("stage") not in GOES_ON:
            stopped = stopped or stage.at
        elif since is None or (stopped and stage.at - stopped >= enough(course, stopped, stage.at)):
            since, stopped = stage.at, None
        else:
            stopped = None
    return None if stopped else since


def enough(course: Course, stopped: datetime, resumed: datetime) -> timedelta:
    """How long this break must be: longer where a meal was had in it."""
    meals = (meal.at for meal in course.of("meal") if meal.details.get("meal") != "drink")
    return MEAL if any(stopped <= at <= resumed for at in meals) else SHORT


def next_break(course: Course) -> Iterator[Due]:
    """When the interview that goes on needs a break."""
    since = questioned_since(course)
    if since:
        yield due_by("CARE-6", "interview-break", since + STRETCH, warn=BEFORE)
