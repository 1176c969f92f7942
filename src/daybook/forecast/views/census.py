"""The census that fairness is measured by: which one is used, what was left out of it, and another in its place."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from daybook.access.caller import caller_of
from daybook.access.views_guard import signed_on
from daybook.forecast.actions.add_census import PLACES, TABLES, Given, add_census
from daybook.forecast.actions.send_crimes import MAKE, SentError
from daybook.forecast.fair_listening import latest_census
from daybook.forecast.models import CensusTable
from daybook.forecast.views.fields import field
from daybook.forecast.views.sources import sent_file
from daybook.web.forms import error_summary

FINE = {"value": "yes", "text": "Take the fine groups, where the table has them"}


@signed_on(MAKE)
def census(request: HttpRequest) -> HttpResponse:
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            added = add_census(caller_of(request), _given(request))
        except SentError as error:
            errors[error.name] = str(error)
        else:
            messages.success(request, f"The census “{added.name}” is added. Models made from now on use it.")
            return redirect("forecast:census")
    context = {
        "facts": {"rows": _facts(used)} if (used := latest_census()) else None,
        "faults": used.faults if used else (),
        "fields": _fields(request, errors),
        "summary": error_summary(errors.items()) if errors else None,
    }
    return render(request, "forecast/census.html", context, status=422 if errors else 200)


def _given(request: HttpRequest) -> Given:
    table, areas = (sent_file(request, name) for name in ("table", "areas"))
    return Given(request.POST.get("name", ""), table, areas, request.POST.get("fine") == "yes")


def _fields(request: HttpRequest, errors: dict[str, str]) -> dict[str, Any]:
    name_hint = "It stands with the figures on every page, such as “Census 2021, ethnic group”"
    table_hint = (
        "CSV in the layout of the Office for National Statistics for small areas, such as TS021 by LSOA"
    )
    areas_hint = "GeoPackage, GeoJSON or a CSV of points; not needed where the table has coordinates"
    accepts = {name: {"accept": ",".join(kinds)} for name, kinds in (("table", TABLES), ("areas", PLACES))}
    fine = FINE | {"checked": request.POST.get("fine") == "yes"}
    return {
        "name": field("name", "Name of the census", name_hint, errors, value=request.POST.get("name", "")),
        "table": field("table", "Residents by group", table_hint, errors, attributes=accepts["table"]),
        "areas": field("areas", "Where its areas lie", areas_hint, errors, attributes=accepts["areas"]),
        "fine": {"idPrefix": "fine", "name": "fine", "items": [fine], "classes": "govuk-checkboxes--small"},
    }


def _facts(used: CensusTable) -> list[dict[str, Any]]:
    pairs = [
        ("Census", used.name),
        ("Residents", f"{used.residents:,} in {used.areas:,} areas"),
        ("Groups", "; ".join(used.groups)),
        ("Files", ", ".join(filter(None, (used.table_name, used.areas_name)))),
        ("Added", f"{timezone.localtime(used.added_at):%-d %B %Y, %H:%M}"),
    ]
    return [{"key": {"text": key}, "value": {"text": value}} for key, value in pairs]
