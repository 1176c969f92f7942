"""Pre-charge bail (ss.47ZA-47ZG) and release under investigation, which has no clock in law: ours reminds.

The period begins with the day after the arrest (s.47ZB(4)(a)) and ends with its last day, at midnight in London.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from daybook.custody.clocks.calendar import local_day, months_from, same_time_months_later
from daybook.custody.clocks.course import Course
from daybook.custody.clocks.due import Due, due_by
from daybook.custody.clocks.happening import Happening, moment
from daybook.custody.clocks.ranks import at_least
from daybook.custody.clocks.start import Start

INITIAL, INSPECTOR, SUPERINTENDENT, COURT, LONGEST = 3, 6, 9, 12, 18
"""Months."""
DAYS_BEFORE = (7 * 24 * 60, 24 * 60, 60)
"""Bail ends weeks away: a week, a day and an hour before it ends, in minutes."""
OVER = ("charged", "no-further-action", "out-of-court")
REMIND_AFTER = timedelta(days=28)


def period_end(begun: Start, months: int) -> datetime:
    """The latest end of bail of so many months."""
    return months_from(local_day(begun.arrested) + timedelta(days=1), months)


def months_by(rank: object, exceptional: bool) -> tuple[str, int]:
    """The rule and how many months in all one of this rank may extend bail to; 0 for a rank that may not."""
    if rank == "court":
        return "BAIL-4", LONGEST if exceptional else COURT
    if at_least(rank, "superintendent"):
        return ("BAIL-4", COURT) if exceptional else ("BAIL-3", SUPERINTENDENT)
    return "BAIL-2", INSPECTOR if at_least(rank, "inspector") else 0


def bail_end(course: Course, begun: Start, latest: datetime | None = None) -> tuple[str, datetime] | None:
    """When bail ends and by which rule, as it stood at `latest`; None where none was granted."""
    granted = course.last("bail")
    until = moment(granted.details.get("until")) if granted else None
    if granted is None or until is None:
        return None
    rule, end = "BAIL-1", min(until, period_end(begun, INITIAL))
    for longer in course.of("bail-extended"):
        if granted.at <= longer.at <= end and (latest is None or longer.at < latest):
            rule, end = _extended(longer, begun, rule, end)
    return rule, end


def bail_clock(course: Course, begun: Start, returned: datetime | None) -> Iterator[Due]:
    """The end of bail, until the person is back or the matter is over."""
    found = bail_end(course, begun)
    if found and not returned and not _over(course):
        yield due_by(found[0], "bail", found[1], warn=DAYS_BEFORE, note="Bail ends")


def reminder(course: Course, now: datetime, first: timedelta = REMIND_AFTER) -> Due | None:
    """The reminder of a release under investigation that comes next: after 28 days, then every month."""
    released = course.last("under-investigation")
    if released is None or _over(course):
        return None
    months, at = 0, released.at + first
    while at < now:
        months += 1
        at = same_time_months_later(released.at + first, months)
    return due_by("BAIL-6", "under-investigation", at, warn=(24 * 60,), note=f"Reminder {months + 1}")


def _extended(longer: Happening, begun: Start, rule: str, end: datetime) -> tuple[str, datetime]:
    until = moment(longer.details.get("until"))
    by, months = months_by(longer.details.get("rank"), longer.details.get("exceptional") is True)
    if until is None or not months:
        return rule, end
    until = min(until, period_end(begun, months))
    return (by, until) if until > end else (rule, end)


def _over(course: Course) -> bool:
    return any(course.first(kind) for kind in OVER)
