"""An operation in the events of a file: who lies in target, ring and comparison area, before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from daybook.forecast.engine.arrays import Flags
from daybook.forecast.engine.events import Events, Precision
from daybook.forecast.engine.patterns.displacement import Displacement, Pair, displacement

MOST_EARLIER = 24


class OperationError(ValueError):
    """The question cannot be answered from these events; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Areas:
    """Shapely areas in metres; `control` None for all that is neither in the target nor in the ring."""

    target: Any
    ring: float = 500.0
    control: Any = None


@dataclass(frozen=True, eq=False)
class Operation:
    """Events before and after in each area, and what follows. `start`, `end`, `before`: first days, `end` not in it.

    `earlier`: the target's relative change in pairs of spans before the operation, where nothing had been done.
    """

    before: np.datetime64
    start: np.datetime64
    end: np.datetime64
    target: Pair
    buffer: Pair
    control: Pair
    found: Displacement | None
    earlier: Sequence[float]

    @property
    def as_low(self) -> float | None:
        """Share of all spans, this one included, in which the target fell as far or further beside the comparison."""
        if self.found is None or len(self.earlier) < 4:
            return None
        lower = sum(one <= self.found.change.value for one in self.earlier)
        return (lower + 1) / (len(self.earlier) + 1)


def operation(events: Events, areas: Areas, start: np.datetime64, end: np.datetime64) -> Operation:
    """Days from `start` up to, without, `end`, against as long a time before. Raises `OperationError`."""
    edges = spans(events, start, end)
    inside = _inside(events, areas)
    target, buffer, control = (_pair(events, chosen, *edges[:3]) for chosen in inside)
    before, started, ended = edges[:3]
    found = displacement(target, buffer, control)
    return Operation(before, started, ended, target, buffer, control, found, _earlier(events, inside, edges))


def spans(events: Events, start: np.datetime64, end: np.datetime64) -> list[np.datetime64]:
    """First days of the time before, of the operation, and after it; then of ever earlier spans of the same length.

    Raises `OperationError` where the events do not cover the operation and as long before.
    """
    if end <= start:
        raise OperationError("The operation ends before it begins. Put its days right.")
    unit = "M" if events.precision is Precision.MONTH else "D"
    low, high = start.astype(f"M8[{unit}]"), end.astype(f"M8[{unit}]")
    if unit == "M" and (low.astype("M8[D]") != start or high.astype("M8[D]") != end):
        raise OperationError(
            "Only the months of these events are known. Take whole months, first day to last."
        )
    long = high - low
    first, last = events.time.min().astype(f"M8[{unit}]"), events.time.max().astype(f"M8[{unit}]")
    if low - long < first or high > last + 1:
        raise OperationError(
            f"Events from {low - long} to {high - 1} are needed, the operation and as long before; the file has"
            f" {first} to {last}."
        )
    earlier = [low - long * at for at in range(2, 2 + MOST_EARLIER) if low - long * at >= first]
    return [one.astype("M8[s]") for one in (low - long, low, high, *earlier)]


def _inside(events: Events, areas: Areas) -> list[Flags]:
    points = shapely.points(events.x, events.y)
    target = np.asarray(shapely.intersects(areas.target, points))
    near = np.asarray(shapely.intersects(shapely.buffer(areas.target, areas.ring), points))
    control = ~near if areas.control is None else shapely.intersects(areas.control, points) & ~near
    return [target, near & ~target, np.asarray(control)]


def _pair(
    events: Events, chosen: Flags, before: np.datetime64, start: np.datetime64, end: np.datetime64
) -> Pair:
    time = events.time[chosen]
    return float(((time >= before) & (time < start)).sum()), float(((time >= start) & (time < end)).sum())


def _earlier(events: Events, inside: Sequence[Flags], edges: Sequence[np.datetime64]) -> list[float]:
    """The same comparison at each earlier span; those where it cannot be made are passed over."""
    spans = [edges[1], edges[0], *edges[3:]]
    changes = []
    for end, start, before in zip(spans, spans[1:], spans[2:], strict=False):
        target, control = (_pair(events, inside[at], before, start, end) for at in (0, 2))
        if control[0] and control[1] and target[0]:
            changes.append(target[1] / target[0] * control[0] / control[1])
    return changes
