"""Trials by days: declared, sealed before they start, and read day by day. They are analysed by command."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_GET

from daybook.access.caller import caller_of
from daybook.access.permission import allowed
from daybook.access.views_guard import signed_on
from daybook.forecast.actions.seal_trial import BLOCK, Wanted, seal_trial
from daybook.forecast.actions.send_crimes import MAKE
from daybook.forecast.engine.trials import opened
from daybook.forecast.models import Trial
from daybook.forecast.trial import declared
from daybook.forecast.views.index import SEE
from daybook.web.forms import error_summary
from daybook.web.pages import Column, list_view

FIELDS = (
    ("name", "Name of the trial", "Such as “Boxes in spring”", ""),
    ("usual", "The usual way", "What is done on half of the days", ""),
    ("tried", "What is tried", "What is done on the other half", ""),
    ("first", "First day", "Later than today, like 2027-01-04", "govuk-input--width-10"),
    ("last", "Last day", "Twelve weeks tell more than four", "govuk-input--width-10"),
    (
        "kinds",
        "Crime types that count",
        "Beginnings of their names, parted by commas; empty for every type",
        "",
    ),
    ("block", "Days of a block", "In each block both halves are even; 14 is usual", "govuk-input--width-5"),
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
    typed = {name: request.POST.get(name, "") for name, *_ in FIELDS}
    error = ""
    if request.method == "POST":
        try:
            sealed = seal_trial(caller_of(request), _wanted(typed))
        except ValueError as wrong:
            error = str(wrong)
        else:
            messages.success(
                request, "The trial is sealed. Its days are allocated, and nothing of it can be changed."
            )
            return redirect("forecast:trial", sealed.pk)
    else:
        typed["block"] = str(BLOCK)
    context = {
        "fields": [_field(*one, typed) for one in FIELDS],
        "summary": error_summary([("", error)]) if error else None,
    }
    return render(request, "forecast/trial_new.html", context, status=422 if error else 200)


def _field(name: str, label: str, hint: str, classes: str, typed: Mapping[str, str]) -> dict[str, Any]:
    words = {"label": {"text": label, "classes": "govuk-label--s"}, "hint": {"text": hint}}
    return {"id": name, "name": name, "value": typed[name], "classes": classes, **words}


def _wanted(typed: Mapping[str, str]) -> Wanted:
    """ValueError names the field that cannot be read."""
    block = typed["block"].strip()
    if not (block.isascii() and block.isdigit() and len(block) < 5):
        raise ValueError(f"Days of a block: “{block}” is no number. 14 is usual.")
    kinds = tuple(filter(None, map(str.strip, typed["kinds"].split(","))))
    days = {name: _day(label, typed[name]) for name, label, *_ in FIELDS if name in ("first", "last")}
    return Wanted(
        typed["name"], typed["usual"], typed["tried"], days["first"], days["last"], kinds, int(block)
    )


def _day(label: str, text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"{label}: “{text}” is no day. Write it like 2027-01-04.") from None


@require_GET
@signed_on(SEE)
def trial(request: HttpRequest, trial_id: UUID) -> HttpResponse:
    """The declaration, the seal, and what is done on which day."""
    found = get_object_or_404(Trial, pk=trial_id)
    sealed = opened(found.text)
    rows = [[{"text": day}, {"text": arm}] for day, arm in sealed.allocation.items()]
    table = {
        "caption": "What is done on which day",
        "captionClasses": "govuk-table__caption--m",
        "firstCellIsHeader": True,
        "head": [{"text": "Day"}, {"text": "What is done"}],
        "rows": rows,
    }
    facts = [("Seal", found.digest), ("Sealed", f"{found.sealed_at:%-d %B %Y}")]
    context = {
        "trial": found,
        "declared": declared(sealed.plan),
        "table": table,
        "facts": {"rows": [{"key": {"text": key}, "value": {"text": value}} for key, value in facts]},
    }
    return render(request, "forecast/trial.html", context)


@require_GET
@signed_on(SEE)
def sealed_file(request: HttpRequest, trial_id: UUID) -> HttpResponse:
    """The file that the analysis asks for."""
    found = get_object_or_404(Trial, pk=trial_id)
    heading = {"Content-Disposition": 'attachment; filename="trial.json"'}
    return HttpResponse(found.text, content_type="application/json", headers=heading)
