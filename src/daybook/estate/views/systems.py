"""The register: systems listed and one of them whole."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from daybook.access.caller import Caller, caller_of
from daybook.access.permission import allowed
from daybook.access.views_guard import signed_on
from daybook.estate.charts import neighbours_chart
from daybook.estate.findings import RULES, Finding
from daybook.estate.history import history
from daybook.estate.listing import finding_tags, risk_tag, systems_list
from daybook.estate.models import System
from daybook.estate.neighbours import neighbours
from daybook.estate.queries.estate import SEE, the_estate
from daybook.estate.register.fields import GROUPS, SHEETS
from daybook.estate.risk import CRITERIA
from daybook.estate.row_columns import months, row_link
from daybook.estate.shown import about, in_words, pounds
from daybook.estate.values import RELATED, values_of
from daybook.web.charts import csv_asked

FIELDS = SHEETS["systems"].by_name
COST_HEAD = [
    *({"text": word} for word in ("What for", "Months", "Spent to", "Known")),
    {"text": "Cost", "format": "numeric"},
]
JUDGE, KEEP = "estate.judge", "estate.keep-register"


@require_GET
@signed_on(SEE)
def systems(request: HttpRequest) -> HttpResponseBase:
    """Systems by words and filters, the costliest first, with what they cost together."""
    estate = the_estate(caller_of(request))
    listing, chosen = systems_list(request, estate)
    finding = request.GET.get("finding", "")
    context = {
        "words": request.GET.get("q", ""),
        "query": request.GET.urlencode(),
        "filters": listing.filters,
        "listing": replace(listing, filters=[]),
        "count": len(chosen),
        "cost": about(sum(held.facts.yearly or 0 for held in chosen)),
        "unknown": sum(held.facts.yearly is None for held in chosen),
        "year": estate.year.name,
        "rule": RULES[Finding(finding)] if finding in set(Finding) else "",
        "is_duplicate": finding == Finding.DUPLICATE,
        "may_keep": allowed(caller_of(request), KEEP),
    }
    return render(request, "estate/systems.html", context)


@require_GET
@signed_on(SEE)
def system(request: HttpRequest, system_id: UUID) -> HttpResponseBase:
    """One system: what it is, what is found of it and why, its risk, its costs, its neighbours, its history."""
    caller = caller_of(request)
    row = find(system_id, *RELATED)
    around = neighbours(row.pk)
    chart = neighbours_chart(row.name, around)
    if download := csv_asked(request, [chart]):
        return download
    estate = the_estate(caller)
    held, may_keep = estate.one(row.pk), allowed(caller, KEEP)
    contracts = [cover.contract for cover in row.covered_by.all()]
    context = {
        "system": row,
        "held": held,
        "tags": finding_tags(held),
        "risk": risk_tag(held),
        "scores": [(CRITERIA[code], score) for code, score in held.scores.items()],
        "groups": _groups(caller, row, values_of(row, estate.year)),
        "likelihood": _places(held.risk.likelihood),
        "impact": _places(held.risk.impact),
        "cost_head": COST_HEAD,
        "costs": [_cost(line, may_keep) for line in row.costs.all()],
        "contracts": contracts,
        "year": estate.year.name,
        "cost": pounds(held.facts.yearly) or "not known",
        "around": around,
        "chart": chart,
        "history": history(row.pk, *around.keys, *(one.pk for one in (*row.costs.all(), *contracts))),
        "may_judge": allowed(caller, JUDGE),
        "may_keep": may_keep,
    }
    return render(request, "estate/system.html", context)


def _groups(caller: Caller, row: System, values: dict[str, Any]) -> list[dict[str, Any]]:
    """The fields of each group that have a value, as summary lists."""
    may_keep = allowed(caller, KEEP)
    return [
        {
            "name": group,
            "title": group.capitalize(),
            "may_amend": may_keep,
            "rows": [
                {"key": {"text": FIELDS[name].label}, "value": {"text": in_words(FIELDS[name], value)}}
                for name, value in values.items()
                if FIELDS[name].group == group
            ],
        }
        for group in GROUPS
    ]


def _cost(line: Any, may_keep: bool) -> list[dict[str, Any]]:
    """Its cells; whoever may amend it gets there by its first."""
    words = (months(line), line.get_spending_display(), line.get_basis_display())
    first: dict[str, Any] = {"text": line.get_category_display()}
    if may_keep:
        first = {"html": row_link("costs", line, line.get_category_display())}
    return [first, *({"text": word} for word in words), {"text": pounds(line.pence), "format": "numeric"}]


def _places(number: Fraction | None) -> str:
    return "" if number is None else f"{float(number):.2f}"


def find(system_id: UUID, *related: str) -> System:
    return get_object_or_404(
        System.objects.select_related("successor").prefetch_related(*related), pk=system_id
    )
