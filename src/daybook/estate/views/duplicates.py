"""Systems that do the same work, in clusters, with the one that is proposed to stay."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from daybook.access.caller import caller_of
from daybook.access.permission import allowed
from daybook.access.views_guard import signed_on
from daybook.estate.queries.duplicates import PAIR_HEADINGS, SEE, clusters, last_look, next_pair, pair_lines
from daybook.estate.queries.estate import the_estate
from daybook.estate.shown import about, pounds
from daybook.estate.views.systems import JUDGE, KEEP
from daybook.web.downloads import csv_download
from daybook.web.pages import page_number

EACH = 20


@require_GET
@signed_on(SEE)
def duplicates(request: HttpRequest) -> HttpResponseBase:
    """Clusters, the largest saving first, some to a page."""
    caller = caller_of(request)
    if request.GET.get("format") == "csv":
        return csv_download("duplicates.csv", PAIR_HEADINGS, pair_lines(caller))
    found, estate, number = clusters(caller), the_estate(caller), page_number(request)
    costs = {held.facts.number: pounds(held.facts.yearly) or "not known" for held in estate.systems}
    shown = found[(number - 1) * EACH : number * EACH]
    context = {
        "clusters": [
            {
                "row": one.row,
                "saving": about(one.row.saving),
                "members": [
                    (system, costs[system.number], system.pk == one.row.survivor_id) for system in one.members
                ],
                "pairs": one.pairs,
            }
            for one in shown
        ],
        "count": len(found),
        "systems": sum(len(one.members) for one in found),
        "saving": about(sum(one.row.saving for one in found)),
        "look": last_look(caller),
        "pagination": _pages(number, len(found)),
        "next": next_pair(caller),
        "may_judge": allowed(caller, JUDGE),
        "may_keep": allowed(caller, KEEP),
    }
    return render(request, "estate/duplicates.html", context)


def _pages(number: int, count: int) -> dict[str, dict[str, str]]:
    links = {}
    if number > 1:
        links["previous"] = {"href": f"?page={number - 1}", "labelText": f"Page {number - 1}"}
    if count > number * EACH:
        links["next"] = {"href": f"?page={number + 1}", "labelText": f"Page {number + 1}"}
    return links
