"""The clocks of a record in words: what is due, how long is left, who acts by which rule, and where to write it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import islice

from daybook.custody.clocks import Clocks, Due, State
from daybook.custody.clocks.calendar import span
from daybook.custody.entries import is_kind

WORDS = {
    "detention": ("Detention clock", ""),
    "review": ("Review", "review"),
    "visit": ("Visit", "visit"),
    "rousing": ("Visit and rouse", "visit"),
    "light-meal": ("Light meal", "meal"),
    "main-meal": ("Main meal", "meal"),
    "medication": ("Medication", "medication"),
    "rest": ("Eight hours' rest", "rest"),
    "interview-break": ("Break in the interview", "interview"),
    "risk-assessment": ("Risk assessment", "risk"),
    "release": ("Release", "released"),
    "court": ("Court", "remand"),
    "local-authority": ("Local authority accommodation", "remand"),
    "extension": ("Superintendent's extension", "extension"),
    "warrant": ("Warrant of further detention", "warrant"),
    "bail": ("End of bail", "bail-extended"),
    "under-investigation": ("Reminder: under investigation", ""),
}
"""What is due in words, and the kind of entry that does it."""
STATES: dict[State, tuple[str, str]] = {
    "ok": ("In time", "green"),
    "soon": ("Soon", "yellow"),
    "due": ("Due now", "orange"),
    "overdue": ("Overdue", "red"),
}
NOTED = {"medication", "risk-assessment", "release", "court"}
"""What is due by these names says more in its note."""
LONG_CLOCKS = ("detention", "review")


@dataclass(frozen=True, slots=True)
class Watched:
    """One due time as a page shows it at a moment."""

    due: Due
    title: str
    kind: str
    state: State
    left: str

    @property
    def state_words(self) -> str:
        return "Clock stopped" if self.due.paused_since else STATES[self.state][0]

    @property
    def colour(self) -> str:
        return "grey" if self.due.paused_since else STATES[self.state][1]


def watched(due: Due, now: datetime) -> Watched:
    title, kind = _words(due.what, due.note if due.what in NOTED else "")
    return Watched(due, title, kind, due.state(now), left_words(due.left(now)))


@lru_cache(maxsize=2000)
def _words(what: str, note: str) -> tuple[str, str]:
    """What is due in words, and the kind of entry that does it; empty where there is none."""
    title, kind = WORDS.get(what, (what.replace("-", " ").capitalize(), ""))
    return f"{title}: {note[:1].lower()}{note[1:]}" if note else title, kind if is_kind(kind) else ""


def two_clocks(clocks: Clocks, now: datetime) -> list[Watched]:
    """Detention and review, as far as they run."""
    found = [clocks.due(what) for what in LONG_CLOCKS]
    return [watched(due, now) for due in found if due]


def next_due(clocks: Clocks, now: datetime, most: int = 8) -> list[Watched]:
    """What must be done next beside the two clocks, the earliest first."""
    others = (due for due in clocks.dues if due.what not in LONG_CLOCKS)
    return [watched(due, now) for due in islice(others, most)]


def reminders(clocks: Clocks, now: datetime) -> list[Watched]:
    """Our own clock of a release under investigation: when somebody is to look at it next (BAIL-6)."""
    found = clocks.reminder(now)
    return [watched(found, now)] if found else []


def openings(clocks: Clocks, now: datetime) -> list[Watched]:
    """What may be asked for before the detention clock runs out."""
    return [watched(due, now) for due in clocks.openings]


def left_words(left: timedelta) -> str:
    """A span in words, to the minute: `1 h 05 min left`, `12 min over`."""
    return f"{span(left)} over" if left < timedelta(0) else f"{span(left)} left"


def pressing(found: Sequence[Watched]) -> list[Watched]:
    """What cannot wait: due, overdue, or soon."""
    return [one for one in found if one.state != "ok"]
