"""What the superintendent does for a list: assessments, who is named in it, its end; and the table of weights."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from daybook.access.caller import caller_of
from daybook.access.permission import allowed
from daybook.access.queries import names_of
from daybook.access.views_guard import signed_on
from daybook.forecast.harm.actions.keep_list import (
    OWNER,
    drop_member,
    end_list,
    name_member,
    renew_assessments,
)
from daybook.forecast.harm.actions.supply_weights import supply_weights
from daybook.forecast.harm.gate import OPEN, SUPPLY, why_closed
from daybook.forecast.harm.models import HarmMember, Part
from daybook.forecast.harm.queries.weights import weights_in_use
from daybook.forecast.harm.views.found import found
from daybook.forecast.harm.views.index import ASSESSED, assessed_in
from daybook.forecast.harm.weights import MARKS
from daybook.forecast.views.fields import field
from daybook.records.forms.questions import Question
from daybook.records.views.asking import Page, ask
from daybook.web.forms import error_summary
from daybook.web.pages import Column, list_view

NAMING = (
    Question("number", "Collar number", needed="Give a collar number."),
    Question(
        "part",
        "What do they do?",
        kind="pick",
        options=((OWNER, "Owner, in place of the one before"), *Part.choices),
        needed="Choose what they do.",
    ),
)
ENDING = (Question("why", "Why does it end?", kind="long", needed="Say why the list ends.", longest=1000),)


@require_GET
@signed_on(OPEN)
def keeping(request: HttpRequest, list_id: UUID) -> HttpResponseBase:
    """Everything about the list but who is on it."""
    row = found(request, list_id)
    members = list(row.members.filter(ended_at=None).order_by("named_at"))
    names = names_of([row.owner, *(one.user for one in members)])
    context = {
        "list": row,
        "why": why_closed(row),
        "owner": names.get(row.owner, ""),
        "members": [{"row": one, "name": names.get(one.user, "")} for one in members],
    }
    return render(request, "forecast/harm/keeping.html", context)


@signed_on(OPEN)
def assess(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Renew both assessments."""
    row = found(request, list_id)
    typed = {"dpia": row.dpia, "eia": row.eia}
    page = _page("Renew the assessments", row.pk, ASSESSED, "Renew", "Both assessments are renewed.", typed)
    return ask(request, page, lambda values: renew_assessments(caller_of(request), row, assessed_in(values)))


@signed_on(OPEN)
def name(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Name an owner, a reviewer or an overseer."""
    row = found(request, list_id)
    page = _page("Name somebody in the list", row.pk, NAMING, "Name them", "They are named.")
    return ask(request, page, lambda values: name_member(caller_of(request), row, **values))


@signed_on(OPEN)
def end(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """End the list for good."""
    row = found(request, list_id)
    page = _page(
        "End the list for good",
        row.pk,
        ENDING,
        "End the list",
        "The list has ended, all copies are recalled.",
    )
    return ask(request, page, lambda values: end_list(caller_of(request), row, **values))


@require_POST
@signed_on(OPEN)
def drop(request: HttpRequest, member_id: UUID) -> HttpResponseBase:
    """They see the list no longer."""
    member = HarmMember.objects.select_related("harm_list").filter(pk=member_id).first()
    if member is None:
        raise Http404("Nobody is named so.")
    try:
        drop_member(caller_of(request), member)
    except ValueError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "They see the list no longer.")
    return redirect("harm:keeping", member.harm_list_id)


def _page(
    title: str, key: UUID, questions: Any, button: str, done: str, typed: dict[str, Any] | None = None
) -> Page:
    return Page(title, reverse("harm:keeping", args=[key]), "The list", questions, "", button, done, typed)


@signed_on()
def weights(request: HttpRequest) -> HttpResponseBase:
    """The table in use, and another in its place."""
    error = ""
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            if file is None:
                raise ValueError("Choose the file, a CSV with the columns key, days, source and mark.")
            typed = (request.POST.get("version", ""), request.POST.get("title", ""))
            supply_weights(caller_of(request), *typed, file.read())
        except ValueError as wrong:
            error = str(wrong)
        else:
            messages.success(request, "The table is in use. Figures are reckoned anew with it.")
            return redirect("harm:weights")
    used = weights_in_use()
    columns = [
        Column("Offence code or class", lambda one: one.key),
        Column("Days", lambda one: f"{one.days:,.0f}", is_number=True),
        Column("Source", lambda one: one.source),
        Column("Mark", lambda one: f"{one.mark}, {MARKS[one.mark]}"),
    ]
    context = {
        "used": used,
        "listing": list_view(request, list(used.table.values()), columns, caption="Weights"),
        "may": allowed(caller_of(request), SUPPLY),
        "fields": _fields(request),
        "summary": error_summary([("file", error)]) if error else None,
    }
    return render(request, "forecast/harm/weights.html", context, status=422 if error else 200)


def _fields(request: HttpRequest) -> dict[str, Any]:
    posted = request.POST
    return {
        "version": field(
            "version", "Version", "Such as “CCHI, May 2023”", {}, value=posted.get("version", "")
        ),
        "title": field(
            "title", "Title", "What it is and who publishes it", {}, value=posted.get("title", "")
        ),
        "file": field("file", "Table", "CSV with the columns key, days, source and mark", {}),
    }
