"""When a request has to be answered (Data Protection Act 2018 s.54). Plain code."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def answer_by(received: date, identified: date) -> date:
    """The last day of the month that begins when the request and what proves the identity have both come.

    It is the same day of the next month, or that month's last day; a weekend or holiday moves nothing, so that the
    date shown is never later than the law's. An extension by notice (s.54(3A)) is not reckoned here.
    """
    begins = max(received, identified)
    year, month = divmod(begins.year * 12 + begins.month, 12)
    return date(year, month + 1, min(begins.day, monthrange(year, month + 1)[1]))


def days_left(due: date, today: date) -> int:
    """Negative once it is late."""
    return (due - today).days


def clock_words(due: date, today: date) -> str:
    """How it stands with the month, as pages say it."""
    left = days_left(due, today)
    if left < 0:
        return f"{-left} {'day' if left == -1 else 'days'} late"
    return "due today" if not left else f"{left} {'day' if left == 1 else 'days'} left"
