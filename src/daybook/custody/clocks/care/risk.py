"""Risk assessments: on arrival, at each change, and before release (CARE-8).

The Code says when, not how soon: within an hour of the arrival or the change is our figure. What comes before
release is asked for by the release itself, in `limits`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from daybook.custody.clocks.care.absence import in_suite
from daybook.custody.clocks.course import Course
from daybook.custody.clocks.due import Due
from daybook.custody.clocks.happening import Happening
from daybook.custody.clocks.pauses import away
from daybook.custody.clocks.start import Start

WITHIN = timedelta(minutes=60)
BEFORE = (30, 10)


def assessments(course: Course, begun: Start) -> Iterator[Due]:
    """The assessment owed since arrival, or since the last change of level, whichever is later."""
    owed, why = max([(begun.arrived, "On arrival"), *_changes(course)])
    done = course.of("risk")
    # An assessment made shortly before is what led to the change.
    since = owed if why == "On arrival" else owed - WITHIN
    if not any(assessment.at >= since for assessment in done):
        outside = away(course.of("hospital"))
        at = outside.after(owed, WITHIN)
        yield in_suite("CARE-8", "risk-assessment", owed, at, outside, warn=BEFORE, note=why)


def _changes(course: Course) -> Iterator[tuple[datetime, str]]:
    levels = course.of("level")
    for before, level in pairwise(levels):
        if _set(before) != _set(level):
            yield level.at, "Observation level changed"
    for stage in course.of("hospital"):
        if stage.details.get("stage") == "returned":
            yield stage.at, "Back from hospital"


def _set(level: Happening) -> tuple[object, object]:
    return level.details.get("level"), level.details.get("intoxicated")
