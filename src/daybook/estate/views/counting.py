"""The counting rules: what each counts, and a new one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from daybook.access.caller import caller_of
from daybook.access.permission import allowed
from daybook.access.views_guard import signed_on
from daybook.estate.actions.set_counting_rule import set_counting_rule
from daybook.estate.queries.counting import all_rules, rule_in_force
from daybook.estate.queries.estate import SEE, the_estate
from daybook.estate.register.faults import CellError
from daybook.estate.register.reading.numbers import read_money, read_whole
from daybook.estate.register.words import CountingClass, State, Word
from daybook.web.forms import choices, error_summary


@require_GET
@signed_on(SEE)
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule there was, and how many systems today's register has by it."""
    caller = caller_of(request)
    estate = the_estate(caller)
    facts = [held.facts for held in estate.systems]
    by_hand = [held for held in estate.systems if held.facts.counting in ("always", "never")]
    context = {
        "rules": [(written, written.rule.count(facts)) for written in all_rules()],
        "by_hand": by_hand,
        "total": len(facts),
        "may_keep": allowed(caller, "estate.keep-register"),
    }
    return render(request, "estate/rules.html", context)


@signed_on("estate.keep-register")
def new_rule(request: HttpRequest) -> HttpResponse:
    """Write the next rule; the one in force stands there to begin with."""
    typed, error = _typed(request), ""
    if request.method == "POST":
        try:
            rule = set_counting_rule(caller_of(request), **_read(typed))
        except ValueError as wrong:
            error = str(wrong)
        else:
            messages.success(request, f"Rule {rule.number} is in force.")
            return redirect("estate:rules")
    context = {
        "typed": typed,
        "summary": error_summary([("text", error)]) if error else None,
        "classes": _boxes("classes", "Classes that count", CountingClass, typed["classes"]),
        "states": _boxes("states", "States in which they count", State, typed["states"]),
    }
    return render(request, "estate/new_rule.html", context, status=422 if error else 200)


def _typed(request: HttpRequest) -> dict[str, Any]:
    if request.method == "POST":
        words = {
            name: request.POST.get(name, "").strip()
            for name in ("text", "least_users", "least_cost", "reason")
        }
        return {**words, "classes": request.POST.getlist("classes"), "states": request.POST.getlist("states")}
    held = rule_in_force()
    return {
        "text": held.text,
        "classes": sorted(held.rule.classes),
        "states": sorted(held.rule.states),
        "least_users": str(held.rule.least_users),
        "least_cost": str(held.rule.least_cost // 100),
        "reason": "",
    }


def _read(typed: dict[str, Any]) -> dict[str, Any]:
    try:
        users = read_whole(typed["least_users"] or "0")
    except CellError as error:
        raise ValueError(f"Fewest named users: {error}") from None
    try:
        cost = read_money(typed["least_cost"] or "0")
    except CellError as error:
        raise ValueError(f"Least yearly cost: {error}") from None
    return {**typed, "least_users": users, "least_cost": cost}


def _boxes(name: str, title: str, words: type[Word], chosen: list[str]) -> dict[str, Any]:
    legend = {"text": title, "classes": "govuk-fieldset__legend--s"}
    return {
        "idPrefix": name,
        "name": name,
        "fieldset": {"legend": legend},
        "items": choices(words.choices()),
        "values": chosen,
    }
