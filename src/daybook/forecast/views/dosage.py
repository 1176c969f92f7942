"""The dosage page: what was done in the boxes of a model, by day or week and by box."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from daybook.access.caller import caller_of
from daybook.access.permission import allowed
from daybook.access.views_guard import signed_on
from daybook.forecast.actions.send_crimes import MAKE
from daybook.forecast.briefing import current
from daybook.forecast.dosage import Box, Span, boxes_of
from daybook.forecast.dosage_part import part_of_dosage
from daybook.forecast.models import ForecastModel, ModelState
from daybook.forecast.studies.shown import csv_of, shown
from daybook.forecast.views.fields import field
from daybook.forecast.views.index import SEE
from daybook.forecast.views.withheld import withheld
from daybook.web.forms import choices, error_summary

USUAL = timedelta(days=27)
MOST = timedelta(days=366)
STEPS = (("day", "Day"), ("week", "Week"))
RECENT = 50


@require_GET
@signed_on(SEE)
def dosage(request: HttpRequest) -> HttpResponseBase:
    """Of one model that is or was in use; the address says which, from when to when, and by what."""
    models = list(_models())
    model = next(
        (one for one in models if str(one.number) == request.GET.get("model")), next(iter(models), None)
    )
    errors: dict[str, str] = {}
    span = _span(request, errors)
    kept = withheld(request, model) if model else ""
    part = part_of_dosage(model, _shown(model, span, kept), span) if model else None
    if part and (csv := csv_of(request, [part])):
        return csv
    asked = f"&model={model.number}&first={span.first}&last={span.last}&by={_by(span)}" if model else ""
    context = {
        "part": shown(part, lambda slug, head, rows: f"?csv={slug}{asked}") if part else None,
        "fields": _fields(models, model, span, errors),
        "summary": error_summary(errors.items()) if errors else None,
        "withheld": f"{kept} They are left out here." if kept else "",
        "may_make": allowed(caller_of(request), MAKE),
    }
    return render(request, "forecast/dosage.html", context, status=422 if errors else 200)


def _shown(model: ForecastModel, span: Span, kept: str) -> list[Box]:
    """Boxes of the span; those of the map that patrols would go by, and of later ones, only where nothing is kept."""
    boxes, newest = boxes_of(model, span), current(model) if kept else None
    return [box for box in boxes if newest is None or box.start < newest.start]


def _models() -> Any:
    """Those that patrols see or saw, those in use first."""
    used = ForecastModel.objects.exclude(switched_at=None).only("number", "title", "state")
    return sorted(used[:RECENT], key=lambda one: one.state != ModelState.ON)


def _span(request: HttpRequest, errors: dict[str, str]) -> Span:
    """The last four weeks where nothing is asked, or where it cannot be: then `errors` says why."""
    last = _day(request, "last", "Last day", errors) or timezone.localdate()
    first = _day(request, "first", "First day", errors) or last - USUAL
    if last < first:
        errors["last"] = "Last day: it is before the first. Put them right."
        first = last - USUAL
    if last - first > MOST:
        errors["first"] = "First day: take a year at most."
        first = last - USUAL
    return Span(first, last, request.GET.get("by") == "week")


def _day(request: HttpRequest, name: str, label: str, errors: dict[str, str]) -> date | None:
    text = request.GET.get(name, "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        errors[name] = f"{label}: “{text}” is no day. Write it like 2027-01-04."
        return None


def _by(span: Span) -> str:
    return "week" if span.weekly else "day"


def _fields(
    models: list[ForecastModel], model: ForecastModel | None, span: Span, errors: dict[str, str]
) -> dict[str, Any]:
    chosen = str(model.number) if model else ""
    titles = [(str(one.number), f"{one.number} {one.title}") for one in models]
    width = "govuk-input--width-10"
    return {
        "model": field("model", "Model", "", errors, items=choices(titles), value=chosen),
        "first": field("first", "First day", "", errors, classes=width, value=str(span.first)),
        "last": field("last", "Last day", "", errors, classes=width, value=str(span.last)),
        "by": field("by", "By", "", errors, items=choices(STEPS), value=_by(span)),
    }
