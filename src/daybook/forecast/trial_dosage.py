"""Dosage: minutes that were recorded in boxes, on each day of a trial or in each of its areas; and what broke it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from daybook.forecast.engine.trials import Plan, Sealed
from daybook.forecast.engine.zones import Zones
from daybook.forecast.models import BoxVisit, Forecast, Trial, TrialOverride
from daybook.forecast.trial_areas import areas_of

EVERY = "The trial names no model, so minutes in every model's boxes are counted."
Spent = Counter[tuple[str, UUID]]
"""Minutes of each unit, by model."""


@dataclass(frozen=True, slots=True)
class Dosage:
    """`spent`: minutes of each unit; where two models are compared, in the boxes of the one that is due there.

    `astray`: those in boxes that are held back there. `overridden`: on how many days such boxes were shown. `counted`
    says in whose boxes; `linked` whether they are those of a model that is named. `mapless`: by arm, days (UTC) of the
    trial for which its model had no map.
    """

    spent: Mapping[str, float]
    overridden: Mapping[str, int]
    counted: str
    linked: bool
    astray: Mapping[str, float] = field(default_factory=dict)
    mapless: Mapping[str, Collection[str]] = field(default_factory=dict)


def dosage(row: Trial, sealed: Sealed, zones: Zones | None) -> Dosage:
    """`zones` of a trial by areas, None of one by days (UTC)."""
    plan = sealed.plan
    found = _by_area(row, plan, zones) if zones else _by_day(row, plan)
    shows = dict(zip(plan.arms, (row.instead_id, row.model_id), strict=True))
    holds = dict(zip(plan.arms, (row.model_id, row.instead_id), strict=True))
    return Dosage(
        _spent(found, sealed, shows) if row.instead_id else _whole(found, plan),
        Counter(TrialOverride.objects.filter(trial=row).values_list("unit", flat=True)),
        _counted(plan),
        row.model_id is not None,
        _spent(found, sealed, holds),
        {arm: _mapless(model, plan) for arm, model in shows.items() if model},
    )


def _counted(plan: Plan) -> str:
    if plan.instead:
        return f"Counted are minutes in boxes of model {plan.instead}, and of model {plan.model}, where each was due."
    return f"Counted are minutes in boxes of model {plan.model} alone." if plan.model else EVERY


def _whole(found: Spent, plan: Plan) -> dict[str, float]:
    total = dict.fromkeys(plan.units, 0.0)
    for (unit, _), minutes in found.items():
        if unit in total:
            total[unit] += minutes
    return total


def _spent(found: Spent, sealed: Sealed, models: Mapping[str, UUID | None]) -> dict[str, float]:
    """Minutes of each unit in the boxes of one model, by the arm of the unit."""
    due = ((unit, models[sealed.allocation[unit]]) for unit in sealed.plan.units)
    return {unit: float(found[unit, model]) if model else 0.0 for unit, model in due}


def _mapless(model: UUID, plan: Plan) -> list[str]:
    first, end = _span(plan)
    maps = Forecast.objects.filter(model=model, start__lt=end, end__gt=first)
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
        rows = rows.filter(forecast__model__in=[one for one in (row.model_id, row.instead_id) if one])
    return rows.select_related("forecast__model").iterator(500)


def _by_day(row: Trial, plan: Plan) -> Spent:
    total: Spent = Counter()
    for visit in _visits(row, plan):
        total[visit.at.astimezone(UTC).date().isoformat(), visit.forecast.model_id] += visit.minutes
    return total


def _by_area(row: Trial, plan: Plan, zones: Zones) -> Spent:
    """A box counts for the area that its middle lies in."""
    total: Spent = Counter()
    known: dict[tuple[str, int], list[str]] = {}
    for visit in _visits(row, plan):
        key = (str(visit.forecast_id), visit.rank)
        if key not in known:
            known[key] = _areas_of(visit, zones)
        for name in known[key]:
            total[name, visit.forecast.model_id] += visit.minutes
    return total


def _areas_of(visit: BoxVisit, zones: Zones) -> list[str]:
    boxes = [one for one in visit.forecast.boxes if one["rank"] == visit.rank]
    return areas_of(boxes, visit.forecast.model, zones)[0] if boxes else []
