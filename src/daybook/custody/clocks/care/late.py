"""Visits that came after their time or not at all, from the entries alone: they count whoever reported them or not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from daybook.custody.clocks.care.interviews import GOES_ON
from daybook.custody.clocks.care.visits import due_after, gap
from daybook.custody.clocks.course import Course
from daybook.custody.clocks.happening import Happening
from daybook.custody.clocks.pauses import away
from daybook.custody.clocks.start import Start


class Late(NamedTuple):
    """A visit owed by `due` and made at `seen`; None where it was never made, up to the moment of asking."""

    due: datetime
    seen: datetime | None


def late_visits(course: Course, begun: Start, now: datetime) -> Iterator[Late]:
    """In order of time, up to the release or `now`. What counts as a visit is as for the next one that is due."""
    outside, levels = away(course.of("hospital")), course.of("level")
    last, questioned = begun.arrived, False
    for look in [*_looks(course), None]:
        at = look.at if look else min(now, course.ended.at if course.ended else now)
        known = [level for level in levels if level.at < at]
        level = known[-1] if known else None
        rousing = level is not None and level.details.get("intoxicated") is True
        if look and rousing and look.details.get("roused") is not True:
            continue
        due = outside.owed(due_after(last, known, outside))
        watched = gap(level) is None or (questioned and not rousing)
        if due < at and not watched and not (outside.since and outside.since <= due):
            yield Late(due, look.at if look else None)
        last, questioned = at, _goes_on(look)


def _looks(course: Course) -> list[Happening]:
    """Whatever was done by somebody who saw the person: visits and the stages of interviews."""
    return sorted([*course.of("visit"), *course.of("interview")], key=lambda look: look.at)


def _goes_on(look: Happening | None) -> bool:
    return look is not None and look.kind == "interview" and look.details.get("stage") in GOES_ON
