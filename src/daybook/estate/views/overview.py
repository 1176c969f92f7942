"""The estate on one page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from daybook.access.caller import caller_of
from daybook.access.permission import allowed
from daybook.access.views_guard import signed_on
from daybook.estate.charts import heat_chart, money_chart, run_share
from daybook.estate.findings import RULES, Finding
from daybook.estate.queries.counting import rule_in_force
from daybook.estate.queries.duplicates import dark_systems
from daybook.estate.queries.estate import SEE, Estate, the_estate
from daybook.estate.risk import Zone
from daybook.estate.shown import about
from daybook.web.charts import csv_asked


@require_GET
@signed_on(SEE)
def overview(request: HttpRequest) -> HttpResponseBase:
    """How many, what they cost, what is wrong with them; every figure leads to its systems and its rule."""
    caller = caller_of(request)
    estate = the_estate(caller)
    dark = dark_systems(caller)
    charts = [money_chart(estate), heat_chart(estate.here)]
    context = {
        "estate": estate,
        "is_empty": not estate.systems,
        "rule": rule_in_force(),
        "cost": about(estate.budget),
        "run_share": run_share(estate),
        "findings": [_line(estate, finding) for finding in Finding],
        "dark": dark,
        "dark_cost": about(sum(row.pence for row in dark)),
        "red": sum(held.risk.zone is Zone.RED for held in estate.here),
        "legacy": sum(held.risk.is_legacy for held in estate.here),
        "charts": charts,
        "may_keep": allowed(caller, "estate.keep-register"),
    }
    return csv_asked(request, charts) or render(request, "estate/overview.html", context)


def _line(estate: Estate, finding: Finding) -> dict[str, Any]:
    found = estate.found(finding)
    return {
        "finding": finding,
        "count": len(found),
        "cost": about(sum(held.facts.yearly or 0 for held in found)) if found else "",
        "rule": RULES[finding],
    }
