"""The register: every model with its state, and what is being worked on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_GET

from daybook.access.caller import caller_of
from daybook.access.permission import allowed
from daybook.access.views_guard import signed_on
from daybook.forecast import answering, failing
from daybook.forecast.actions.send_crimes import MAKE
from daybook.forecast.models import CrimeSource, ForecastJob, ForecastModel, ModelState, WorkState
from daybook.forecast.shown import COUNTING
from daybook.forecast.verdict import compared
from daybook.web.pages import Column, list_view

SEE = "forecast.see"
UNDER_WAY = (WorkState.ASKED, WorkState.RUNNING)


@require_GET
@signed_on(SEE)
def index(request: HttpRequest) -> HttpResponseBase:
    listing = list_view(
        request,
        ForecastModel.objects.defer("notes", "weights", "record").annotate(failing_since=failing.since),
        _columns(),
        caption="Models",
        empty="No model was made yet.",
    )
    context = {
        "listing": listing,
        "may_make": allowed(caller_of(request), MAKE),
        "sources": CrimeSource.objects.filter(state__in=UNDER_WAY)[:10],
        "jobs": ForecastJob.objects.filter(state__in=UNDER_WAY)[:10],
    }
    return render(request, "forecast/index.html", context)


def _columns() -> list[Column]:
    known = answering.names(ForecastModel.objects.only("made_by", "approved_by"))
    return [
        Column("Model", _link),
        Column("State", _state),
        Column("Learnt from", lambda model: f"{model.events:,} events"),
        Column("Compared with counting", _compared),
        Column("Made", lambda model: answering.made(model, known, answering.DAY)),
        Column("Approved", lambda model: answering.approved(model, known, answering.DAY)),
    ]


def _link(model: ForecastModel) -> str:
    address = reverse("forecast:model", args=[model.pk])
    return format_html('<a class="govuk-link" href="{}">{} {}</a>', address, model.number, model.title)


def _state(model: Any) -> str:
    words = str(model.get_state_display())
    if model.state == ModelState.ON and model.failing_since:
        words += f"; no map could be made since {failing.said(model.failing_since)}"
    return words


def _compared(model: ForecastModel) -> str:
    counting = model.scorecard and model.plan["method"] == COUNTING
    return "drawn by counting" if counting else compared(model.scorecard)
