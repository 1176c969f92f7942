"""Trials by days or by areas: declared, sealed before they start, and analysed as declared once they are over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_POST

from daybook.access.caller import Caller, caller_of
from daybook.access.permission import allowed
from daybook.access.views_guard import signed_on
from daybook.forecast.actions.analyse_trial import analyse_trial
from daybook.forecast.actions.approve_model import APPROVE
from daybook.forecast.actions.approve_trial import approve_trial
from daybook.forecast.actions.end_trial import end_trial
from daybook.forecast.actions.send_crimes import MAKE
from daybook.forecast.engine.trials import Unit, opened
from daybook.forecast.models import Trial
from daybook.forecast.studies.parts import part_of
from daybook.forecast.studies.shown import csv_of, on_page, shown
from daybook.forecast.trial import declared
from daybook.forecast.trial_models import FIRST, SECOND
from daybook.forecast.trial_standing import (
    UTC_DAYS,
    approval_of,
    end_of,
    no_effect,
    not_yet,
    told_end,
    utc_today,
)
from daybook.forecast.trial_today import allocation_told
from daybook.forecast.views.fields import field
from daybook.forecast.views.index import SEE
from daybook.forecast.views.trial_wishes import looked_over
from daybook.web.pages import Column, list_view


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
    told = allocation_told(found, sealed, utc_today())
    rows = [[{"text": one}, {"text": arm}] for one, arm in told.items()]
    table = {
        "caption": "What is done on which day" if unit is Unit.DAY else "What is done in which area",
        "captionClasses": "govuk-table__caption--m",
        "firstCellIsHeader": True,
        "head": [{"text": unit.capitalize()}, {"text": "What is done"}],
        "rows": rows,
    }
    facts = [("Seal", found.digest), ("Sealed", f"{found.sealed_at:%-d %B %Y}")]
    models = ((FIRST, found.model), (SECOND, found.instead))
    facts += [(label, f"{one.number} {one.title}") for label, one in models if one]
    if found.area_name:
        facts.append(("Areas", f"{found.area_name}, SHA-256 {found.area_sha256}"))
    may_make = allowed(caller_of(request), MAKE)
    context = {
        "trial": found,
        "declared": declared(sealed.plan),
        "table": table if told else None,
        "to_come": len(sealed.allocation) - len(told),
        "overrides": found.overrides.all(),
        "not_yet": not_yet(found, utc_today()),
        "utc_days": UTC_DAYS if unit is Unit.DAY else "",
        **_standing(request, found),
        "parts": [shown(part, on_page) for part in parts],
        "results": found.results.all(),
        "job": found.jobs.first() if may_make else None,
        "sources": looked_over() if may_make else (),
        "may_make": may_make,
        "facts": {"rows": [{"key": {"text": key}, "value": {"text": value}} for key, value in facts]},
    }
    return render(request, "forecast/trial.html", context)


def _standing(request: HttpRequest, found: Trial) -> dict[str, Any]:
    """Whether it takes effect, and what a superior can do about it."""
    today, end, approval = utc_today(), end_of(found), approval_of(found)
    superior = allowed(caller_of(request), APPROVE)
    waits = found.model_id is not None and approval is None
    hint = "Everyone reads it, beside what the trial finds: name nobody. Later days are not analysed"
    may_end = superior and end is None and today <= found.last and not (waits and today >= found.first)
    return {
        "approval": approval,
        "no_effect": no_effect(found, today),
        "ended": told_end(end) if end else "",
        "may_approve": superior and waits and end is None and today < found.first,
        "end_reason": field("reason", "Reason", hint, {}, rows=2) if may_end else None,
    }


@require_POST
@signed_on(APPROVE)
def approve(request: HttpRequest, trial_id: UUID) -> HttpResponse:
    """Somebody else than who sealed it: from its first day on it then holds boxes back."""
    return _step(request, trial_id, approve_trial, "The trial is approved.")


@require_POST
@signed_on(APPROVE)
def end(request: HttpRequest, trial_id: UUID) -> HttpResponse:
    """Before its last day, with a reason."""
    reason = request.POST.get("reason", "")
    done = "The trial is ended. The book holds the reason."
    return _step(request, trial_id, lambda caller, found: end_trial(caller, found, reason), done)


def _step(
    request: HttpRequest, trial_id: UUID, step: Callable[[Caller, Trial], object], done: str
) -> HttpResponse:
    found = get_object_or_404(Trial, pk=trial_id)
    try:
        step(caller_of(request), found)
    except ValueError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("forecast:trial", found.pk)


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
    sealed = opened(found.text)
    if len(allocation_told(found, sealed, utc_today())) < len(sealed.allocation):
        messages.error(
            request, "The sealed file tells what is done on days to come. It is given once the trial is over."
        )
        return redirect("forecast:trial", found.pk)
    heading = {"Content-Disposition": 'attachment; filename="trial.json"'}
    return HttpResponse(found.text, content_type="application/json", headers=heading)
