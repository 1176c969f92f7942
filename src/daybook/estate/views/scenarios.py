"""The scenario on one page: what is wanted of a plan, saved under a name and planned with one button."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from daybook.access.caller import caller_of
from daybook.access.views_guard import signed_on
from daybook.estate.actions.save_scenario import PLAN, save_scenario
from daybook.estate.actions.start_plan import start_plan
from daybook.estate.models import PlanRun, Scenario
from daybook.estate.planning import form
from daybook.estate.planning.wanted import Wanted, WantedError
from daybook.estate.planning.wishes import to_begin_with
from daybook.estate.queries.estate import the_estate
from daybook.web.forms import error_summary

OTHER_BUDGETS = (80, 120)
"""Per cent of the budget: the scenarios that a budget holder asks for next."""

BUTTONS = (
    ("plan", "Plan"),
    ("budgets", "Plan, also with 80% and 120% of the budget"),
    ("save", "Save only"),
)


@signed_on(PLAN)
def new_scenario(request: HttpRequest) -> HttpResponse:
    """A new one: figures that fit the register stand there to begin with."""
    wanted = to_begin_with(the_estate(caller_of(request)), timezone.localdate())
    return _form(request, None, "", form.typed(wanted))


@signed_on(PLAN)
def scenario(request: HttpRequest, scenario_id: UUID) -> HttpResponse:
    """Amend it, plan it again from its last plan, or have it with less and more budget beside it."""
    row = get_object_or_404(Scenario, pk=scenario_id)
    return _form(request, row, row.name, form.typed(Wanted.read(row.wanted)))


def _form(request: HttpRequest, row: Scenario | None, name: str, typed: Mapping[str, str]) -> HttpResponse:
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        name, typed = request.POST.get("name", ""), {key: str(value) for key, value in request.POST.items()}
        wanted, errors = form.read(typed)
        if not errors:
            try:
                return _go_on(request, name, wanted, row)
            except WantedError as error:
                errors = [(error.name, str(error))]
            except ValueError as error:
                errors = [("name", str(error))]
    wrong = dict(errors)
    context = {
        "row": row,
        "summary": error_summary(errors) if errors else None,
        "name": {
            "id": "name",
            "name": "name",
            "value": name,
            "label": {"text": "Name", "classes": "govuk-label--s"},
        }
        | ({"errorMessage": {"text": wrong["name"]}} if "name" in wrong else {}),
        "groups": _groups(typed, wrong),
        "buttons": [_button(*each) for each in BUTTONS],
        "runs": PlanRun.objects.filter(scenario=row).defer("estate", "wishes", "results", "trail", "leaves")[
            :10
        ]
        if row
        else [],
    }
    return render(request, "estate/scenario.html", context, status=422 if errors else 200)


def _button(value: str, text: str) -> dict[str, Any]:
    look = {} if value == "plan" else {"classes": "govuk-button--secondary"}
    return {"text": text, "name": "then", "value": value, "preventDoubleClick": True} | look


def _groups(typed: Mapping[str, str], wrong: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "title": title,
            "fields": [form.params(field, typed.get(field.name, ""), wrong) for field in fields],
        }
        for title, fields in form.GROUPS.items()
    ]


def _go_on(request: HttpRequest, name: str, wanted: Wanted, row: Scenario | None) -> HttpResponse:
    """Save, and do what the button says. Raises ValueError."""
    caller = caller_of(request)
    saved = save_scenario(caller, name, wanted, row)
    last = _last(saved)
    match request.POST.get("then", "plan"):
        case "save":
            messages.success(request, f"“{saved.name}” is saved.")
            return redirect("estate:plans")
        case "budgets":
            for share in OTHER_BUDGETS:
                other = replace(wanted, budget=wanted.budget * share // 100)
                start_plan(
                    caller, save_scenario(caller, f"{saved.name}, {share}% of the budget", other), last
                )
            start_plan(caller, saved, last)
            return redirect("estate:plans")
        case _:
            return redirect("estate:plan", start_plan(caller, saved, last).pk)


def _last(row: Scenario) -> PlanRun | None:
    """The last plan that was found for it: the next searches go on from there."""
    return PlanRun.objects.filter(scenario=row, value__isnull=False).first()
