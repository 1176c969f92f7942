"""What of the working memory and the kept files goes when, so that what the book can make again stays, and no more.

A file stays while something in the book is made again from it: a model of the register, a census, a trial and its
results, a study not older than `STUDY`. Crimes that were sent in and not asked of for `SOURCE` go with their files, and
so does work that ended so long ago.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Max, OuterRef, Q, QuerySet, Subquery

from daybook.forecast import store
from daybook.forecast.models import (
    CensusTable,
    CrimeSource,
    Forecast,
    ForecastJob,
    ForecastMap,
    ForecastModel,
    PatternJob,
    PatternStudy,
    StudyParts,
    Trial,
    TrialJob,
    TrialResult,
    WorkState,
)
from daybook.forecast.models.working import Work
from daybook.forecast.studies.wishes import FILES

SOURCE = timedelta(days=90)
"""From when crimes were sent in, or last asked of."""
STUDY = timedelta(days=365)
MAP = timedelta(days=90)
"""From the end of what a map is for; that of the latest period of each model stays."""
FRESH = timedelta(days=1)
"""A file so young may be of something that is being written."""
ASKED = {"last_forecast": "jobs", "last_study": "studies", "last_trial": "trials"}
"""What may have been asked of crimes, and when last."""
ENDED = (WorkState.DONE, WorkState.FAILED, WorkState.STOPPED)
Key = tuple[str, str]
"""Name and SHA-256 of a kept file."""


@dataclass(frozen=True, slots=True)
class Tidied:
    """How many went, of each."""

    sources: int = 0
    jobs: int = 0
    studies: int = 0
    maps: int = 0
    files: int = 0

    def __bool__(self) -> bool:
        return any(astuple(self))


def tidy(now: datetime) -> Tidied:
    """Once a day: rows of working memory that are past their time, then files that nothing needs."""
    sources, jobs = _rows(now)
    studies = StudyParts.objects.filter(study__made_at__lt=now - STUDY).delete()[0]
    maps = _maps(now).delete()[0]
    return Tidied(sources, jobs, studies, maps, _files(now))


def _rows(now: datetime) -> tuple[int, int]:
    """Sources that nobody asked of since, with their work; and work on others that ended so long ago."""
    before = now - SOURCE
    old = (
        CrimeSource.objects.filter(state__in=ENDED, at__lt=before)
        .annotate(**{name: Max(f"{work}__at") for name, work in ASKED.items()})
        .filter(*(Q(**{name: None}) | Q(**{f"{name}__lt": before}) for name in ASKED))
    )
    gone = CrimeSource.objects.filter(pk__in=list(old.values_list("pk", flat=True)))
    sources = gone.count()
    gone.delete()
    past = {"state__in": ENDED, "at__lt": before}
    works: tuple[type[Work], ...] = (ForecastJob, PatternJob, TrialJob)
    jobs = sum(kind._default_manager.filter(**past).delete()[0] for kind in works)
    return sources, jobs


def _maps(now: datetime) -> QuerySet[ForecastMap]:
    """Those of periods long over that are scored; the one that a model's page draws is not among them."""
    latest = Forecast.objects.filter(model=OuterRef("forecast__model")).order_by("-start").values("start")[:1]
    past = ForecastMap.objects.filter(forecast__scored_at__isnull=False, forecast__end__lt=now - MAP)
    return past.exclude(forecast__start=Subquery(latest))


def _files(now: datetime) -> int:
    needed, gone = set(_needed(now)), 0
    for path in _kept():
        if not _is_old(path, now):
            continue
        if path.parent.name == "crimes":  # an upload that broke off
            path.unlink(missing_ok=True)
            gone += 1
        elif (path.name, path.parent.name) not in needed:
            store.forget(path.name, path.parent.name)
            gone += 1
    return gone


def _is_old(path: Path, now: datetime) -> bool:
    try:
        return path.stat().st_mtime <= (now - FRESH).timestamp()
    except FileNotFoundError:  # an upload that is whole by now, and lies under its own name
        return False


def _kept() -> list[Path]:
    """All at once: folders go while the files are looked through."""
    return [path for path in (Path(settings.ATTACHMENTS) / "crimes").rglob("*") if path.is_file()]


def _needed(now: datetime) -> Iterator[Key]:
    """Every file that something is made again from, or is being made from."""
    pairs = (("source_name", "source_sha256"), ("area_name", "area_sha256"))
    studies = PatternStudy.objects.filter(made_at__gte=now - STUDY)
    for rows in (ForecastModel.objects.all(), studies):
        for pair in pairs:
            yield from rows.values_list(*pair)
    for given in Forecast.objects.filter(map__isnull=False).values_list("made_from", flat=True):
        if given:
            yield given["name"], given["sha256"]
    yield from TrialResult.objects.values_list("source_name", "source_sha256")
    yield from CrimeSource.objects.values_list("name", "sha256")
    yield from CrimeSource.objects.values_list("area_name", "area_sha256")
    yield from CensusTable.objects.values_list("table_name", "table_sha256")
    yield from CensusTable.objects.values_list("areas_name", "areas_sha256")
    yield from Trial.objects.values_list("area_name", "area_sha256")
    for asked in (
        ForecastModel.objects.values_list("plan", flat=True),
        ForecastJob.objects.values_list("wish", flat=True),
    ):
        for plan in asked:
            yield from (tuple(one) for one in plan.get("covariates", ()))
    for wish in studies.values_list("plan", flat=True):
        yield from _of_wish(wish)
    for wish in PatternJob.objects.values_list("wish", flat=True):
        yield from _of_wish(wish)


def _of_wish(wish: dict[str, Any]) -> Iterator[Key]:
    operation = wish["operation"]
    for name, digest in (wish["area"], *(operation.get(name, ("", "")) for name in FILES)):
        yield str(name), str(digest)
