"""One model: its forecast with map, boxes and scorecard; its entry; and the steps until it is switched on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_POST

from daybook.access.caller import Caller, caller_of
from daybook.access.permission import allowed
from daybook.access.views_guard import signed_on
from daybook.forecast import failing, fair_shown, shown
from daybook.forecast.actions.approve_model import APPROVE, approve_model
from daybook.forecast.actions.ask_forecast import ask_forecast
from daybook.forecast.actions.describe_model import describe_model
from daybook.forecast.actions.send_crimes import MAKE
from daybook.forecast.actions.switch_model import switch_model
from daybook.forecast.atrs import FIELDS, REVIEW, missing, sections
from daybook.forecast.models import Forecast, ForecastJob, ForecastMap, ForecastModel, ModelState
from daybook.forecast.score_tables import CSV_HEAD, figures
from daybook.forecast.trial_standing import running, utc_today
from daybook.forecast.verdict import MEANING, tested
from daybook.forecast.views.index import SEE
from daybook.forecast.views.withheld import withheld
from daybook.forecast.wishes import Asked, WishError
from daybook.web.charts import csv_asked
from daybook.web.downloads import csv_download
from daybook.web.forms import error_summary


@require_GET
@signed_on(SEE)
def model(request: HttpRequest, model_id: UUID) -> HttpResponseBase:
    found = find(model_id)
    fair = fair_shown.fairness(found)
    if csv := csv_asked(request, fair.charts):
        return csv
    latest, caller, today = latest_of(model_id), caller_of(request), timezone.localdate()
    kept = withheld(request, found)
    drawn = ForecastMap.objects.filter(forecast=latest).values_list("svg", flat=True).first() or ""
    card = found.scorecard
    context = {
        "model": found,
        "forecast": latest,
        "failing": failing.told(found),
        "trial": running(found, utc_today()),
        "verdict": shown.verdict(found),
        "offers_counting": shown.offers_counting(found) and job_of(found) and allowed(caller, MAKE),
        "withheld": kept,
        "map": "" if kept else SafeString(drawn),  # the engine escapes the words in it
        "facts": {"rows": shown.facts(found, latest)},
        "listing": None if kept else shown.box_listing(latest),
        "card": card,
        "tested": tested(card) if card else "",
        "meaning": MEANING,
        "score_tables": shown.score_tables(card),
        "calibration_table": shown.calibration_table(found),
        "earlier": earlier(found),
        "entry": {"rows": [*shown.entry(found), *shown.map_entry(latest)]},
        "job": job_of(found) if allowed(caller, MAKE) else None,
        "missing": missing(found.record, today),
        "fair": fair,
        **_may(caller, found),
    }
    return render(request, "forecast/model.html", context)


def _may(caller: Caller, found: ForecastModel) -> dict[str, bool]:
    approves = allowed(caller, APPROVE)
    return {
        "may_approve": approves and found.state == ModelState.MADE,
        "may_switch": approves and found.state != ModelState.MADE,
        "may_describe": allowed(caller, MAKE),
    }


def find(model_id: UUID) -> ForecastModel:
    return get_object_or_404(ForecastModel, pk=model_id)


def latest_of(model_id: UUID) -> Forecast:
    """The forecast for the latest period."""
    latest = Forecast.objects.filter(model=model_id).first()
    if latest is None:
        raise LookupError(f"The model {model_id} was kept without its forecast.")
    return latest


def job_of(found: ForecastModel) -> ForecastJob | None:
    """The work that made the model, while it is remembered: it knows what was asked."""
    return ForecastJob.objects.filter(model=found).select_related("source").first()


def earlier(found: ForecastModel) -> list[str]:
    """What came of forecasts since they were made."""
    return [shown.came(one) for one in Forecast.objects.filter(model=found, scored_at__isnull=False)[:30]]


@require_GET
@signed_on(SEE)
def boxes_csv(request: HttpRequest, model_id: UUID) -> HttpResponseBase:
    """The boxes as CSV: corners in metres of the model's system and in degrees."""
    found, latest = find(model_id), latest_of(model_id)
    if why := withheld(request, found):
        messages.error(request, why)
        return redirect("forecast:model", model_id)
    head = (
        "box",
        "streets",
        "expected",
        "hours",
        "why",
        f"x ({found.flat})",
        "y",
        "side (m)",
        "longitude",
        "latitude",
    )
    names = ("why", "x", "y")
    rows = (
        (
            *(box["rank"], ", ".join(box["streets"]), box["expected"], shown.hours(box)),
            *(*(box[name] for name in names), found.size, *box["ring"][0]),
        )
        for box in latest.boxes
    )
    return csv_download(f"boxes-of-model-{found.number}.csv", head, rows)


