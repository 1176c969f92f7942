"""A forecast while it is made; once it is, its page."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from daybook.access.views_guard import signed_on
from daybook.forecast.actions.send_crimes import MAKE
from daybook.forecast.models import ForecastJob


@require_GET
@signed_on(MAKE)
def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    found = get_object_or_404(ForecastJob.objects.select_related("source"), pk=job_id)
    if found.model_id:
        return redirect("forecast:model", found.model_id)
    return render(request, "forecast/job.html", {"job": found})


@require_GET
@signed_on(MAKE, by_itself=True)
def job_progress(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The part of the page that renews itself until the forecast is made."""
    found = get_object_or_404(ForecastJob.objects.select_related("source"), pk=job_id)
    return render(request, "forecast/_job_progress.html", {"job": found})
