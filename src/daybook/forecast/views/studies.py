"""Studies of patterns: those that were made, and what one has found."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_GET

from daybook.access.views_guard import signed_on
from daybook.forecast.actions.send_crimes import MAKE
from daybook.forecast.actions.stop_work import UNDER_WAY
from daybook.forecast.models import CrimeSource, PatternJob, PatternStudy, StudyParts, WorkState
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
