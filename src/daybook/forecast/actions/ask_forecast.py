"""Ask for a forecast from crimes that were looked over."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book.pages import append
from daybook.forecast import store
from daybook.forecast.actions.send_crimes import MAKE
from daybook.forecast.engine import CovariateError, ReadingError
from daybook.forecast.engine.covariates import check_heading
from daybook.forecast.kinds import FORECAST_ASKED
from daybook.forecast.models import CrimeSource, ForecastJob, WorkState
from daybook.forecast.wishes import Asked, WishError, checked


def ask_forecast(caller: Caller, source: CrimeSource, asked: Asked) -> ForecastJob:
    """The work, waiting for a process to do it. Raises `WishError`."""
    require(caller, MAKE)
    if source.state != WorkState.DONE:
        raise WishError("title", "These crimes are not looked over yet. Wait until they are.")
    wish = checked(asked, source.kinds, source.precision).told()
    _check_covariates(asked)
    with transaction.atomic():
        job = ForecastJob.objects.create(source=source, wish=wish, by=caller.author.user, at=timezone.now())
        append(FORECAST_ASKED, caller.author, "forecastjob", job.pk, {"source": str(source.pk), "wish": wish})
    return job


def _check_covariates(asked: Asked) -> None:
    """By the headings alone; the rows are read with the forecast. Raises `WishError`."""
    try:
        for name, digest in asked.covariates:
            check_heading(store.found(name, digest))
    except (CovariateError, ReadingError, store.StoreError) as error:
        raise WishError("covariates", str(error)) from error
