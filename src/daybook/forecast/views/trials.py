"""Trials by days or by areas: declared, sealed before they start, and analysed as declared once they are over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_GET

from daybook.access.caller import caller_of
from daybook.access.permission import allowed
from daybook.access.views_guard import signed_on
from daybook.forecast.actions.analyse_trial import analyse_trial
from daybook.forecast.actions.seal_trial import Wanted, seal_trial
from daybook.forecast.actions.send_crimes import AREAS, MAKE, Sent
from daybook.forecast.engine.trials import Unit, opened
from daybook.forecast.models import CrimeSource, Trial, WorkState
from daybook.forecast.studies.parts import part_of
from daybook.forecast.studies.shown import csv_of, on_page, shown
from daybook.forecast.trial import declared
from daybook.forecast.trial_judging import not_yet
from daybook.forecast.views.fields import choice, field
from daybook.forecast.views.index import SEE
from daybook.forecast.views.sources import sent_file
from daybook.web.forms import choices, error_summary
from daybook.web.pages import Column, list_view

RECENT = 20
ALLOCATED = "What is allocated"
FIELDS = (
    ("name", "Name of the trial", "Such as “Boxes in spring”", ""),
    ("usual", "The usual way", "What is done on half of the days, or in half of the areas", ""),
    ("tried", "What is tried", "What is done on the other half", ""),
    ("first", "First day", "Later than today, like 2027-01-04", "govuk-input--width-10"),
    ("last", "Last day", "Twelve weeks tell more than four", "govuk-input--width-10"),
    (
        "kinds",
        "Crime types that count",
        "Beginnings of their names, parted by commas; empty for every type",
        "",
    ),
    (
        "block",
        "Units of a block",
        "In each block both halves are even; empty for 14 days, or 2 areas",
        "govuk-input--width-5",
    ),
)


@require_GET
@signed_on(SEE)
def trials(request: HttpRequest) -> HttpResponseBase:
    listing = list_view(
        request, Trial.objects.defer("text"), _columns(), caption="Trials", empty="No trial was sealed yet."
    )
    context = {"listing": listing, "may_make": allowed(caller_of(request), MAKE)}
    return render(request, "forecast/trials.html", context)


def _columns() -> list[Column]:
    return [
        Column("Trial", _link),
        Column("From", lambda trial: f"{trial.first:%-d %B %Y}"),
        Column("To", lambda trial: f"{trial.last:%-d %B %Y}"),
        Column("Sealed", lambda trial: f"{trial.sealed_at:%-d %B %Y}"),
    ]


def _link(trial: Trial) -> str:
    return format_html(
        '<a class="govuk-link" href="{}">{}</a>', reverse("forecast:trial", args=[trial.pk]), trial.name
    )


@signed_on(MAKE)
def new(request: HttpRequest) -> HttpResponse:
    """What is compared, when, and on what."""
    typed = {name: request.POST.get(name, "") for name in (*(name for name, *_ in FIELDS), "unit", "earlier")}
    error = ""
    if request.method == "POST":
        try:
            sealed = seal_trial(caller_of(request), _wanted(typed, sent_file(request, "area")))
        except ValueError as wrong:
            error = str(wrong)
        else:
            messages.success(
                request, "The trial is sealed. All is allocated, and nothing of it can be changed."
            )
            return redirect("forecast:trial", sealed.pk)
    at = _where(error)
    errors = {at: error} if at else {}
    context = {
        **_by_areas(typed, errors),
        "fields": [_field(*one, typed, errors) for one in FIELDS],
        "summary": error_summary([(at, error)]) if error else None,
    }
    return render(request, "forecast/trial_new.html", context, status=422 if error else 200)


def _where(error: str) -> str:
    """The field whose label the sentence begins with; empty where it is about the whole."""
    labels = {name: label for name, label, *_ in FIELDS} | {"unit": ALLOCATED}
    return next((name for name, label in labels.items() if error.startswith(f"{label}:")), "")


def _field(
    name: str, label: str, hint: str, classes: str, typed: Mapping[str, str], errors: Mapping[str, str]
) -> dict[str, Any]:
    return field(name, label, hint, errors, value=typed[name], classes=classes)


def _by_areas(typed: Mapping[str, str], errors: Mapping[str, str]) -> dict[str, Any]:
    """What is allocated, and what a trial by areas asks besides."""
    units = [(Unit.DAY.value, "Days"), (Unit.AREA.value, "Areas")]
    named_hint = (
        "By areas: GeoPackage or GeoJSON with a name for each. By days: where events count, if not everywhere"
    )
    sources = [(str(one.pk), f"{one.name}, {one.at:%-d %B %Y}") for one in looked_over()]
    return {
        "unit": choice(
            "unit", ALLOCATED, errors, items=choices(units), value=typed["unit"] or Unit.DAY.value
        ),
        "area": field("area", "Areas", named_hint, {}, attributes={"accept": ",".join(AREAS)}),
        "earlier": field("earlier", "Earlier crimes", "By areas: those alike then share a block", {})
        | {"items": choices(sources, "None"), "value": typed["earlier"]},
    }


def looked_over() -> QuerySet[CrimeSource]:
    """The latest crimes that were looked over."""
    return CrimeSource.objects.filter(state=WorkState.DONE)[:RECENT]


def _wanted(typed: Mapping[str, str], area: Sent | None) -> Wanted:
    """ValueError names the field that cannot be read."""
    block = typed["block"].strip() or "0"
    if not (block.isascii() and block.isdigit() and len(block) < 5):
        raise ValueError(f"Units of a block: “{block}” is no number. Write one like 14, or leave it empty.")
    if typed["unit"] not in [one.value for one in Unit]:
        raise ValueError(f"{ALLOCATED}: choose days or areas.")
    earlier = next((one for one in looked_over() if str(one.pk) == typed["earlier"]), None)
    kinds = tuple(filter(None, map(str.strip, typed["kinds"].split(","))))
    days = {name: _day(label, typed[name]) for name, label, *_ in FIELDS if name in ("first", "last")}
    words = (typed["name"], typed["usual"], typed["tried"], days["first"], days["last"], kinds, int(block))
    return Wanted(*words, Unit(typed["unit"]), area, earlier)


def _day(label: str, text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"{label}: “{text}” is no day. Write it like 2027-01-04.") from None


@signed_on(SEE)
def trial(request: HttpRequest, trial_id: UUID) -> HttpResponseBase:
    """The declaration, the seal, what is done when or where, and, once it is over, what it has found."""
    found = get_object_or_404(Trial, pk=trial_id)
    if request.method == "POST":
        return _analyse(request, found)
    parts = [part_of(one.part) for one in found.results.all()[:1]]
    if csv := csv_of(request, parts):
        return csv
    sealed = opened(found.text)
    unit = sealed.plan.unit
    rows = [[{"text": day}, {"text": arm}] for day, arm in sealed.allocation.items()]
    table = {
        "caption": "What is done on which day" if unit is Unit.DAY else "What is done in which area",
        "captionClasses": "govuk-table__caption--m",
        "firstCellIsHeader": True,
        "head": [{"text": unit.capitalize()}, {"text": "What is done"}],
        "rows": rows,
    }
    facts = [("Seal", found.digest), ("Sealed", f"{found.sealed_at:%-d %B %Y}")]
    if found.area_name:
        facts.append(("Areas", f"{found.area_name}, SHA-256 {found.area_sha256}"))
    may_make = allowed(caller_of(request), MAKE)
    context = {
        "trial": found,
        "declared": declared(sealed.plan),
        "table": table,
        "not_yet": not_yet(found, timezone.localdate()),
        "parts": [shown(part, on_page) for part in parts],
        "results": found.results.all(),
        "job": found.jobs.first() if may_make else None,
        "sources": looked_over() if may_make else (),
        "may_make": may_make,
        "facts": {"rows": [{"key": {"text": key}, "value": {"text": value}} for key, value in facts]},
    }
    return render(request, "forecast/trial.html", context)


def _analyse(request: HttpRequest, found: Trial) -> HttpResponse:
    source = next((one for one in looked_over() if str(one.pk) == request.POST.get("source")), None)
    try:
        if source is None:
            raise ValueError("Choose the crimes that were recorded meanwhile.")
        job = analyse_trial(caller_of(request), found, source)
    except ValueError as error:
        messages.error(request, str(error))
        return redirect("forecast:trial", found.pk)
    return redirect("forecast:job", "trial", job.pk)


@require_GET
@signed_on(SEE)
def sealed_file(request: HttpRequest, trial_id: UUID) -> HttpResponse:
    """The file that the analysis asks for."""
    found = get_object_or_404(Trial, pk=trial_id)
    heading = {"Content-Disposition": 'attachment; filename="trial.json"'}
    return HttpResponse(found.text, content_type="application/json", headers=heading)
