"""Every retirement on one page: where each stands, its oldest blocker; and beginning one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from daybook.access.caller import caller_of
from daybook.access.permission import allowed, require
from daybook.access.views_guard import signed_on
from daybook.estate.actions.begin_retirement import begin_retirement
from daybook.estate.queries.retirements import Standing, retirements, savings
from daybook.estate.retirement.held import SEE, WORK
from daybook.estate.retirement.joined import names_joined
from daybook.estate.shown import day, pounds
from daybook.web.forms import choices, error_summary
from daybook.web.pages import Column, list_view


@signed_on(SEE)
def all_retirements(request: HttpRequest) -> HttpResponse:
    """The list; below, for those who do the work, the form that begins another."""
    caller, error = caller_of(request), ""
    if request.method == "POST":
        require(caller, WORK)
        said = request.POST
        given = {name: said.get(name, "") for name in ("joined", "lead")}
        try:
            made = begin_retirement(caller, said.get("number", ""), said.get("reason", ""), **given)
        except ValueError as wrong:
            error = str(wrong)
        else:
            messages.success(request, f"The retirement of {made.system.name} is begun.")
            return redirect("estate:retirement", made.pk)
    saved = savings(caller)
    context = {
        "listing": list_view(
            request, retirements(caller), _columns(), caption="Retirements", empty="None was begun yet."
        ),
        "saved": pounds(sum(each.yearly for each in saved)),
        "off": len(saved),
        "may_work": allowed(caller, WORK),
        "summary": error_summary([("number", error)]) if error else None,
        "error": error,
        "fields": _fields(request),
    }
    return render(request, "estate/retirements.html", context, status=422 if error else 200)


def _columns() -> list[Column]:
    return [
        Column("System", _link),
        Column("Stands at", lambda one: "Given up" if _given_up(one) else one.state.label),
        Column("Since", lambda one: day(one.case.since)),
        Column("In the way", lambda one: len(one.blockers) if one.next else "", is_number=True),
        Column("The oldest", _oldest),
        Column("Saves a year", _saves, is_number=True),
    ]


def _link(one: Standing) -> SafeString:
    address = reverse("estate:retirement", args=[one.retirement.pk])
    return format_html('<a class="govuk-link" href="{}">{}</a>', address, one.system)


def _given_up(one: Standing) -> bool:
    return one.retirement.ended_at is not None and one.retirement.retired_at is None


def _oldest(one: Standing) -> str:
    if one.undone:
        return f"No longer holds: {one.undone[0].title}"
    if not one.blockers:
        return f"Nothing: it can be {one.next.label.lower()}" if one.next else ""
    first = one.blockers[0]
    return f"{first.what} ({_days(first.since)})"


def _days(since: date) -> str:
    return f"since {day(since)}"


def _saves(one: Standing) -> str:
    saved = one.retirement.saved_yearly
    return pounds(saved) if saved is not None and not one.undone else ""


def _fields(request: HttpRequest) -> dict[str, dict[str, Any]]:
    said = request.POST or request.GET
    joined = choices(names_joined(), blank="Daybook is not joined to it")

    def text(name: str, label: str, hint: str = "") -> dict[str, Any]:
        field = {"id": name, "name": name, "label": {"text": label}, "value": said.get(name, "")}
        return field | ({"hint": {"text": hint}} if hint else {})

    return {
        "number": text("number", "Number on the register"),
        "reason": text("reason", "Why it goes"),
        "joined": {"id": "joined", "name": "joined", "items": joined, "value": said.get("joined", "")}
        | {"label": {"text": "Among the old systems that Daybook delivers to"}},
        "lead": text("lead", "Who does the work", "Collar number; you, if you leave it empty"),
    }
