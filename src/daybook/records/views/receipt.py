"""The receipt of a stop and search: what became of it, and the PDF where it is handed out."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.views_guard import consults
from daybook.records.actions.give_receipt import GIVEN, WAYS, give_receipt
from daybook.records.forms.questions import Question, read_answers
from daybook.records.models import Event
from daybook.records.printing import print_report
from daybook.records.receipt import receipt_sections
from daybook.records.reports.stop_search import StopSearch
from daybook.records.views.asking import Page, ask
from daybook.records.views.found import find

ASKED = (
    Question(
        "way", "What becomes of the receipt?", "pick", options=WAYS, needed="Say what becomes of the receipt."
    ),
    Question("why", "If it is not offered, why", "long", longest=400),
)


@consults("event:viewed", "records.record-stop-search")
def receipt(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Hand the receipt out, or write that it was declined or could not be offered."""
    event, caller = find(request, Event, event_id), caller_of(request)
    if event.report_type != StopSearch.slug:
        raise Http404("Only a stop and search has a receipt.")
    consulted(request).add("event", event.pk)
    page = Page(
        f"Receipt of {event.number}",
        reverse("records:event", args=[event.pk]),
        "Back to the report",
        ASKED,
        "The person has a right to it, there and then unless that is wholly impracticable.",
        "Go on",
        "What became of the receipt is written down.",
    )
    answers = read_answers(ASKED, request.POST)
    if request.method == "POST" and not answers.errors and answers.values["way"] in GIVEN:
        give_receipt(caller, event, answers.values["way"])
        return _pdf(event)
    return ask(request, page, lambda values: give_receipt(caller, event, values["way"], why=values["why"]))


def _pdf(event: Event) -> HttpResponse:
    title = "Receipt of a stop and search"
    body = print_report(
        title, receipt_sections(event), marking="", footer=f"{event.number}: the person's copy"
    )
    response = HttpResponse(body, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="receipt-{event.pk}.pdf"'
    response["Cache-Control"] = "no-store"
    return response
