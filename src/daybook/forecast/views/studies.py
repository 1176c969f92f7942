"""Studies of patterns: those that were made, one while it is made, and what one has found."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_POST

from daybook.access.caller import caller_of
from daybook.access.views_guard import signed_on
from daybook.forecast.actions.send_crimes import MAKE
from daybook.forecast.actions.stop_work import UNDER_WAY, stop_work
from daybook.forecast.models import CrimeSource, ForecastJob, PatternJob, PatternStudy, StudyParts, WorkState
from daybook.forecast.studies.parts import part_of
from daybook.forecast.studies.shown import csv_of, on_page, shown
from daybook.forecast.studies.wishes import FILES
from daybook.web.pages import Column, list_view

RECENT = 10


@require_GET
@signed_on(MAKE)
def studies(request: HttpRequest) -> HttpResponseBase:
    listing = list_view(
        request,
        PatternStudy.objects.defer("plan", "notes"),
        _columns(),
        caption="Studies",
        empty="No study was made yet.",
    )
    context = {
        "listing": listing,
        "jobs": PatternJob.objects.filter(state__in=UNDER_WAY).select_related("source")[:RECENT],
        "sources": CrimeSource.objects.filter(state=WorkState.DONE)[:RECENT],
    }
    return render(request, "forecast/patterns_index.html", context)


def _columns() -> list[Column]:
    return [
        Column("Study", _link),
        Column("From", lambda study: study.source_name),
        Column("Events", lambda study: f"{study.events:,}", is_number=True),
        Column("Made", lambda study: f"{timezone.localtime(study.made_at):%-d %B %Y}"),
    ]


def _link(study: PatternStudy) -> str:
    address = reverse("forecast:study", args=[study.pk])
    return format_html('<a class="govuk-link" href="{}">{}</a>', address, study.title)


@require_GET
@signed_on(MAKE)
def study_job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    job = get_object_or_404(PatternJob.objects.select_related("source"), pk=job_id)
    if job.study_id:
        return redirect("forecast:study", job.study_id)
    return render(request, "forecast/patterns_job.html", {"job": job})


@require_GET
@signed_on(MAKE, by_itself=True)
def study_progress(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The part of the page that renews itself until the study is made."""
    job = get_object_or_404(PatternJob.objects.select_related("source"), pk=job_id)
    return render(request, "forecast/_patterns_progress.html", {"job": job})


@require_POST
@signed_on(MAKE)
def stop_study(request: HttpRequest, job_id: UUID) -> HttpResponse:
    return _stop(request, get_object_or_404(PatternJob, pk=job_id), "forecast:study-job")


@require_POST
@signed_on(MAKE)
def stop_forecast(request: HttpRequest, job_id: UUID) -> HttpResponse:
    return _stop(request, get_object_or_404(ForecastJob, pk=job_id), "forecast:job")


def _stop(request: HttpRequest, work: PatternJob | ForecastJob, page: str) -> HttpResponse:
    try:
        stop_work(caller_of(request), work)
    except ValueError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "It is stopped, and nothing of it is kept.")
    return redirect(page, work.pk)


@require_GET
@signed_on(MAKE)
def study(request: HttpRequest, study_id: UUID) -> HttpResponseBase:
    """What was found, part by part, each with how sure it is and what must not be read into it."""
    found = get_object_or_404(PatternStudy, pk=study_id)
    kept = StudyParts.objects.filter(study=found).first()
    parts = [part_of(one) for one in kept.parts] if kept else []
    if csv := csv_of(request, parts):
        return csv
    context = {
        "study": found,
        "gone": kept is None,
        "parts": [shown(part, on_page) for part in parts],
        "facts": {"rows": _facts(found)},
        "job": PatternJob.objects.filter(study=found).first(),
    }
    return render(request, "forecast/patterns_study.html", context)


def _facts(found: PatternStudy) -> list[dict[str, Any]]:
    """What it was made from: enough to make it again."""
    plan, first, last = found.plan, *map(timezone.localtime, (found.first_at, found.last_at))
    files = [(found.area_name, found.area_sha256)]
    files += [tuple(plan["operation"].get(name, ("", ""))) for name in FILES]
    pairs = [
        ("Events", f"{found.events:,}, from {first:%-d %B %Y} to {last:%-d %B %Y}"),
        ("Crime types", ", ".join(kind or "without a type" for kind in plan["kinds"])),
        ("Days asked for", f"{plan['first'] or 'the first'} to {plan['last'] or 'the last'}"),
        ("Outside the area", f"{found.outside:,}"),
        ("Made from", f"{found.source_name}: {found.source_rows:,} rows, SHA-256 {found.source_sha256}"),
        ("Areas", "; ".join(f"{name}, SHA-256 {digest}" for name, digest in files if digest) or "none"),
        ("Coordinates", found.flat),
        ("Code", found.code_version),
        ("Made", f"{timezone.localtime(found.made_at):%-d %B %Y, %H:%M}"),
    ]
    if plan["reason"]:
        pairs.insert(2, ("Types recorded where police look", f"Taken in, because: {plan['reason']}"))
    return [{"key": {"text": key}, "value": {"text": value}} for key, value in pairs]
