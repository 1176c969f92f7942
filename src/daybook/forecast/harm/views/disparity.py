"""Who is on a list beside who could be, month by month: for those named in it, and for everyone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET

from daybook.access.views_guard import public, signed_on
from daybook.custody.figures.suppression import RULE
from daybook.forecast.harm.disparity_shown import charts_of, rounded
from daybook.forecast.harm.gate import SEE
from daybook.forecast.harm.models import HarmDisparity, HarmList
from daybook.forecast.harm.queries.weights import weights_in_use
from daybook.forecast.harm.rules import WORDS
from daybook.forecast.harm.views.found import found
from daybook.web.charts import csv_asked


@require_GET
@signed_on(SEE)
def disparity(request: HttpRequest, list_id: UUID) -> HttpResponseBase:
    """Each question as picture, table and CSV. It names nobody, and is open while the list is closed."""
    row = found(request, list_id)
    every = list(row.disparity.all())
    shown = _asked(request, every)
    charts = charts_of(shown, prefix="") if shown else []
    if csv := csv_asked(request, charts):
        return csv
    context = {"list": row, "shown": shown, "months": every, "charts": charts, "rule": RULE}
    return render(request, "forecast/harm/disparity.html", context)


def _asked(request: HttpRequest, every: list[HarmDisparity]) -> HarmDisparity | None:
    """The month that the address names, else the latest."""
    month = parse_date(request.GET.get("month", "")) if len(request.GET.get("month", "")) == 10 else None
    return next((one for one in every if one.month == month), every[0] if every else None)


@require_GET
@public
def open_lists(request: HttpRequest) -> HttpResponseBase:
    """That such lists exist, what for, who answers, how many are on them, and whom they touch unevenly."""
    lists = [_public(row) for row in HarmList.objects.filter(ended_at=None)]
    charts = [chart for one in lists for chart in one["charts"]]
    if csv := csv_asked(request, charts):
        return csv
    context = {"lists": lists, "rule": RULE, "weights": weights_in_use()}
    return render(request, "forecast/harm/open.html", context)


def _public(row: HarmList) -> dict[str, Any]:
    latest = row.disparity.first()
    coarse = rounded(latest) if latest else None
    return {
        "row": row,
        "counts": WORDS[row.kind],
        "people": coarse.people if coarse else None,
        "month": coarse.month if coarse else None,
        "charts": charts_of(coarse, prefix=f"list-{row.number}-") if coarse else [],
    }
