"""All clocks of one detention, from its entries alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from daybook.custody.clocks import bail, charge, detention, release, reviews
from daybook.custody.clocks.care import care
from daybook.custody.clocks.care.late import Late, late_visits
from daybook.custody.clocks.course import Course
from daybook.custody.clocks.detention import Limits
from daybook.custody.clocks.due import Due, State
from daybook.custody.clocks.happening import Detained, Happening
from daybook.custody.clocks.pauses import NEVER, Pauses, uncounted
from daybook.custody.clocks.reviews import Review
from daybook.custody.clocks.start import Start, start


@dataclass(frozen=True, slots=True)
class Clocks:
    """What follows from the entries of one detention. Nothing in it depends on the moment of asking.

    `dues` is what must be done, the earliest first; `openings` is what may be asked for (extension, warrant).
    """

    course: Course
    start: Start | None = None
    limits: Limits | None = None
    reviews: Sequence[Review] = ()
    dues: Sequence[Due] = ()
    openings: Sequence[Due] = ()
    pauses: Pauses = NEVER

    @property
    def relevant_time(self) -> datetime | None:
        """When the detention clock started (s.41)."""
        return self.start.relevant if self.start else None

    @property
    def authorised_at(self) -> datetime | None:
        """When detention was first authorised: the review clock started (s.40)."""
        return _at(self.course.first("authorised"))

    @property
    def charged_at(self) -> datetime | None:
        return _at(self.course.first("charged"))

    @property
    def released_at(self) -> datetime | None:
        """When the person left: released, or taken to another station."""
        return _at(self.course.ended)

    @property
    def paused_since(self) -> datetime | None:
        """Since when both clocks stand still: on the way to hospital, there, or on the way back, unquestioned."""
        return self.pauses.since

    def due(self, what: str) -> Due | None:
        """The earliest due time of this name."""
        return next((due for due in self.dues if due.what == what), None)

    def state(self, due: Due, now: datetime) -> State:
        """`ok`, `soon`, `due` or `overdue`."""
        return due.state(now)

    def reminder(self, now: datetime, first: timedelta = bail.REMIND_AFTER) -> Due | None:
        """The reminder of a release under investigation that comes next at `now`; it is never overdue."""
        return bail.reminder(self.course, now, first)

    def late_visits(self, now: datetime) -> list[Late]:
        """The visits that came late or not at all, up to the release or `now`."""
        return list(late_visits(self.course, self.start, now)) if self.start else []

    def detained(self, now: datetime) -> timedelta:
        """Detention that counts up to `now`, or to the release: earlier detention included, pauses left out."""
        if self.start is None:
            return timedelta(0)
        end = min(now, self.released_at or now)
        counted = end - self.start.relevant - self.pauses.within(self.start.relevant, end)
        return max(counted + self.start.used, timedelta(0))


def clocks(happenings: Iterable[Happening], detained: Detained | None = None) -> Clocks:
    """Compute every due time from the entries in force, given in any order."""
    course = Course(happenings)
    begun = start(course)
    if begun is None:
        return Clocks(course)
    return _reckoned(course, begun, detained or Detained())


def _reckoned(course: Course, begun: Start, detained: Detained) -> Clocks:
    pauses = uncounted(course.of("hospital"))
    charged = _at(course.first("charged"))
    done = reviews.reviews(course, pauses, charged)
    found = detention.limits(begun, course, pauses, done)
    dues = list(bail.bail_clock(course, begun, detained.returned_at))
    may: Sequence[Due] = ()
    if course.ended is None:
        dues += reviews.next_review(done, course, pauses, charged)
        dues += release.at_once(course)
        dues += care(course, begun)
        dues += charge.after_charge(course, detained)
        if charged is None:
            dues.append(detention.uncharged_limit(begun, found, pauses))
            may = tuple(detention.openings(found, done))
    return Clocks(course, begun, found, done, tuple(sorted(dues, key=_at_then_name)), may, pauses)


def _at_then_name(due: Due) -> tuple[datetime, str, str]:
    return due.at, due.what, due.note


def _at(happening: Happening | None) -> datetime | None:
    return happening.at if happening else None
