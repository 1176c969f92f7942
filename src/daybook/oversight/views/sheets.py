"""Keeping the sheets: a row by form, a file, the first data set."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from daybook.access.caller import caller_of
from daybook.access.user_views import accepted, typed
from daybook.access.views_guard import signed_on
from daybook.oversight.actions.import_sheet import Taken, import_sheet
from daybook.oversight.actions.keep_row import keep_row
from daybook.oversight.actions.record_count import record_count
from daybook.oversight.actions.score_knowledge import Told, score_knowledge
from daybook.oversight.actions.start_with_2013 import start_with_2013
from daybook.oversight.audience import FORCE, seen
from daybook.oversight.export import lines
from daybook.oversight.forms import File, sheet_form
from daybook.oversight.models.row import Row
from daybook.oversight.queries import Page
from daybook.oversight.sheets.catalogue import RECOMMENDATIONS, SKILLS, SYSTEMS, Sheet
from daybook.oversight.views.shown import sheet_or_404

KEEP = "oversight.keep"


@require_http_methods(["GET", "POST"])
@signed_on(KEEP)
def keep(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A new row, or with `?number=` one that is there."""
    sheet = sheet_or_404(slug)
    row = sheet.model._default_manager.filter(number=request.GET.get("number", "")).first()
    fixed = () if row is None else sheet.key
    form = sheet_form(sheet, typed(request), _as_typed(sheet, row), fixed)
    made: list[Row] = []
    if request.method == "POST" and accepted(
        form, lambda data: made.append(keep_row(caller_of(request), sheet.slug, data))
    ):
        messages.success(request, f"{made[0].number} is kept.")
        return redirect("oversight:record", sheet.slug, made[0].number)
    heading = f"Amend {row.number}" if row else f"Enter a {sheet.one}"
    return render(
        request, "oversight/form.html", {"form": form, "heading": heading, "sheet": sheet, "button": "Keep"}
    )


def _as_typed(sheet: Sheet, row: Row | None) -> dict[str, str]:
    """The row as its form shows it."""
    if row is None:
        return {}
    page = Page(sheet, seen(FORCE, sheet, [row]), 0, None)
    return dict(zip((field.name for field in sheet.fields), next(lines(FORCE, page)), strict=True))


@require_http_methods(["GET", "POST"])
@signed_on(KEEP)
def take_in(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A whole sheet from a file; what was refused is listed row by row."""
    sheet = sheet_or_404(slug)
    form = File(typed(request), request.FILES if request.method == "POST" else None)
    taken: list[Taken] = []

    def do(data: dict[str, Any]) -> None:
        taken.append(import_sheet(caller_of(request), sheet.slug, data["file"].read()))

    if request.method == "POST" and accepted(form, do):
        return render(request, "oversight/taken.html", {"sheet": sheet, "taken": taken[0]})
    headings = ", ".join(field.label for field in sheet.fields)
    context = {"form": form, "heading": f"Take in {sheet.title.lower()}", "sheet": sheet, "button": "Take in"}
    return render(request, "oversight/form.html", {**context, "headings": headings, "is_file": True})


@require_POST
@signed_on(KEEP)
def start(request: HttpRequest) -> HttpResponseBase:
    """The nine recommendations of 2013."""
    try:
        taken = start_with_2013(caller_of(request))
        messages.success(
            request, f"{taken.added} recommendations are entered. Answer each: accepted, owner, date."
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("oversight:sheet", RECOMMENDATIONS.slug)


@require_POST
@signed_on(KEEP)
def count(request: HttpRequest) -> HttpResponseBase:
    """This quarter's count, as the register has it now."""
    try:
        messages.success(request, f"The count of {record_count(caller_of(request)).number} is kept.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("oversight:sheet", SYSTEMS.slug)


@require_POST
@signed_on("estate.judge")
def knowledge(request: HttpRequest) -> HttpResponseBase:
    """What one person alone knows, as a score on the estate's register."""
    messages.success(request, _words(score_knowledge(caller_of(request))))
    return redirect("oversight:sheet", SKILLS.slug)


def _words(told: Told) -> str:
    said = f"On the register, {told.scored} scored and {told.taken_back} taken back."
    if told.by_hand:
        said += f" Left as somebody scored them: {', '.join(told.by_hand)}."
    return said + (f" On no register: {', '.join(told.unknown)}." if told.unknown else "")
