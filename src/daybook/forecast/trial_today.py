"""What a running trial holds back of a model's boxes today; nothing of what comes on later days is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from daybook.forecast.engine.trials import Sealed, Unit, opened, verified
from daybook.forecast.models import ForecastModel, ModelState, Trial, TrialOverride
from daybook.forecast.trial_areas import areas_of, zones_of
from daybook.forecast.trial_standing import not_yet, running, utc_day

Box = Mapping[str, Any]
URGENT = (
    "Where that is urgently needed, an inspector or a superintendent can show them for today, with a reason."
)


@dataclass(frozen=True)
class Held:
    """`units`: the day or names of areas where another arm is due today; `shown`: of them, by an override.

    `due`: that arm's name; `other`: the model whose boxes it shows, None where it is the usual way.
    """

    trial: Trial
    day: date
    by_day: bool
    due: str
    other: ForecastModel | None
    units: Sequence[str]
    shown: Sequence[TrialOverride]

    @property
    def back(self) -> set[str]:
        """Units whose boxes are held back, and that no override shows."""
        return set(self.units) - {one.unit for one in self.shown}


def held_today(model: ForecastModel, now: datetime) -> Held | None:
    """None where no trial of its boxes runs. Days are UTC, as the trial counts them. Raises `TrialError`."""
    day = utc_day(now)
    row = running(model, day)
    if row is None:
        return None
    sealed = verified(opened(row.text), row.digest)
    second, by_day = row.instead_id == model.pk, sealed.plan.unit is Unit.DAY
    due, other = sealed.plan.arms[second], row.model if second else row.instead
    units = [str(day)] if by_day else sealed.plan.units
    of_today = [unit for unit in units if sealed.allocation[unit] == due]
    shown = TrialOverride.objects.filter(trial=row, day=day) if of_today else ()
    return Held(row, day, by_day, due, other, of_today, [one for one in shown if one.unit in of_today])


def held_of(trial: Trial, now: datetime) -> list[Held]:
    """What the trial holds back today of each of its models; none unless it runs."""
    found = [held_today(one, now) for one in (trial.model, trial.instead) if one]
    return [one for one in found if one and one.trial.pk == trial.pk]


def due_of(models: Sequence[ForecastModel], now: datetime) -> ForecastModel | None:
    """The model that patrols go by first: where a trial compares two by days, the one that is due today."""
    first = next(iter(models), None)
    held = held_today(first, now) if first and len(models) > 1 else None
    return held.other if held and held.by_day and held.back and held.other in models else first


def parted(held: Held, model: ForecastModel, boxes: Sequence[Box]) -> tuple[list[Box], dict[str, int]]:
    """Boxes that are shown, and how many are held back by unit: a box counts for the area that its middle lies in."""
    back = held.back
    if held.by_day:
        return ([], dict.fromkeys(back, len(boxes))) if back else (list(boxes), {})
    left: list[Box] = []
    kept_back: dict[str, int] = {}
    for box, areas in zip(boxes, areas_of(boxes, model, zones_of(held.trial)), strict=True):
        found = next((name for name in areas if name in back), None)
        if found is None:
            left.append(box)
        else:
            kept_back[found] = kept_back.get(found, 0) + 1
    return left, kept_back


def words(held: Held, back: Mapping[str, int]) -> list[str]:
    """Why boxes are missing, or are shown all the same; nothing on a day on which the trial changes nothing."""
    trial = f"the trial “{held.trial.name}” runs until {held.trial.last:%-d %B %Y}"
    told = []
    if back and held.by_day:
        told.append(
            f"No boxes of this model are shown today: {trial}, and today is one of its days of “{held.due}”."
            f" {_instead(held, 'Do what')} Which days come next is not told, so that nobody prepares for them."
        )
    elif back:
        number = sum(back.values())
        areas = f"{len(back)} {'area' if len(back) == 1 else 'areas'} of it"
        stay = f"{areas} stay with “{held.due}”" if held.other is None else f"in {areas} “{held.due}” is due"
        told.append(
            f"{number} {'box is' if number == 1 else 'boxes are'} left out: {trial}, and {stay}."
            f" {_instead(held, 'Do there what')}"
        )
    if back:
        told.append(URGENT)
    if held.shown:
        where = "" if held.by_day else f" in {', '.join(one.unit for one in held.shown)}"
        told.append(
            f"Boxes{where} are shown for an urgent need, though {trial} and would hold them back. Its analysis counts"
            " that."
        )
    return told


def _instead(held: Held, do: str) -> str:
    if held.other is None:
        return f"{do} would be done without boxes."
    if held.other.state != ModelState.ON:
        return f"That model is not switched on, so it has no boxes to show. {do} would be done without boxes."
    return f"Go {'' if held.by_day else 'there '}by the boxes of that model."


def allocation_told(row: Trial, sealed: Sealed, today: date) -> Mapping[str, str]:
    """What pages tell of the allocation. Where the briefing shows or holds back boxes by days, none that is to come."""
    if row.model_id is None or sealed.plan.unit is not Unit.DAY or not not_yet(row, today):
        return sealed.allocation
    return {day: arm for day, arm in sealed.allocation.items() if day <= str(today)}
