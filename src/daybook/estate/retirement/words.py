"""The words of a retirement. No tables are asked."""

from __future__ import annotations

from daybook.estate.register.words import State, Word

ORDER = tuple(State)
"""The way out, one step after the other."""


class ParityVerdict(Word):
    """What was seen of one thing that the successor must do as well."""

    HOLDS = "holds"
    FAILS = "fails"
    NOT_NEEDED = "not-needed"


class Answer(Word):
    GO = "go"
    NO_GO = "no-go"


class DataWay(Word):
    """What became of the records."""

    MIGRATED = "migrated"
    ARCHIVED = "archived"


class StopKind(Word):
    """What is watched: a date, spending, use, or a difference between both sides."""

    LATE = "late"
    SPEND = "spend"
    USE = "use"
    DIFFERENCE = "difference"


def following(state: str) -> State | None:
    """The next step of the way out; None at its end."""
    place = ORDER.index(State(state)) + 1
    return ORDER[place] if place < len(ORDER) else None


def earlier(state: str) -> tuple[State, ...]:
    """The steps before, the nearest first. What was removed is gone and does not come back."""
    here = State(state)
    return () if here is State.REMOVED else ORDER[: ORDER.index(here)][::-1]


def is_before(one: str, other: str) -> bool:
    return ORDER.index(State(one)) < ORDER.index(State(other))
