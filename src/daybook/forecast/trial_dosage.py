"""Dosage: minutes that were recorded in boxes, on each day of a trial or in each of its areas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import numpy as np
import shapely

from daybook.forecast.engine.trials import Plan
from daybook.forecast.engine.zones import Zones
from daybook.forecast.models import BoxVisit


def minutes(plan: Plan, zones: Zones | None) -> dict[str, float]:
    """Minutes of each unit, of every model's boxes. `zones` of a trial by areas, None of one by days (UTC)."""
    found = _by_area(plan, zones) if zones else _by_day(plan)
    return {unit: float(found.get(unit, 0)) for unit in plan.units}


def _visits(plan: Plan) -> Iterator[BoxVisit]:
    first = datetime.combine(plan.first, time(), UTC)
    end = datetime.combine(plan.last, time(), UTC) + timedelta(days=1)
    rows = BoxVisit.objects.filter(at__gte=first, at__lt=end, minutes__gt=0)
    return rows.select_related("forecast__model").iterator(500)


def _by_day(plan: Plan) -> Counter[str]:
    total: Counter[str] = Counter()
    for visit in _visits(plan):
        total[visit.at.astimezone(UTC).date().isoformat()] += visit.minutes
    return total


def _by_area(plan: Plan, zones: Zones) -> Counter[str]:
    """A box counts for the area that its middle lies in."""
    total: Counter[str] = Counter()
    known: dict[tuple[str, int], list[str]] = {}
    for visit in _visits(plan):
        key = (str(visit.forecast_id), visit.rank)
        if key not in known:
            known[key] = _areas_of(visit, zones)
        for name in known[key]:
            total[name] += visit.minutes
    return total


def _areas_of(visit: BoxVisit, zones: Zones) -> list[str]:
    model = visit.forecast.model
    box = next((one for one in visit.forecast.boxes if one["rank"] == visit.rank), None)
    if box is None:
        return []
    half = model.size / 2
    middle = (np.array([box[axis] + half], float) for axis in ("x", "y"))
    x, y = zones.flat.from_system(model.flat, *middle)
    inside = shapely.intersects(zones.shapes, shapely.points(x[0], y[0]))
    return [zones.names[at] for at in np.flatnonzero(inside)]
