"""At which moments an alert is given: minutes before the due time, and when it has passed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from daybook.custody.clocks import Clocks, Due

OVERDUE = 0
ROUTINE = frozenset({"visit", "rousing"})
"""Due so often that an alert is given only once they are overdue; before that the board shows them."""
REMEMBERED = timedelta(days=7)
"""How long a reminder that nobody was told of, the house having stood still, is still given."""


def dues_at(clocks: Clocks, now: datetime) -> Iterator[Due]:
    """Everything that is due, the reminder of a release under investigation among it."""
    yield from clocks.dues
    reminder = clocks.reminder(now - REMEMBERED)
    if reminder:
        yield reminder


def mark(due: Due, now: datetime) -> int | None:
    """The mark that was passed last: minutes left at most, 0 once overdue; None before the first, and in a pause."""
    if due.paused_since:
        return None
    left = due.left(now)
    if left < timedelta(0):
        return OVERDUE
    marks = () if due.what in ROUTINE else due.warn
    return min((minutes for minutes in marks if left <= timedelta(minutes=minutes)), default=None)


def key(record: UUID, due: Due, minutes: int) -> UUID:
    """The name of one alert: the same due time and mark give no second one, a due time that moved gives its own."""
    return uuid5(record, f"alert:{due.what}:{due.note}:{due.at.isoformat()}:{minutes}")
