"""The capability map: how many systems there are for each thing the force does, and what they cost."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from daybook.access.caller import caller_of
from daybook.access.permission import allowed
from daybook.access.views_guard import signed_on
from daybook.estate.actions.send_file import KEEP
from daybook.estate.queries.estate import SEE, Estate, the_estate
from daybook.estate.register.capabilities import Capability, all_capabilities
from daybook.estate.shown import pounds


@dataclass(frozen=True, slots=True)
class Line:
    """A capability with how many systems serve it or something below it, and their cost by its weight in them."""

    capability: Capability
    systems: int
    cost: str


@require_GET
@signed_on(SEE)
def capabilities(request: HttpRequest) -> HttpResponse:
    """All three levels; each leads to its systems."""
    estate = the_estate(caller_of(request))
    none = [held for held in estate.here if not held.facts.capabilities]
    context = {"lines": _lines(estate), "none": len(none), "may_keep": allowed(caller_of(request), KEEP)}
    return render(request, "estate/capabilities.html", context)


def _lines(estate: Estate) -> list[Line]:
    counts: Counter[str] = Counter()
    costs: Counter[str] = Counter()
    for held in estate.here:
        weights = held.facts.capabilities
        counts.update({above for code in weights for above in _levels(code)})
        for code, weight in weights.items():
            for above in _levels(code):
                costs[above] += (held.facts.yearly or 0) * weight // 100
    return [
        Line(one, counts[code], pounds(costs[code] // 100 * 100)) for code, one in all_capabilities().items()
    ]


def _levels(code: str) -> list[str]:
    parts = code.split(".")
    return [".".join(parts[:level]) for level in range(1, len(parts) + 1)]
