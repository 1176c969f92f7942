"""The page on which a report is opened to all who may see reports, restricted or sealed."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from daybook.access.caller import caller_of
from daybook.access.views_guard import consults
from daybook.records.actions.set_handling import set_handling as do_set_handling
from daybook.records.reports import type_of
from daybook.records.views import person_questions as questions
from daybook.records.views.asking import Page, ask
from daybook.records.views.event import event_or_404


@consults("event:viewed", "records.set-handling")
def set_handling(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Open, restrict or seal this report."""
    found = event_or_404(request, event_id)
    page = Page(
        f"Handling of {type_of(found.report_type).title.lower()} {found.number}",
        reverse("records:event", args=[found.pk]),
        "Back to the report",
        questions.HANDLE,
    )
    return ask(request, page, lambda values: do_set_handling(caller_of(request), found, **values))
