"""A sealed trial judged as it was declared: its crimes, its days, its areas, and how long somebody was there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from daybook.book import Author, writing
from daybook.forecast import store, trial
from daybook.forecast.engine import Read, Wish, read_area, read_events
from daybook.forecast.engine.forecasting import Progress
from daybook.forecast.engine.trials import (
    Analysed,
    Sealed,
    TrialError,
    Unit,
    analyse,
    by_area,
    by_day,
    opened,
    verified,
)
from daybook.forecast.engine.zones import Zones, read_zones
from daybook.forecast.kinds import TRIAL_ANALYSED
from daybook.forecast.making import Files, code_version
from daybook.forecast.models import CrimeSource, Trial, TrialResult
from daybook.forecast.studies.parts import Drawing, Part, Sheet
from daybook.forecast.trial_dosage import minutes


@dataclass(frozen=True, eq=False)
class Judged:
    """What the trial says, with the events it was judged by."""

    part: Part
    read: Read


def not_yet(row: Trial, today: date) -> str:
    """Why nothing is analysed yet; empty once the trial is over."""
    return f"Not yet: the trial ends on {row.last:%-d %B %Y}." if today <= row.last else ""


def judge(row: Trial, files: Files, reading: Mapping[str, Any], today: date, told: Progress) -> Judged:
    """Raises `TrialError` before the trial is over, and where the crimes do not reach its end; errors of reading."""
    if early := not_yet(row, today):
        raise TrialError(f"{early} Nothing is analysed before it is over.")
    sealed = verified(opened(row.text), row.digest)
    path = store.found(files.name, files.sha256)
    plan = sealed.plan
    wish = Wish(
        plan.kinds,
        reading.get("columns", {}),
        reading.get("system", ""),
        reading.get("zone") or "Europe/London",
    )
    zones = zones_of(row) if plan.unit is Unit.AREA else None
    area, flat = (None, zones.flat) if zones else _area_of(row)
    read = read_events(path, wish, flat, progress=lambda rows: told("Reading rows", rows, 0))
    outcomes = by_area(read.events, plan, zones) if zones else by_day(read.events, plan, area)
    found = analyse(sealed, row.digest, outcomes, today)
    return Judged(_part(found, sealed, outcomes, minutes(plan, zones)), read)


def zones_of(row: Trial) -> Zones:
    """The named areas that the trial was sealed with. Raises `AreaError` or `StoreError`."""
    return read_zones(store.found(row.area_name, row.area_sha256))


def _area_of(row: Trial) -> tuple[Any, Any]:
    return read_area(store.found(row.area_name, row.area_sha256)) if row.area_sha256 else (None, None)


def _part(found: Analysed, sealed: Sealed, outcomes: Mapping[str, float], spent: Mapping[str, float]) -> Part:
    unit, total = found.plan.unit, sum(outcomes.values())
    return Part(
        "result",
        "What the trial has found",
        findings=trial.sentences(found),
        basis=f"{total:,.0f} events in {len(found.plan.units)} {unit}s, counted as declared."
        f" {_dosage_words(sealed, spent)}",
        sure=f"The interval holds every effect that is not rejected at {found.plan.level:g}, p is the share of"
        f" {found.plan.draws:,} allocations, drawn as this one was, with as large a difference.",
        caveat="Recorded events alone: where more officers are, more may be reported. What is sure for these"
        f" {unit}s need not hold elsewhere, and what is not sure is no proof that nothing was changed.",
        drawings=[
            trial.picture(found, "trial-effect"),
            *([_dosage(sealed, spent)] if any(spent.values()) else []),
        ],
        sheets=[_units(sealed, outcomes, spent)],
    )


def _spent(sealed: Sealed, spent: Mapping[str, float]) -> list[tuple[str, int, float]]:
    """Of each arm its name, its units, and the mean minutes of one."""
    arms = []
    for arm in sealed.plan.arms:
        units = [unit for unit in sealed.plan.units if sealed.allocation[unit] == arm]
        arms.append((arm, len(units), sum(spent[unit] for unit in units) / len(units)))
    return arms


def _dosage_words(sealed: Sealed, spent: Mapping[str, float]) -> str:
    if not any(spent.values()):
        return "No minute was recorded in a box in that time, so it is not known whether what was planned was done."
    unit = sealed.plan.unit
    told = " and ".join(f"{mean:.1f} minutes a {unit} with {arm}" for arm, _, mean in _spent(sealed, spent))
    return f"Recorded in boxes: {told}."


def _dosage(sealed: Sealed, spent: Mapping[str, float]) -> Drawing:
    unit = sealed.plan.unit
    rows = [(f"{arm} ({units} {unit}s)", round(mean, 1)) for arm, units, mean in _spent(sealed, spent)]
    given = {"measure": f"Minutes a {unit}", "rows": rows, "of": "Arm"}
    return Drawing("bars", "trial-dosage", "Minutes recorded in boxes", _dosage_words(sealed, spent), given)


def _units(sealed: Sealed, outcomes: Mapping[str, float], spent: Mapping[str, float]) -> Sheet:
    rows = [
        (unit, sealed.allocation[unit], f"{outcomes[unit]:,.0f}", f"{spent[unit]:,.0f}")
        for unit in sealed.plan.units
    ]
    head = (sealed.plan.unit.capitalize(), "Arm", "Events", "Minutes in boxes")
    return Sheet("trial-units", "Every unit", "As allocated before the trial started.", head, rows)


def keep_result(author: Author, row: Trial, source: CrimeSource, made: Judged) -> TrialResult:
    """What the trial says, into the book, with the crimes it was judged by."""
    result = TrialResult(
        trial=row,
        source_origin=source.origin,
        source_name=source.name,
        source_sha256=source.sha256,
        source_rows=made.read.rows,
        reading=source.reading,
        notes=[str(note) for note in made.read.notes],
        part=made.part.told(),
        code_version=code_version(),
        made_by=author.user,
        made_at=timezone.now(),
    )
    with writing(TRIAL_ANALYSED, author, row) as page:
        page.save(result)
    return result
