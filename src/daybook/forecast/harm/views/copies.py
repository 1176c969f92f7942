"""Copies of a list: who has one, a new one, and the recalls of what left the list since."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.views_guard import consults, signed_on
from daybook.forecast.harm.actions.export_list import FORMS, TYPES, Copy, export_list
from daybook.forecast.harm.actions.recall import answer_recall, chase_recall, may_follow_up
from daybook.forecast.harm.gate import SEE, require_see, stands
from daybook.forecast.harm.kinds import LIST_VIEWED
from daybook.forecast.harm.models import HarmExport, HarmList, HarmRecall
from daybook.forecast.harm.partners import FIELDS, partners_of
from daybook.forecast.harm.views.found import found, of_list
from daybook.records.forms.questions import Answers, Question, components, read_answers, summary
from daybook.web.pages import Column, list_view


@consults(LIST_VIEWED, SEE)
@of_list
def copies(request: HttpRequest, row: HarmList) -> HttpResponseBase:
    """Every copy that was handed out; the owner hands out another."""
    require_see(caller_of(request), row)
    consulted(request).add("harmlist", row.pk)
    questions, answers = _questions(row), Answers(typed={"form": "csv"})
    if request.method == "POST":
        answers = read_answers(questions, request.POST)
        try:
            if not answers.errors:
                return _handed_out(request, row, export_list(caller_of(request), row, **answers.values))
        except ValueError as error:
            answers.errors.append(("", str(error)))
    context = {
        "list": row,
        "listing": list_view(
            request, row.exports.all(), _columns(), caption="Copies", empty="Nobody has a copy."
        ),
        "owner": stands(caller_of(request), row) == "owner",
        "parts": components(questions, answers),
        "summary": summary(questions, answers),
        "partners": partners_of(row.kind).values(),
    }
    return render(request, "forecast/harm/copies.html", context, status=422 if answers.errors else 200)


def _questions(row: HarmList) -> tuple[Question, ...]:
    partners = [(one.name, one.title) for one in partners_of(row.kind).values()]
    return (
        Question("partner", "Who gets it?", kind="pick", options=partners, needed="Choose who gets it."),
        Question(
            "recipient",
            "Name of the person or office",
            hint="They are told when somebody leaves the list",
            needed="Name who gets it.",
            longest=120,
        ),
        Question("purpose", "What for?", kind="long", needed="Say what they need it for.", longest=500),
        Question("form", "Form", kind="pick", options=tuple(FORMS.items()), needed="Choose the form."),
    )


def _columns() -> list[Column]:
    return [
        Column("Copy", lambda one: f"{one.number}, {FORMS[one.form]}"),
        Column("Handed to", lambda one: one.recipient),
        Column("What for", lambda one: one.purpose),
        Column("When", lambda one: f"{timezone.localtime(one.made_at):%-d %B %Y, %H:%M}"),
        Column("Rows", lambda one: str(one.rows), is_number=True),
        Column("Fields", lambda one: ", ".join(FIELDS[name] for name in one.fields).capitalize()),
        Column("SHA-256", lambda one: f"{one.sha256[:12]}…"),
    ]


def _handed_out(request: HttpRequest, row: HarmList, copy: Copy) -> HttpResponse:
    for one in copy.shown:
        consulted(request).add("person", one.row.person_id, list=row.number, export=copy.export.number)
    name = f"harm-list-{row.number}-copy-{copy.export.number}.{copy.export.form}"
    heading = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(copy.content, content_type=TYPES[copy.export.form], headers=heading)


@require_GET
@signed_on(SEE)
def recalls(request: HttpRequest, list_id: UUID) -> HttpResponseBase:
    """Who still has a copy with somebody who left, by reference without names; open while the list is closed, too."""
    row = found(request, list_id)
    every = list(_recalls().filter(line__export__harm_list=row))
    today = timezone.localdate()
    context = {
        "list": row,
        "waiting": [_shown(one, today) for one in every if not one.answered_at],
        "answered": [one for one in every if one.answered_at][:50],
        "may": may_follow_up(caller_of(request), row),
    }
    return render(request, "forecast/harm/recalls.html", context)


def _recalls() -> Any:
    return HarmRecall.objects.select_related("line__export__harm_list", "line__row")


def _shown(one: HarmRecall, today: Any) -> dict[str, Any]:
    return {
        "row": one,
        "export": one.line.export,
        "reference": one.line.row.reference,
        "late": one.due_on < today,
    }


@require_POST
@signed_on(SEE)
def chase(request: HttpRequest, recall_id: UUID) -> HttpResponseBase:
    """They were asked again."""
    row = _recall(request, recall_id)
    return _followed(request, row, lambda: chase_recall(caller_of(request), row), "Chased, and written down.")


@require_POST
@signed_on(SEE)
def answer(request: HttpRequest, recall_id: UUID) -> HttpResponseBase:
    """They have said that it is out."""
    row, who = _recall(request, recall_id), request.POST.get("who", "")
    return _followed(
        request, row, lambda: answer_recall(caller_of(request), row, who), "The row is out of that copy."
    )


def _recall(request: HttpRequest, key: UUID) -> HarmRecall:
    row: HarmRecall | None = _recalls().filter(pk=key).first()
    if row is None:
        raise Http404("There is no such recall.")
    found(request, row.line.export.harm_list_id)
    return row


def _followed(request: HttpRequest, row: HarmRecall, act: Any, words: str) -> HttpResponseBase:
    try:
        act()
    except ValueError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, words)
    export: HarmExport = row.line.export
    return redirect("harm:recalls", export.harm_list_id)
