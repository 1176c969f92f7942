"""The review clock of s.40: six hours after detention was first authorised, then nine hours after each review."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from daybook.custody.clocks.course import Course
from daybook.custody.clocks.due import Due, due_by
from daybook.custody.clocks.happening import Happening, moment
from daybook.custody.clocks.pauses import Pauses
from daybook.custody.clocks.ranks import at_least
from daybook.custody.clocks.rules import CUSTODY_OFFICER, INSPECTOR

FIRST = timedelta(hours=6)
NEXT = timedelta(hours=9)


class Review(NamedTuple):
    """One review: its number, the latest time for it, when it was done, and whether it had been postponed."""

    number: int
    limit: datetime
    done: datetime | None = None
    postponed: bool = False

    @property
    def late(self) -> bool:
        return self.done is not None and self.done > self.limit


def reviews(course: Course, pauses: Pauses, charged: datetime | None) -> Sequence[Review]:
    """Those done, and the next one, which is not done yet; none before detention is authorised.

    After a late review the next limit counts from the limit of the late one: being late gains no time. Who comes from
    another suite has the reviews of that suite behind them, and the next by the time that was due there.
    """
    authorised = course.first("authorised")
    if authorised is None:
        return ()
    found, due = _before(course)
    base, limit = authorised.at, pauses.after(authorised.at, FIRST)
    limit = min(limit, due) if due else limit
    for done in _counting(course, authorised.at, charged):
        found.append(Review(len(found) + 1, limit, done, _postponed(course, base, done)))
        base = min(done, limit)
        limit = pauses.after(base, NEXT)
    return [*found, Review(len(found) + 1, limit, None, _postponed(course, base, None))]


def _before(course: Course) -> tuple[list[Review], datetime | None]:
    """The reviews carried out at an earlier suite, as done by the arrival, and when the next was due there."""
    arrival = course.first("arrival")
    if arrival is None:
        return [], None
    done = arrival.details.get("reviews_done")
    many = done if isinstance(done, int) else 0
    return [Review(one, arrival.at, arrival.at) for one in range(1, many + 1)], moment(
        arrival.details.get("review_due")
    )


def next_review(
    done: Sequence[Review], course: Course, pauses: Pauses, charged: datetime | None
) -> Iterator[Due]:
    """The next review: by an inspector, or by the custody officer once the person is charged."""
    if not done:
        return
    review = done[-1]
    base = done[-2].done if len(done) > 1 else course["authorised"][0].at
    yield due_by(
        "REV-2" if review.postponed else "REV-1",
        "review",
        review.limit,
        who=CUSTODY_OFFICER if charged else INSPECTOR,
        paused_since=pauses.holds(base or review.limit, review.limit),
        note=f"Review {review.number}",
    )


def may_review(rank: object, charged: bool) -> bool:
    """Whether a rank may review: inspector or above, after charge the custody officer (a sergeant or above)."""
    return at_least(rank, "sergeant" if charged else "inspector")


def _counting(course: Course, authorised: datetime, charged: datetime | None) -> Iterator[datetime]:
    """The reviews that were reviews: after the authorisation, by a rank that may, each minute once."""
    before: datetime | None = None
    for review in course.of("review"):
        if review.at >= authorised and review.at != before and _entitled(review, charged):
            before = review.at
            yield review.at


def _entitled(review: Happening, charged: datetime | None) -> bool:
    after_charge = charged is not None and review.at >= charged
    return may_review(review.details.get("reviewer_rank"), after_charge)


def _postponed(course: Course, base: datetime, until: datetime | None) -> bool:
    return any(
        base < entry.at and (until is None or entry.at <= until) for entry in course.of("review-postponed")
    )
