"""For auditors: rules that were set aside in an emergency, and what they found of each."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.views_guard import consults
from daybook.custody.actions.review_override import review_override
from daybook.custody.entries.notes import Override
from daybook.custody.models import CustodyEntry
from daybook.custody.queries.overrides import waiting_overrides
from daybook.records.forms.questions import Question
from daybook.records.views.asking import Page, ask

QUESTIONS = (Question("finding", "What you found", "long", needed="Write what you found.", longest=2000),)


@consults("custody:viewed", "access.audit")
def overrides(request: HttpRequest) -> HttpResponse:
    """Those that wait for review."""
    rows = waiting_overrides()
    consulted(request).search("overrides", len(rows), [row.record_id for row in rows])
    context = {"rows": [(row, line_of(row)) for row in rows]}
    return render(request, "custody/overrides.html", context)


@consults("custody:viewed", "access.audit")
def review(request: HttpRequest, entry: UUID) -> HttpResponse:
    """Close one with a finding."""
    row = next((one for one in waiting_overrides() if one.pk == entry), None)
    if row is None:
        raise Http404("This was reviewed already, or there is no such entry.")
    consulted(request).add("custodyrecord", row.record_id)

    def act(values: dict[str, Any]) -> None:
        review_override(caller_of(request), entry, values["finding"])

    words = f"{row.record.number}, {row.by}: {line_of(row)}"
    back = reverse("custody:overrides")
    return ask(request, Page("A rule was set aside", back, "Rules set aside", QUESTIONS, words), act)


def line_of(row: CustodyEntry) -> str:
    return Override.read(row.details or {}, row.happened_at).line()
