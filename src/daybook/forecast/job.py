"""The work of `daybook work` for this room: look crimes over, make forecasts, look for patterns.

Work that was cut off is done again; work that was stopped ends at its next word.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from daybook.access.caller import Caller, caller_for, system_caller
from daybook.access.models import User
from daybook.access.purpose import Purpose
from daybook.book import Author, jobs
from daybook.book.loops import where
from daybook.forecast import store
from daybook.forecast.asked import ERRORS
from daybook.forecast.engine.flat import BRITISH
from daybook.forecast.engine.forecasting import Progress
from daybook.forecast.fair_listening import Listening, latest_census
from daybook.forecast.keeping import keep_model
from daybook.forecast.looking import look_over
from daybook.forecast.making import Files, make
from daybook.forecast.models import CrimeSource, ForecastJob, PatternJob, TrialJob, WorkState
from daybook.forecast.models.working import Work
from daybook.forecast.queries.crimes import crime_file
from daybook.forecast.scoring_files import score_from
from daybook.forecast.studies.keeping import keep_study
from daybook.forecast.studies.making import StudyError, study
from daybook.forecast.trial_judging import judge, keep_result
from daybook.forecast.trial_standing import utc_today
from daybook.forecast.wishes import Asked, plan_of

log = logging.getLogger(__name__)
SILENT = timedelta(minutes=10)
"""After this without a word from whoever works, another does it."""
TELL_EVERY = 0.5
DEVICE = "forecast"
KNOWN = (*ERRORS, store.StoreError, StudyError)
BROKEN = "Daybook failed while it worked on this. Nothing was kept of it; tell whoever runs Daybook."


class StoppedError(Exception):
    """Somebody stopped the work."""


@jobs.register
def look_over_next() -> int:
    return _do(jobs.claimed(CrimeSource.objects.all(), SILENT), _look)


@jobs.register
def make_next_forecast() -> int:
    return _do(jobs.claimed(ForecastJob.objects.select_related("source"), SILENT), _make)


@jobs.register
def make_next_study() -> int:
    return _do(jobs.claimed(PatternJob.objects.select_related("source"), SILENT), _study)


@jobs.register
def judge_next_trial() -> int:
    return _do(jobs.claimed(TrialJob.objects.select_related("source", "trial"), SILENT), _judge)


def _do(work: Any, how: Callable[[Any, Progress], None]) -> int:
    if work is None:
        return 0
    try:
        how(work, telling(work))
        work.state = WorkState.DONE
    except StoppedError:
        return 1
    except KNOWN as error:
        work.state, work.problem = WorkState.FAILED, str(error)
    except Exception as error:
        log.exception("%s %s: %s", type(work).__name__, work.pk, where(error))
        work.state, work.problem = WorkState.FAILED, BROKEN
    work.finished_at = timezone.now()
    work.save()
    return 1


def telling(work: Work) -> Progress:
    """Writes how far it is, at most twice a second. It raises `StoppedError` where the work was stopped meanwhile."""
    said = [0.0]

    def tell(what: str, done: int, total: int) -> None:
        if time.monotonic() - said[0] >= TELL_EVERY:
            said[0] = time.monotonic()
            rows = type(work)._default_manager.filter(pk=work.pk, state=WorkState.RUNNING)
            if not rows.update(saying=what, done=done, total=total, told_at=timezone.now()):
                raise StoppedError

    return tell


def _look(source: CrimeSource, told: Progress) -> None:
    if not source.sha256:
        told("Gathering crimes", 0, 0)
        name = f"crimes in Daybook {timezone.localdate():%Y-%m-%d}.csv"
        source.name, source.sha256 = store.keep(name, crime_file(_caller(source)))
        source.reading = {"system": BRITISH} | source.reading
    look_over(source, told)
    score_from(source, files_of(source), Author(source.by, DEVICE, Purpose.PREVENT_CRIME), told)


def _make(job: ForecastJob, told: Progress) -> None:
    source = job.source
    plan = plan_of(Asked(**job.wish), source.reading)
    author = Author(job.by, DEVICE, Purpose.PREVENT_CRIME)
    census = latest_census()
    made = make(files_of(source), plan, told, listening=Listening(census) if census else None)
    _still_wanted(job)
    job.model = keep_model(author, files_of(source), source.origin, plan, made)


def _study(job: PatternJob, told: Progress) -> None:
    source = job.source
    plan = {**job.wish, "reading": source.reading}
    files = files_of(source)
    if job.wish["area"][1]:
        files = Files(files.name, files.sha256, *job.wish["area"])
    found = study(files, plan, told)
    _still_wanted(job)
    job.study = keep_study(Author(job.by, DEVICE, Purpose.PREVENT_CRIME), files, source.origin, plan, found)


def _judge(job: TrialJob, told: Progress) -> None:
    source = job.source
    made = judge(job.trial, files_of(source), source.reading, utc_today(), told)
    _still_wanted(job)
    keep_result(Author(job.by, DEVICE, Purpose.PREVENT_CRIME), job.trial, source, made)


def _still_wanted(work: Work) -> None:
    """Raises `StoppedError` where it was stopped since it last said how far it is: then nothing of it is kept."""
    telling(work)("Keeping what was found", 0, 0)


def files_of(source: CrimeSource) -> Files:
    return Files(source.name, source.sha256, source.area_name, source.area_sha256)


def _caller(work: Work) -> Caller:
    """Who asked, with the roles of today: they see what they may see, and no more."""
    user = User.objects.filter(pk=work.by).first() if work.by else None
    return caller_for(user, DEVICE, Purpose.PREVENT_CRIME) if user else system_caller(DEVICE)
