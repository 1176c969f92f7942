"""Eight hours of continuous rest in every 24, free from questioning and travel (CARE-5).

The first 24 hours run from arrival, for one arrested at the station from the arrest, for one transferred as they ran
at the suite before; the next from the end of a full rest. So a rest must begin 16 hours after that at the latest:
this reading of "any 24 hours" is ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from daybook.custody.clocks.course import Course
from daybook.custody.clocks.due import Due, due_by
from daybook.custody.clocks.happening import Happening
from daybook.custody.clocks.start import Start

FULL = timedelta(hours=8)
AWAKE = timedelta(hours=24) - FULL
WITHOUT_LOSS = ("request", "review", "medical")
"""Reasons of an interruption after which no fresh rest is owed (Code C 12.2)."""


class Rests(NamedTuple):
    """From when the 24 hours run, and since when the person rests, if they do."""

    since: datetime
    resting: datetime | None


def rests(course: Course, begun: Start) -> Rests:
    """Follow the stages of rest; one shorter than eight hours, or interrupted for the police, does not count."""
    since, resting = begun.cared, None
    for stage in course.of("rest"):
        name = stage.details.get("stage")
        if name == "started":
            resting = resting or stage.at
        elif resting and (name == "ended" or _broken(stage)):
            since = stage.at if stage.at - resting >= FULL else since
            resting = None
    return Rests(since, resting)


def next_rest(course: Course, begun: Start) -> Iterator[Due]:
    """When the next rest must begin; nothing while the person rests."""
    found = rests(course, begun)
    if found.resting is None:
        yield due_by("CARE-5", "rest", found.since + AWAKE)


def _broken(stage: Happening) -> bool:
    return stage.details.get("stage") == "interrupted" and stage.details.get("reason") not in WITHOUT_LOSS