@require_GET
@signed_on(SEE)
def scorecard_csv(request: HttpRequest, model_id: UUID) -> HttpResponseBase:
    """The scorecard as CSV, a row for each method and share of the area."""
    found = find(model_id)
    return csv_download(f"scorecard-of-model-{found.number}.csv", CSV_HEAD, figures(found.scorecard))


@require_POST
@signed_on(MAKE)
def by_counting(request: HttpRequest, model_id: UUID) -> HttpResponse:
    """The same once more, drawn by counting alone."""
    made = job_of(find(model_id))
    if made is None:
        messages.error(
            request, "What this model was made from is no longer remembered. Send the crimes in again."
        )
        return redirect("forecast:model", model_id)
    wish = made.wish | {
        "method": shown.COUNTING,
        "covariates": [],
        "title": f"{made.wish['title']}, by counting"[:120],
    }
    try:
        job = ask_forecast(caller_of(request), made.source, Asked(**wish))
        return redirect("forecast:job", "forecast", job.pk)
    except WishError as error:
        messages.error(request, str(error))
        return redirect("forecast:model", model_id)


@signed_on(MAKE)
def record(request: HttpRequest, model_id: UUID) -> HttpResponse:
    """The public record: what only people can say of a model."""
    found, error = find(model_id), ""
    names = [field.name for field in FIELDS] + [REVIEW]
    values = found.record
    if request.method == "POST":
        values = {name: request.POST.get(name, "") for name in names}
        try:
            describe_model(caller_of(request), found, values)
        except ValueError as wrong:
            error = str(wrong)
        else:
            messages.success(request, "The public record is saved.")
            return redirect("forecast:model", model_id)
    context = {
        "model": found,
        "error": error,
        "summary": error_summary([("", error)]) if error else None,
        "sections": [
            (title, [_record_field(one.name, one.label, one.hint, one.rows, values) for one in fields])
            for title, fields in sections()
        ],
        "review": _record_field(REVIEW, "Day of the next review", "Like 2027-06-30", 1, values),
    }
    return render(request, "forecast/record.html", context, status=422 if error else 200)


def _record_field(name: str, label: str, hint: str, rows: int, values: dict[str, str]) -> dict[str, Any]:
    shown: dict[str, Any] = {"id": name, "name": name, "hint": {"text": hint}, "value": values.get(name, "")}
    shown["label"] = {"text": label, "classes": "govuk-label--s"}
    return shown | ({"rows": rows} if rows > 1 else {"one_line": True})


@require_POST
@signed_on(APPROVE)
def approve(request: HttpRequest, model_id: UUID) -> HttpResponse:
    return _step(
        request, model_id, lambda caller, found: approve_model(caller, found), "The model is approved."
    )


@require_POST
@signed_on(APPROVE)
def switch(request: HttpRequest, model_id: UUID) -> HttpResponse:
    on = request.POST.get("on") == "yes"
    done = "The model is switched on." if on else "The model is switched off."
    return _step(request, model_id, lambda caller, found: switch_model(caller, found, on), done)


def _step(
    request: HttpRequest, model_id: UUID, step: Callable[[Caller, ForecastModel], object], done: str
) -> HttpResponse:
    try:
        step(caller_of(request), find(model_id))
    except ValueError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("forecast:model", model_id)
