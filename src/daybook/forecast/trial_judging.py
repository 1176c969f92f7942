"""A sealed trial judged as it was declared: its crimes, its days, its areas, and how long somebody was there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from daybook.book import Author, writing
from daybook.forecast import store
from daybook.forecast.engine import Read, Wish, read_area, read_events
from daybook.forecast.engine.forecasting import Progress
from daybook.forecast.engine.trials import (
    TrialError,
    Unit,
    analyse,
    by_area,
    by_day,
    cut,
    opened,
    verified,
)
from daybook.forecast.kinds import TRIAL_ANALYSED
from daybook.forecast.making import Files, code_version
from daybook.forecast.models import CrimeSource, Trial, TrialResult
from daybook.forecast.studies.parts import Part
from daybook.forecast.trial_areas import zones_of
from daybook.forecast.trial_dosage import dosage
from daybook.forecast.trial_part import part_of_trial
from daybook.forecast.trial_standing import end_of, no_effect, not_yet, told_end


@dataclass(frozen=True, eq=False)
class Judged:
    """What the trial says, with the events it was judged by."""

    part: Part
    read: Read


def judge(row: Trial, files: Files, reading: Mapping[str, Any], today: date, told: Progress) -> Judged:
    """Raises `TrialError` before the trial is over, and where the crimes do not reach its end; errors of reading."""
    if why := no_effect(row, today):
        raise TrialError(why)
    if early := not_yet(row, today):
        raise TrialError(f"{early} Nothing is analysed before it is over.")
    end = end_of(row)
    sealed = cut(verified(opened(row.text), row.digest), end.day if end else None)
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
    found = analyse(opened(row.text), row.digest, outcomes, today, end.day if end else None)
    deviations = [told_end(end)] if end else []
    return Judged(part_of_trial(found, sealed, outcomes, dosage(row, sealed, zones), deviations), read)


def _area_of(row: Trial) -> tuple[Any, Any]:
    return read_area(store.found(row.area_name, row.area_sha256)) if row.area_sha256 else (None, None)


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
