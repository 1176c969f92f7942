"""Dosage: minutes that were recorded in boxes, on each day of a trial or in each of its areas; and what broke it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from daybook.forecast.engine.trials import Plan
from daybook.forecast.engine.zones import Zones
from daybook.forecast.models import BoxVisit, Forecast, Trial, TrialOverride
from daybook.forecast.trial_areas import areas_of

EVERY = "The trial names no model, so minutes in every model's boxes are counted."


@dataclass(frozen=True, slots=True)
class Dosage:
    """`spent`: minutes of each unit; `overridden`: on how many days boxes were shown that the trial holds back.

    `counted` says in whose boxes; `linked` whether they are those of one model. `mapless`: days (UTC) of the trial for
    which that model had no map of its own.
    """

    spent: Mapping[str, float]
    overridden: Mapping[str, int]
    counted: str
    linked: bool
    mapless: Collection[str] = ()


def dosage(row: Trial, plan: Plan, zones: Zones | None) -> Dosage:
    """`zones` of a trial by areas, None of one by days (UTC)."""
    found = _by_area(row, plan, zones) if zones else _by_day(row, plan)
    overridden = Counter(TrialOverride.objects.filter(trial=row).values_list("unit", flat=True))
    counted = f"Counted are minutes in boxes of model {plan.model} alone." if row.model_id else EVERY
    spent = {unit: float(found.get(unit, 0)) for unit in plan.units}
    return Dosage(spent, overridden, counted, row.model_id is not None, _mapless(row, plan))


def _mapless(row: Trial, plan: Plan) -> list[str]:
    if not row.model_id:
        return []
    first, end = _span(plan)
    maps = Forecast.objects.filter(model=row.model_id, start__lt=end, end__gt=first)
    spans = list(maps.values_list("start", "end"))
    days = [first + timedelta(days=at) for at in range((end - first).days)]
    return [
        day.date().isoformat()
        for day in days
        if not any(start < day + timedelta(days=1) and day < until for start, until in spans)
    ]


def _span(plan: Plan) -> tuple[datetime, datetime]:
    """From the beginning of its first day to the end of its last."""
    first, last = (datetime.combine(day, time(), UTC) for day in (plan.first, plan.last))
    return first, last + timedelta(days=1)


def _visits(row: Trial, plan: Plan) -> Iterator[BoxVisit]:
    first, end = _span(plan)
    rows = BoxVisit.objects.filter(at__gte=first, at__lt=end, minutes__gt=0)
    if row.model_id:
        rows = rows.filter(forecast__model=row.model_id)
    return rows.select_related("forecast__model").iterator(500)


def _by_day(row: Trial, plan: Plan) -> Counter[str]:
    total: Counter[str] = Counter()
    for visit in _visits(row, plan):
        total[visit.at.astimezone(UTC).date().isoformat()] += visit.minutes
    return total


def _by_area(row: Trial, plan: Plan, zones: Zones) -> Counter[str]:
    """A box counts for the area that its middle lies in."""
    total: Counter[str] = Counter()
    known: dict[tuple[str, int], list[str]] = {}
    for visit in _visits(row, plan):
        key = (str(visit.forecast_id), visit.rank)
        if key not in known:
            known[key] = _areas_of(visit, zones)
        for name in known[key]:
            total[name] += visit.minutes
    return total


def _areas_of(visit: BoxVisit, zones: Zones) -> list[str]:
    boxes = [one for one in visit.forecast.boxes if one["rank"] == visit.rank]
    return areas_of(boxes, visit.forecast.model, zones)[0] if boxes else []
