"""Interfaces, contracts and cost lines: listed, and entered, amended and removed one by one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from daybook.access.caller import caller_of
from daybook.access.permission import allowed
from daybook.access.views_guard import signed_on
from daybook.book.models import BookRecord
from daybook.estate.actions.add_row import add_row
from daybook.estate.actions.amend_row import amend_row
from daybook.estate.actions.remove_row import remove_row
from daybook.estate.history import history
from daybook.estate.models import CostLine, Interface
from daybook.estate.queries.estate import SEE
from daybook.estate.queries.rows import removed, rows_of
from daybook.estate.register.fields import SHEETS
from daybook.estate.row_columns import columns_of
from daybook.estate.shown import in_words
from daybook.estate.typed import BY_HAND, number_of, texts_of, values_of_row
from daybook.estate.views.asking import Form, ask
from daybook.estate.views.systems import KEEP
from daybook.web.forms import error_summary
from daybook.web.pages import list_view

ONE = {"interfaces": "an interface", "contracts": "a contract", "costs": "a cost line"}


@require_GET
@signed_on(SEE)
def listed(request: HttpRequest, sheet: str) -> HttpResponse:
    """All of one sheet by number, and what was removed from it lately."""
    _known(sheet)
    caller, words = caller_of(request), request.GET.get("q", "")
    may_keep, title = allowed(caller, KEEP), SHEETS[sheet].title
    columns = columns_of(sheet, may_keep)
    context = {
        "sheet": sheet,
        "title": title,
        "one": ONE[sheet],
        "words": words,
        "listing": list_view(request, rows_of(caller, sheet, words), columns, caption=title),
        "removed": removed(caller, sheet),
        "may_keep": may_keep,
    }
    return render(request, "estate/rows.html", context)


@signed_on(KEEP)
def add(request: HttpRequest, sheet: str) -> HttpResponse:
    """One that came in no file; the address may bring fields with it, such as the system."""
    _known(sheet)
    fields = SHEETS[sheet].fields
    brought = {field.name: request.GET.get(field.name, "") for field in fields}

    def act(given: dict[str, str]) -> str:
        return _home(add_row(caller_of(request), sheet, given))

    return ask(request, Form(f"Enter {ONE[sheet]}", _list(sheet), fields), brought, act)


@signed_on(KEEP)
def amend(request: HttpRequest, sheet: str, row_id: UUID) -> HttpResponse:
    """One of them, with its history."""
    row = _find(sheet, row_id)
    fields = [field for field in SHEETS[sheet].fields if field.name != "number"]
    held = texts_of(row)

    def act(given: dict[str, str]) -> str:
        changed = {name: text for name, text in given.items() if text != held[name]}
        reason = request.POST.get("reason", "")
        return _home(amend_row(caller_of(request), sheet, row, changed, reason=reason))

    more = {"remove": reverse("estate:remove-row", args=[sheet, row.pk]), "history": history(row.pk)}
    title = f"{_bare(sheet).capitalize()} {number_of(row)}"
    return ask(request, Form(title, _list(sheet), fields, asks_why=True, more=more), held, act)


@signed_on(KEEP)
def remove(request: HttpRequest, sheet: str, row_id: UUID) -> HttpResponse:
    """Asks why first: what has merely ended gets its end, and stays."""
    row, wrong = _find(sheet, row_id), ""
    reason = request.POST.get("reason", "")
    if request.method == "POST":
        try:
            remove_row(caller_of(request), sheet, row, reason=reason)
        except ValueError as error:
            wrong = str(error)
        else:
            messages.success(request, f"The {_bare(sheet)} {number_of(row)} is removed.")
            return redirect(_list(sheet))
    context = {
        "one": _bare(sheet),
        "number": number_of(row),
        "back": reverse("estate:amend-row", args=[sheet, row.pk]),
        "rows": _summary(row),
        "reason": reason,
        "wrong": wrong,
        "summary": error_summary([("reason", wrong)]) if wrong else None,
    }
    return render(request, "estate/remove_row.html", context, status=422 if wrong else 200)


def _summary(row: BookRecord) -> list[dict[str, Any]]:
    """What it holds, as a summary list."""
    told = [(field.label, in_words(field, value)) for field, value in values_of_row(row)]
    return [{"key": {"text": label}, "value": {"text": words}} for label, words in told if words]


def _bare(sheet: str) -> str:
    return ONE[sheet].partition(" ")[2]


def _home(row: BookRecord) -> str:
    """Where to go when it is saved: the system whose page shows it, or the contract itself."""
    match row:
        case CostLine():
            return f"{reverse('estate:system', args=[row.system_id])}#money"
        case Interface():
            return f"{reverse('estate:system', args=[row.target_id])}#interfaces"
    return reverse("estate:amend-row", args=["contracts", row.pk])


def _list(sheet: str) -> str:
    return reverse("estate:rows", args=[sheet])


def _known(sheet: str) -> None:
    if sheet not in BY_HAND:
        raise Http404("The register has no such sheet. There are: interfaces, contracts and costs.")


def _find(sheet: str, row_id: UUID) -> BookRecord:
    _known(sheet)
    return get_object_or_404(BY_HAND[sheet]._default_manager.all(), pk=row_id)
