"""The detention clock of ss.41-44: 24 hours, a superintendent's 36, warrants from their issue, never beyond 96."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from daybook.custody.clocks.course import Course
from daybook.custody.clocks.due import Due, due_by
from daybook.custody.clocks.happening import Happening, moment
from daybook.custody.clocks.pauses import Pauses
from daybook.custody.clocks.ranks import at_least
from daybook.custody.clocks.reviews import Review
from daybook.custody.clocks.rules import CUSTODY_OFFICER
from daybook.custody.clocks.start import Start

MINUTE = timedelta(minutes=1)
WITHOUT_CHARGE = timedelta(hours=24)
EXTENDED = timedelta(hours=36)
WARRANT = timedelta(hours=36)
LONGEST = timedelta(hours=96)
CONDITIONS = ("indictable", "necessary", "diligent", "representations")
"""What must hold for an extension; the last: detainee or solicitor had the opportunity to be heard."""


class Step(NamedTuple):
    """Detention without charge is lawful until `until`, by this rule, decided at `at`."""

    rule: str
    at: datetime
    until: datetime


class Limits(NamedTuple):
    """The limits of one detention: the three fixed ones and the steps that led to the one in force."""

    day: datetime
    extended: datetime
    longest: datetime
    steps: Sequence[Step]

    @property
    def now(self) -> Step:
        return self.steps[-1]


def limits(start: Start, course: Course, pauses: Pauses, done: Sequence[Review]) -> Limits:
    """Take extensions and warrants in order of time; one that does not meet its conditions changes nothing."""

    def after(length: timedelta) -> datetime:
        return pauses.after(start.relevant, max(length - start.used, timedelta(0)))

    found = Limits(after(WITHOUT_CHARGE), after(EXTENDED), after(LONGEST), [])
    steps = [Step("DET-1", start.relevant, found.day), *_brought(start, course, found)]
    decisions = sorted(
        [*course.of("extension"), *course.of("warrant")], key=lambda entry: (entry.at, entry.kind)
    )
    for decision in decisions:
        step = _step(decision, found, steps[-1], pauses, done)
        if step and step.until > steps[-1].until:
            steps.append(step)
    return found._replace(steps=steps)


def _brought(start: Start, course: Course, found: Limits) -> Iterator[Step]:
    """An extension or a warrant given at the suite that the person comes from goes on holding."""
    arrival = course.first("arrival")
    until = moment(arrival.details.get("lawful_until")) if arrival else None
    if until and until > found.day:
        rule = "DET-2" if until <= found.extended else "DET-3"
        yield Step(rule, start.relevant, min(until, found.longest))


def second_review(done: Sequence[Review]) -> datetime | None:
    """When the second review was carried out: no extension is lawful before."""
    return done[1].done if len(done) > 1 else None


def met(details: Mapping[str, Any]) -> bool:
    """Whether the conditions of s.42(1) that lie with the officer hold: rank, offence, need, diligence, hearing."""
    return at_least(details.get("rank"), "superintendent") and all(
        details.get(name) is True for name in CONDITIONS
    )


def uncharged_limit(start: Start, found: Limits, pauses: Pauses) -> Due:
    """By when the person must be charged or released, unless the next step is taken before."""
    rule, _, until = found.now
    if until == found.longest:
        rule = "DET-4"
    held = pauses.holds(start.relevant, until)
    return due_by(rule, "detention", until, who=CUSTODY_OFFICER, paused_since=held)


def openings(found: Limits, done: Sequence[Review]) -> Iterator[Due]:
    """What may still be asked for, and between which moments: the extension, then the warrant.

    An extension is given before the limit (s.42(4)): the minute before it is the last.
    """
    limit = found.now
    if limit.until < found.extended:
        yield due_by("DET-2", "extension", limit.until - MINUTE, earliest=second_review(done))
    if limit.until < found.longest:
        yield due_by("DET-3", "warrant", max(limit.until, found.day), earliest=None)


def _step(
    decision: Happening, found: Limits, limit: Step, pauses: Pauses, done: Sequence[Review]
) -> Step | None:
    if decision.kind == "warrant":
        return _by_court(decision, found, pauses)
    second = second_review(done)
    in_time = second is not None and second <= decision.at < limit.until
    until = moment(decision.details.get("until"))
    if limit.rule == "DET-3" or not (in_time and until and met(decision.details)):
        return None
    until = pauses.after(decision.at, max(until - decision.at, timedelta(0)))
    return Step("DET-2", decision.at, min(until, found.extended))


def _by_court(decision: Happening, found: Limits, pauses: Pauses) -> Step | None:
    """At most 36 hours from issue: the court's hours do not wait for the superintendent's to run out."""
    hours = decision.details.get("hours")
    if not isinstance(hours, int | float) or hours <= 0:
        return None
    until = pauses.after(decision.at, min(timedelta(hours=hours), WARRANT))
    return Step("DET-3", decision.at, min(until, found.longest))
