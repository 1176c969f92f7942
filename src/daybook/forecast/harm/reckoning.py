"""The figure of a person: what is on record, added up. Plain code.

Beside each figure stand the plain count and how sure the order is. The error of a sum of rare events, each with its own
weight, is the square root of the sum of the squared weights (compound Poisson): an order that rests on one heavy event
has an error as large as itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import sqrt
from uuid import UUID

SURE = 2.0
"""Errors of a difference beyond which two figures are told apart."""


@dataclass(frozen=True, slots=True)
class Line:
    """One piece of evidence: an offence of an event on record. `days` is None where the table has no weight.

    `recorded_at` is when the event was put on record; `basis` how it counts, such as victim or conditional-caution.
    """

    event: UUID
    number: str
    on: date
    recorded_at: datetime
    code: str
    offence: str
    basis: str
    days: float | None
    person: UUID


@dataclass(frozen=True, slots=True)
class Figure:
    """`days` of harm with their standard `error`, the `events` counted plainly, and those `unweighed` among them."""

    days: float
    error: float
    events: int
    unweighed: int

    @property
    def rests_on_one(self) -> bool:
        """Whether half of the figure and more may be chance."""
        return bool(self.days) and self.error >= self.days / 2


@dataclass(frozen=True, slots=True)
class Place:
    """The place by days, from 1; the places it cannot be told from; and the place by plain count."""

    by_days: int
    first: int
    last: int
    by_count: int


def reckon(lines: Sequence[Line]) -> Figure:
    """The figure of these lines; an event with several offences is one event."""
    events: dict[UUID, float] = {}
    weighed = set[UUID]()
    for line in lines:
        events[line.event] = events.get(line.event, 0.0) + (line.days or 0.0)
        if line.days is not None:
            weighed.add(line.event)
    error = sqrt(sum(days * days for days in events.values()))
    return Figure(sum(events.values()), error, len(events), len(events) - len(weighed))


def places(figures: Sequence[Figure]) -> list[Place]:
    """Where each stands among all, in the order given. Equal figures share the better place."""
    return [_place(one, figures) for one in figures]


def _place(one: Figure, every: Sequence[Figure]) -> Place:
    surely_above = sum(_apart(other, one) for other in every)
    surely_below = sum(_apart(one, other) for other in every)
    return Place(
        by_days=1 + sum(other.days > one.days for other in every),
        first=1 + surely_above,
        last=len(every) - surely_below,
        by_count=1 + sum(other.events > one.events for other in every),
    )


def _apart(more: Figure, less: Figure) -> bool:
    return more.days - less.days > SURE * sqrt(more.error**2 + less.error**2)
