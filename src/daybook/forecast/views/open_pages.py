"""What everyone may read of a model in use: the ATRS record, made from the register. No box and no cell is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET

from daybook.access.views_guard import public
from daybook.forecast import answering, fair_shown, shown
from daybook.forecast.atrs import REVIEW, Field, sections
from daybook.forecast.models import ForecastModel, ModelState, Origin, Trial
from daybook.forecast.trial_public import open_trials
from daybook.forecast.trial_standing import of, utc_today
from daybook.forecast.verdict import MEANING, tested
from daybook.forecast.wishes import HORIZON_WORDS
from daybook.web.charts import csv_asked

TRIALS = 50
SUMMED = (
    "For each square of the map it adds up counts of past events, in the square, near it and in the area around it,"
    " remembered for days, months or years."
)
NOBODY = "No person, no address and no description of anybody goes in."
HOW = {
    "mixture": f"{SUMMED} How much each count matters is learnt from what came true before. {NOBODY}",
    "boosted": f"{SUMMED} The sum is corrected by yes-or-no questions about the same counts and what stands there."
    f" Both are learnt from what came true before. {NOBODY}",
    "poisson": f"{SUMMED} The sum is corrected by a factor for each of the same counts and for what stands there."
    f" Both are learnt from what came true before. {NOBODY}",
    "counting": f"For each square of the map it counts past events. {NOBODY}",
}
RHYTHM = {
    "shift": "It knows the hour, too: places count for more where events fell into the same shift of the day, and so"
    " does the whole area.",
    "month": "Once two years of events are known, it expects as many in all as is usual at that time of year.",
}
"""What is said besides of a model whose rate follows hour and season, by what it is for."""


def in_use() -> Any:
    """Models that are switched on; no other is public."""
    return ForecastModel.objects.filter(state=ModelState.ON)


@require_GET
@public
def index(request: HttpRequest) -> HttpResponse:
    context = {
        "models": in_use(),
        "trials": open_trials(Trial.objects.all()[:TRIALS], utc_today()),
    }
    return render(request, "forecast/open_index.html", context)


@require_GET
@public
def model(request: HttpRequest, number: int) -> HttpResponseBase:
    found = get_object_or_404(in_use(), number=number)
    fair = fair_shown.fairness(found)
    if csv := csv_asked(request, fair.charts):
        return csv
    card = found.scorecard
    context = {
        "model": found,
        "verdict": shown.verdict(found),
        "card": card,
        "tested": tested(card) if card else "",
        "meaning": MEANING,
        "score_tables": shown.score_tables(card),
        "fair": fair,
        "sections": [(title, {"rows": _rows(found, fields)}) for title, fields in sections()],
        "kinds": shown.span_and_kinds(found),
        "how": how(found.plan),
        "places": shown.places(found),
        "forecasts": HORIZON_WORDS[found.plan["horizon"]].lower(),
        "origin": Origin(found.source_origin).label.lower(),
        "post": answering.post(found),
        "review": parse_date(found.record[REVIEW]),
        "today": timezone.localdate(),
        "trials": open_trials(Trial.objects.filter(of(found))[:TRIALS], utc_today()),
    }
    return render(request, "forecast/open_model.html", context)


def how(plan: Mapping[str, Any]) -> str:
    """How a model with that plan works, in plain words."""
    told = HOW.get(plan["method"], "")
    knows = plan.get("rhythmic") and plan["method"] != shown.COUNTING
    return f"{told} {RHYTHM.get(plan['horizon'], '')}".strip() if knows else told


def _rows(found: ForecastModel, fields: Sequence[Field]) -> list[dict[str, Any]]:
    """What people say of it; a model that was switched on when less was asked for may not tell all."""
    return [
        {"key": {"text": field.label}, "value": {"text": found.record.get(field.name) or "Not told yet."}}
        for field in fields
    ]
