"""The briefing: today's boxes as a round, and what was done in them by a tap."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from daybook.access.caller import caller_of
from daybook.access.models import User
from daybook.access.permission import allowed
from daybook.access.views_guard import signed_on
from daybook.forecast import shown
from daybook.forecast.actions.approve_model import APPROVE
from daybook.forecast.actions.override_trial import override_trial
from daybook.forecast.actions.record_visit import PATROL, record_visit
from daybook.forecast.actions.say_patrols import BRIEF, say_patrols
from daybook.forecast.briefing import advice, carried, current, models_on, patrols_of, round_of
from daybook.forecast.models import Done, Forecast, ForecastModel, ModelState, PatrolsSaid, Trial
from daybook.forecast.route_picture import route_svg
from daybook.forecast.trial_today import Held, due_of, held_today, parted, words
from daybook.forecast.views.fields import field
from daybook.web.forms import choices

USUAL_MINUTES = "15"


@require_GET
@signed_on(PATROL)
def briefing(request: HttpRequest) -> HttpResponse:
    """The boxes of one model that is switched on; the address says which."""
    models = models_on()
    asked = [one for one in models if str(one.number) == request.GET.get("model")]
    chosen = asked[0] if asked else due_of(models, timezone.now())
    context: dict[str, Any] = {"models": models, "model": chosen}
    if chosen and (forecast := current(chosen)):
        context |= _round(request, chosen, forecast)
    return render(request, "forecast/briefing.html", context)


def _round(request: HttpRequest, model: ForecastModel, forecast: Forecast) -> dict[str, Any]:
    """The boxes of the highest expectation that no trial holds back, as many as there are patrols."""
    held = held_today(model, timezone.now())
    boxes, back = parted(held, model, forecast.boxes) if held else (forecast.boxes, {})
    said = patrols_of(forecast, cast(User, request.user).station)
    made = round_of(forecast, boxes[: said.patrols] if said else boxes)
    return {
        "round": made,
        "period": shown.period(forecast),
        "over": forecast.end <= timezone.now(),
        "picture": route_svg(made.stops, model.size),
        "advice": advice(model.kinds),
        "kilometres": made.metres / 1000,
        "done": Done.choices,
        "trial": words(held, back) if held else [],
        "other": held.other if held and back and held.other and held.other.state == ModelState.ON else None,
        "override": _override(held, back) if held and back and allowed(caller_of(request), APPROVE) else None,
        "minutes": USUAL_MINUTES,
        "said": said,
        "carried": said is not None and carried(said, forecast),
        "patrols": _patrols(said, len(boxes)) if allowed(caller_of(request), BRIEF) else None,
    }


def _patrols(said: PatrolsSaid | None, boxes: int) -> dict[str, Any]:
    """The field for whoever is in charge: what was said, or before that as many as the analyst has boxes."""
    label = {"text": "Patrols there are", "classes": "govuk-label--s"}
    look = {"classes": "govuk-input--width-3", "inputmode": "numeric"}
    return {
        "id": "patrols",
        "name": "patrols",
        "value": str(said.patrols if said else boxes),
        "label": label,
        **look,
    }


def _override(held: Held, back: Mapping[str, int]) -> dict[str, Any]:
    """The form by which a superior has boxes shown all the same."""
    hint = "What is so urgent. It is kept with the trial, and counted against it"
    units = [(name, f"{name} ({number})") for name, number in back.items()]
    return {
        "trial": held.trial.pk,
        "unit": str(held.day) if held.by_day else "",
        "units": {"id": "unit", "name": "unit", "label": {"text": "Area"}, "items": choices(units)},
        "reason": field("reason", "Reason", hint, {}, rows=2),
    }


@require_POST
@signed_on(PATROL)
def visit(request: HttpRequest, forecast_id: UUID, rank: int) -> HttpResponse:
    """A tap: what was done in a box. The page comes back at that box."""
    forecast = get_object_or_404(Forecast.objects.select_related("model"), pk=forecast_id)
    minutes = _whole(request.POST.get("minutes", ""))
    try:
        record_visit(caller_of(request), forecast, rank, minutes, request.POST.get("done", ""))
    except ValueError as error:
        messages.error(request, f"Box {rank}: {error}")
    return redirect(f"{_of(forecast)}#box-{rank}")


@require_POST
@signed_on(BRIEF)
def patrols(request: HttpRequest, forecast_id: UUID) -> HttpResponse:
    """How many there are, said by whoever is in charge: the station sees as many boxes from then on."""
    forecast = get_object_or_404(Forecast.objects.select_related("model"), pk=forecast_id)
    try:
        say_patrols(caller_of(request), forecast, _whole(request.POST.get("patrols", "")))
    except ValueError as error:
        messages.error(request, str(error))
    return redirect(_of(forecast))


def _whole(text: str) -> int:
    """What was typed, 0 for anything that is no number."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0


def _of(forecast: Forecast) -> str:
    return f"{reverse('forecast:briefing')}?model={forecast.model.number}"


@require_POST
@signed_on(APPROVE)
def override(request: HttpRequest, trial_id: UUID) -> HttpResponse:
    """An urgent need: boxes that a trial holds back are shown for today."""
    trial = get_object_or_404(Trial.objects.select_related("model", "instead"), pk=trial_id)
    try:
        override_trial(
            caller_of(request), trial, request.POST.get("unit", ""), request.POST.get("reason", "")
        )
    except ValueError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "They are shown for today. The book holds the reason.")
    asked = request.POST.get("model")
    shown = next(
        (one for one in (trial.instead, trial.model) if one and str(one.number) == asked), trial.model
    )
    return redirect(f"{reverse('forecast:briefing')}{f'?model={shown.number}' if shown else ''}")


def home_panel(request: HttpRequest, record: Any) -> str:
    """On the first page of those on patrol, while a model is switched on."""
    if not allowed(caller_of(request), PATROL):
        return ""
    models = models_on()
    return render_to_string("forecast/home.html", {"models": models}, request) if models else ""
