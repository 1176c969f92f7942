"""A page that asks for fields of the register: typed as in a file, each fault a sentence by its field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from daybook.estate.register.fields import Field
from daybook.estate.typed import NotTakenError
from daybook.web.forms import choices, error_summary

HINTS = {
    "list": "Several, with ; between them",
    "capabilities": "Codes of the map with weights, like 3.1.1:60; 3.2.3:40",
    "money": "Pounds",
    "flag": "Yes or no",
    "date": "Like 2015-03-31 or 31/3/2015",
    "system": "The number of a system on the register",
}


@dataclass(frozen=True, slots=True)
class Form:
    """What the page is called, where it came from, its fields, and whether it asks why; `more` goes to the template."""

    title: str
    back: str
    fields: Sequence[Field]
    asks_why: bool = False
    more: Mapping[str, Any] = field(default_factory=dict)


def ask(
    request: HttpRequest, form: Form, held: Mapping[str, str], act: Callable[[dict[str, str]], str]
) -> HttpResponse:
    """Show what is `held`; on a post call `act` with what was typed and go to the address that it gives."""
    typed, wrong = dict(held), list[tuple[str, str]]()
    if request.method == "POST":
        typed = {one.name: request.POST.get(one.name, "").strip() for one in form.fields}
        try:
            address = act(typed)
        except NotTakenError as error:
            wrong = _by_field(form.fields, error)
        except ValueError as error:
            wrong = [("", str(error))]
        else:
            messages.success(request, "Saved.")
            return redirect(address)
    return _shown(request, form, typed, wrong)


def _by_field(fields: Sequence[Field], error: NotTakenError) -> list[tuple[str, str]]:
    names = {one.label: one.name for one in fields}
    return [(names.get(one.field, ""), f"{one.field}: {one.problem} {one.remedy}") for one in error.faults]


def _shown(
    request: HttpRequest, form: Form, typed: Mapping[str, str], wrong: list[tuple[str, str]]
) -> HttpResponse:
    context = {
        "title": form.title,
        "back": form.back,
        "summary": error_summary(wrong) if wrong else None,
        "parts": [_part(one, typed.get(one.name, ""), dict(wrong).get(one.name, "")) for one in form.fields],
        "asks_why": form.asks_why,
        "reason": request.POST.get("reason", ""),
        **form.more,
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
