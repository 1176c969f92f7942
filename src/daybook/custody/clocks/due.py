"""A due time: what, when at the latest, by which rule, who may act; and how near it is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from daybook.custody.clocks.rules import RULES

State = Literal["ok", "soon", "due", "overdue"]
MARKS = (60, 30, 10)
"""Minutes before a due time at which it is told of."""


class Due(NamedTuple):
    """Something to be done not later than `at`, and not before `earliest`.

    `warn` are the minutes before `at` at which people are told, the longest first. While the clock stands still
    (`paused_since`), `at` is when it would fall due if the pause ended at the moment it began.
    """

    what: str
    at: datetime
    rule: str
    law: str
    who: str
    earliest: datetime | None = None
    warn: tuple[int, ...] = MARKS
    paused_since: datetime | None = None
    note: str = ""

    def left(self, now: datetime) -> timedelta:
        """The time left; it does not shrink during a pause, and is negative once overdue."""
        return self.at - (self.paused_since or now)

    def state(self, now: datetime) -> State:
        """`due` from the last mark on, `overdue` once the minute itself has passed."""
        left = self.left(now)
        if left < timedelta(0):
            return "overdue"
        if left <= timedelta(minutes=self.warn[-1]):
            return "due"
        return "soon" if left <= timedelta(minutes=self.warn[0]) else "ok"


def due_by(rule: str, what: str, at: datetime, **more: object) -> Due:
    """A due time with the law and the actor of its rule; `more` are further fields of `Due`."""
    found = RULES[rule]
    return Due(what, at, rule, found.law, **({"who": found.who} | more))  # type: ignore[arg-type]
