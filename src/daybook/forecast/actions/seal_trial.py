"""Allocate a trial by days or by areas at random, and seal it before it starts: the entry holds its seal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.forecast import store
from daybook.forecast.actions.send_crimes import AREAS, MAKE, Sent, kept
from daybook.forecast.engine import read_area
from daybook.forecast.engine.trials import Plan, TrialError, Unit, days_of, seal, written
from daybook.forecast.kinds import TRIAL_SEALED
from daybook.forecast.models import CrimeSource, ForecastModel, Trial
from daybook.forecast.trial_areas import units_of
from daybook.forecast.trial_models import arms_of, check_free, check_pair
from daybook.forecast.trial_standing import utc_today

LONGEST_NAME, LONGEST_ARM = 120, 60
MOST_DAYS = 3 * 366
BLOCK, PAIR = 14, 2
"""Units of a block, by days and by areas."""
NAMED = (".gpkg", ".geojson", ".json")


@dataclass(frozen=True, slots=True)
class Wanted:
    """`usual` and `tried` are the arms; `kinds` whole names or beginnings of crime types, all where empty.

    `area`: of a trial by areas the file of the named areas, of one by days the area where events count, if one is told.
    `earlier`: crimes by which areas alike share a block. `block` 0 takes the usual number of units. `model`: the one
    whose boxes are what is tried; the briefing then holds them back where everything is as usual. `instead`: the one
    that it is compared with, whose boxes are then shown there; the arms bear the titles of both, so `usual` and `tried`
    are empty.
    """

    name: str
    usual: str
    tried: str
    first: date
    last: date
    kinds: tuple[str, ...] = ()
    block: int = 0
    unit: Unit = Unit.DAY
    area: Sent | None = None
    earlier: CrimeSource | None = None
    model: ForecastModel | None = None
    instead: ForecastModel | None = None


def seal_trial(caller: Caller, wanted: Wanted) -> Trial:
    """The sealed trial. Raises `TrialError` or another ValueError that says why not."""
    require(caller, MAKE)
    _check(wanted)
    area = kept("area", wanted.area, AREAS if wanted.unit is Unit.DAY else NAMED) if wanted.area else ("", "")
    sealed = seal(_plan(wanted, area), utc_today())
    row = Trial(
        name=sealed.plan.name,
        digest=sealed.digest,
        text=written(sealed),
        area_name=area[0],
        area_sha256=area[1],
        first=wanted.first,
        last=wanted.last,
        model=wanted.model,
        instead=wanted.instead,
        sealed_by=caller.author.user,
        sealed_at=timezone.now(),
    )
    with writing(TRIAL_SEALED, caller.author, row) as page:
        check_free(wanted.model, wanted.instead, wanted.first, wanted.last)
        page.save(row)
    return row


def _check(wanted: Wanted) -> None:
    if len(wanted.name) > LONGEST_NAME or max(len(wanted.usual), len(wanted.tried)) > LONGEST_ARM:
        raise TrialError(
            f"Names are too long: the trial's up to {LONGEST_NAME} signs, an arm's {LONGEST_ARM}."
        )
    if (wanted.last - wanted.first).days >= MOST_DAYS:
        raise TrialError("A trial lasts three years at most. Put its days right.")
    if wanted.unit is Unit.AREA and wanted.area is None:
        raise TrialError("A trial by areas needs them: choose a file of areas with a name for each.")
    if wanted.earlier and wanted.unit is Unit.DAY:
        raise TrialError("Earlier crimes pair areas. A trial by days needs none.")
    if wanted.instead:
        check_pair(wanted.model, wanted.instead, (wanted.usual, wanted.tried))


def _arms(wanted: Wanted) -> tuple[str, str]:
    if wanted.model and wanted.instead:
        return arms_of(wanted.model, wanted.instead)
    return wanted.usual.strip(), wanted.tried.strip()


def _plan(wanted: Wanted, area: tuple[str, str]) -> Plan:
    by_day = wanted.unit is Unit.DAY
    if by_day and area[1]:
        read_area(store.found(*area))  # what cannot be read now could not be analysed later
    return Plan(
        name=wanted.name.strip(),
        unit=wanted.unit,
        arms=_arms(wanted),
        first=wanted.first,
        last=wanted.last,
        units=days_of(wanted.first, wanted.last) if by_day else units_of(area, wanted.kinds, wanted.earlier),
        block=wanted.block or (BLOCK if by_day else PAIR),
        kinds=wanted.kinds,
        area=area[1],
        model=wanted.model.number if wanted.model else 0,
        instead=wanted.instead.number if wanted.instead else 0,
    )
