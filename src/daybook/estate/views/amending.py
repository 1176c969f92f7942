"""Entering and amending systems by hand, group by group."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from daybook.access.caller import caller_of
from daybook.access.views_guard import signed_on
from daybook.estate.actions.add_system import add_system
from daybook.estate.actions.amend_system import amend_system
from daybook.estate.models import System
from daybook.estate.queries.estate import shown_year
from daybook.estate.register.fields import GROUPS, SYSTEM_FIELDS, Field
from daybook.estate.shown import as_text
from daybook.estate.typed import ELSEWHERE, NotTakenError
from daybook.estate.values import RELATED, values_of
from daybook.estate.views.systems import find
from daybook.web.forms import choices, error_summary

KEEP = "estate.keep-register"
HINTS = {
    "list": "Several, with ; between them",
    "capabilities": "Codes of the map with weights, like 3.1.1:60; 3.2.3:40",
    "money": "Pounds",
    "date": "Like 2015-03-31 or 31/3/2015",
    "system": "The number of a system on the register",
}


@signed_on(KEEP)
def add(request: HttpRequest) -> HttpResponse:
    """A system that came in no file."""
    fields = [field for field in SYSTEM_FIELDS if field.group == "identity"]

    def act(given: dict[str, str]) -> System:
        return add_system(caller_of(request), given)

    return _ask(request, "Enter a system", reverse("estate:systems"), fields, {}, act)


@signed_on(KEEP)
def amend(request: HttpRequest, system_id: UUID, group: str) -> HttpResponse:
    """One group of fields of a system."""
    if group not in GROUPS:
        raise Http404("The register has no such group of fields.")
    row = find(system_id, *RELATED)
    fields = [
        field
        for field in SYSTEM_FIELDS
        if field.group == group and field.name != "number" and field.name not in ELSEWHERE
    ]
    values = values_of(row, shown_year(timezone.localdate()))
    held = {field.name: as_text(field, values.get(field.name)) for field in fields}

    def act(given: dict[str, str]) -> System:
        reason = request.POST.get("reason", "")
        changed = {name: text for name, text in given.items() if text != held[name]}
        return amend_system(caller_of(request), row, changed, reason=reason)

    back = reverse("estate:system", args=[row.pk])
    return _ask(request, f"{row.name}: {group}", back, fields, held, act, asks_why=True)


def _ask(
    request: HttpRequest,
    title: str,
    back: str,
    fields: Sequence[Field],
    held: Mapping[str, str],
    act: Callable[[dict[str, str]], System],
    *,
    asks_why: bool = False,
) -> HttpResponse:
    typed, wrong = dict(held), list[tuple[str, str]]()
    if request.method == "POST":
        typed = {field.name: request.POST.get(field.name, "").strip() for field in fields}
        try:
            system = act(typed)
        except NotTakenError as error:
            names = {field.label: field.name for field in fields}
            wrong = [
                (names.get(one.field, ""), f"{one.field}: {one.problem} {one.remedy}") for one in error.faults
            ]
        except ValueError as error:
            wrong = [("", str(error))]
        else:
            messages.success(request, "Saved.")
            return redirect("estate:system", system.pk)
    context = {
        "title": title,
        "back": back,
        "summary": error_summary(wrong) if wrong else None,
        "parts": [
            _part(field, typed.get(field.name, ""), dict(wrong).get(field.name, "")) for field in fields
        ],
        "asks_why": asks_why,
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "estate/amend.html", context, status=422 if wrong else 200)


def _part(field: Field, typed: str, error: str) -> tuple[str, dict[str, Any]]:
    """The page component that asks for the field."""
    params: dict[str, Any] = {"id": field.name, "name": field.name, "value": typed}
    params["label"] = {"text": field.label, "classes": "govuk-label--s"}
    if hint := field.hint or HINTS.get(field.kind, ""):
        params["hint"] = {"text": hint}
    if error:
        params["errorMessage"] = {"text": error}
    if field.words:
        return "select", params | {"items": choices(field.words.choices(), blank="Not known")}
    if field.kind == "long":
        return "textarea", params
    short = field.kind in ("whole", "decimal", "money", "date", "percent")
    return "input", params | ({"classes": "govuk-input--width-10"} if short else {}) | {"autocomplete": "off"}
