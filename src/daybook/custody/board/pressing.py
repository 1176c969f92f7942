"""The board in the order of what presses most, and how much of it presses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from daybook.custody.clocks import State
from daybook.custody.queries.board import Row

PRESSING: Sequence[State] = ("overdue", "due", "soon")


def most_pressing_first(rows: Iterable[Row], now: datetime) -> list[Row]:
    """By the time left to whatever is due first, the two clocks included."""
    return sorted(rows, key=lambda row: (least_left(row, now), row.number))


def least_left(row: Row, now: datetime) -> float:
    """Seconds left to what is due first; negative once it is overdue."""
    left = [one.due.left(now).total_seconds() for one in (*row.clocks, *row.next)]
    return min(left, default=float("inf"))


def counts(rows: Iterable[Row]) -> dict[str, int]:
    """How many people have something overdue, due or soon; each counts for the worst of theirs."""
    worst = [row.worst for row in rows]
    return {state: worst.count(state) for state in PRESSING}
