"""The clocks of care (Code C 3, 8, 9, 12): visits, meals, rest, interview breaks, medication, risk assessments."""

from __future__ import annotations

from collections.abc import Iterator

from daybook.custody.clocks.care.interviews import next_break
from daybook.custody.clocks.care.meals import meals
from daybook.custody.clocks.care.medication import doses
from daybook.custody.clocks.care.rest import next_rest
from daybook.custody.clocks.care.risk import assessments
from daybook.custody.clocks.care.visits import next_visit
from daybook.custody.clocks.course import Course
from daybook.custody.clocks.due import Due
from daybook.custody.clocks.start import Start


def care(course: Course, begun: Start) -> Iterator[Due]:
    """Everything that the person's care needs next."""
    yield from next_visit(course, begun)
    yield from meals(course, begun)
    yield from next_rest(course, begun)
    yield from next_break(course)
    yield from doses(course)
    yield from assessments(course, begun)
