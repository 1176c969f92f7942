"""The lists there are, and opening one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_GET

from daybook.access.caller import caller_of
from daybook.access.permission import allowed
from daybook.access.queries import names_of
from daybook.access.views_guard import signed_on
from daybook.forecast.harm.actions.open_list import Assessed, ListWanted, open_list
from daybook.forecast.harm.gate import OPEN, SEE, stands, why_closed
from daybook.forecast.harm.models import HarmList, Kind, RowState
from daybook.forecast.harm.queries.lists import lists_for
from daybook.records.forms.questions import Question
from daybook.records.views.asking import Page, ask
from daybook.web.pages import Column, list_view

ASSESSED = (
    Question(
        "dpia",
        "Data protection impact assessment",
        hint="Its reference",
        needed="Give its reference.",
        longest=80,
    ),
    Question("dpia_until", "It holds until", kind="day", needed="Give the last day on which it holds."),
    Question(
        "eia", "Equality impact assessment", hint="Its reference", needed="Give its reference.", longest=80
    ),
    Question("eia_until", "That one holds until", kind="day", needed="Give the last day on which it holds."),
)
OPENING = (
    Question(
        "kind", "Whom is it of?", kind="pick", options=Kind.choices, needed="Choose victims or offenders."
    ),
    Question("title", "Title", needed="Give the list a title.", longest=120),
    Question(
        "purpose",
        "What is it for?",
        kind="long",
        hint="Everybody can read this on the public page",
        needed="Say what the list is for.",
        longest=1000,
    ),
    Question(
        "owner", "Owner", hint="Collar number of who answers for it; not your own", needed="Name the owner."
    ),
    Question("office", "Office that answers in public", needed="Name the office.", longest=120),
    *ASSESSED,
    Question("window_days", "Days that count", kind="number", hint="365 is usual", needed="Give the days."),
    Question(
        "least_events", "Fewest events", kind="number", hint="2 or more for victims", needed="Give a number."
    ),
    Question(
        "reviews_a_week",
        "Reviews a week",
        kind="number",
        hint="As many as your reviewers can really do: with the next answer it limits the list",
        needed="Give a number.",
    ),
    Question(
        "review_days", "Days between reviews", kind="number", hint="28 is usual", needed="Give the days."
    ),
    Question(
        "grace_days",
        "Days of grace",
        kind="number",
        hint="Whose review is so long overdue leaves the list by itself",
        needed="Give the days, 0 for none.",
    ),
)
USUAL = {
    "window_days": "365",
    "least_events": "2",
    "reviews_a_week": "10",
    "review_days": "28",
    "grace_days": "7",
}


def assessed_in(values: dict[str, Any]) -> Assessed:
    """Both assessments as they were answered."""
    return Assessed(values["dpia"], values["dpia_until"], values["eia"], values["eia_until"])


@require_GET
@signed_on(SEE)
def index(request: HttpRequest) -> HttpResponseBase:
    caller = caller_of(request)
    rows = list(lists_for(caller))
    names = names_of([row.owner for row in rows])
    columns = [
        Column("List", lambda row: _link(row, "harm:list" if stands(caller, row) else "harm:keeping")),
        Column("Of", lambda row: row.get_kind_display()),
        Column("Owner", lambda row: names.get(row.owner, "")),
        Column("You are", lambda row: stands(caller, row) or "not named in it"),
        Column("On it", lambda row: f"{_on(row)} of at most {row.size_limit}"),
        Column("State", _state),
    ]
    listing = list_view(
        request, rows, columns, caption="Harm review lists", empty="You are named in no list."
    )
    return render(
        request, "forecast/harm/index.html", {"listing": listing, "may_open": allowed(caller, OPEN)}
    )


def _on(row: HarmList) -> int:
    return row.rows.filter(state=RowState.ON).count()


def _link(row: HarmList, page: str) -> str:
    return format_html('<a class="govuk-link" href="{}">{}</a>', reverse(page, args=[row.pk]), row.title)


def _state(row: HarmList) -> str:
    if row.ended_at:
        return format_html('<strong class="govuk-tag govuk-tag--grey">{}</strong>', "Ended")
    colour, words = ("red", "Closed to everybody") if why_closed(row) else ("green", "Open")
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', colour, words)


@signed_on(OPEN)
def new(request: HttpRequest) -> HttpResponse:
    """Open a list."""
    words = (
        "It begins empty. Only its owner and whom you name see it, and only while both assessments hold."
        " Everybody can read that it exists, what it is for and whom it touches unevenly."
    )
    back = reverse("harm:index")
    page = Page(
        "Open a harm review list",
        back,
        "Harm review lists",
        OPENING,
        words,
        "Open the list",
        "The list is open. Name its reviewers and overseers now.",
        USUAL,
    )
    return ask(request, page, lambda values: _open(request, values))


def _open(request: HttpRequest, values: dict[str, Any]) -> HarmList:
    names = ("kind", "title", "purpose", "owner", "office", *USUAL)
    return open_list(
        caller_of(request), ListWanted(**{name: values[name] for name in names}, assessed=assessed_in(values))
    )
