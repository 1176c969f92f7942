"""The outcome of each unit: how many events fell on its day, or in its area."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from daybook.forecast.engine.arrays import Flags
from daybook.forecast.engine.events import Events, Precision
from daybook.forecast.engine.trials.plan import Plan, TrialError
from daybook.forecast.engine.zones import Zones


def by_day(events: Events, plan: Plan, area: Any = None) -> dict[str, float]:
    """Events of each day of the trial (UTC), inside a shapely area if one is given. Raises `TrialError`."""
    chosen = _within(events, plan)
    if area is not None:
        chosen &= np.asarray(shapely.intersects(area, shapely.points(events.x, events.y)))
    days, counts = np.unique(events.time[chosen].astype("M8[D]").astype(str), return_counts=True)
    found = dict(zip(days.tolist(), counts.tolist(), strict=True))
    return {unit: float(found.get(unit, 0)) for unit in plan.units}


def by_area(events: Events, plan: Plan, zones: Zones) -> dict[str, float]:
    """Events in each area over the whole trial. Raises `TrialError`."""
    if missing := [unit for unit in plan.units if unit not in zones.names]:
        raise TrialError(
            f"The area {missing[0]} of the trial is not among those given. Give the file it was sealed with."
        )
    chosen = _within(events, plan)
    points = shapely.points(events.x[chosen], events.y[chosen])
    shapes = dict(zip(zones.names, zones.shapes, strict=True))
    return {unit: float(shapely.intersects(shapes[unit], points).sum()) for unit in plan.units}


def _within(events: Events, plan: Plan) -> Flags:
    """Events of the trial's days. Refused where the file stops before its end: what is missing would count as quiet."""
    if events.precision is Precision.MONTH:
        raise TrialError("Only the months of these events are known; a trial needs days.")
    days = events.time.astype("M8[D]")
    first, last = np.datetime64(plan.first, "D"), np.datetime64(plan.last, "D")
    if days.max() < last or days.min() > first:
        raise TrialError(
            f"The file has events from {days.min()} to {days.max()}, the trial lasts from {plan.first} to {plan.last}."
            " Give a file that holds all of it."
        )
    return np.asarray((days >= first) & (days <= last))
