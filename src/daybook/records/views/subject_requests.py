"""Requests of people for their own data: the desk, one request with its clock and items, and what is handed over."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_POST

from daybook.access.caller import Caller, caller_of
from daybook.access.consulted import consulted
from daybook.access.views_guard import consults, signed_on
from daybook.book import append
from daybook.records.actions.collect_subject_data import collect_subject_data
from daybook.records.actions.open_subject_request import open_subject_request
from daybook.records.actions.release_subject_bundle import release_subject_bundle
from daybook.records.forms.questions import Question
from daybook.records.in_words import when
from daybook.records.kinds import SUBJECT_DOWNLOADED, SUBJECT_VIEWED
from daybook.records.models import Person, SubjectRequest
from daybook.records.models.subject_request import Identity, RequestState
from daybook.records.queries.subject_requests import ANSWER, closed_to, requests, reviewed_items
from daybook.records.subject_access.clock import clock_words
from daybook.records.subject_access.items import title_of
from daybook.records.subject_access.kept import content_of
from daybook.records.views.asking import Page, ask
from daybook.records.views.found import find
from daybook.web.pages import Column, list_view

QUESTIONS = (
    Question(
        "asked_by",
        "Who asked?",
        hint="The person, or who acts for them",
        needed="Say who asked.",
        longest=120,
    ),
    Question(
        "identity",
        "How was it made sure who asks?",
        kind="pick",
        options=Identity.choices,
        needed="Choose how it was made sure who asks.",
    ),
    Question(
        "received_on", "When did the request come?", kind="day", needed="Enter the day the request came."
    ),
    Question(
        "identified_on",
        "When had what proves the identity come?",
        kind="day",
        hint="The month begins on the later of the two days",
        needed="Enter the day on which the proof of identity had come.",
    ),
)
FORMS = {"pdf": "application/pdf", "json": "application/json"}


def clock(row: SubjectRequest) -> str:
    """How it stands with the month; nothing once the bundle is released."""
    return "" if row.state == RequestState.RELEASED else clock_words(row.due_on, timezone.localdate())


@require_GET
@signed_on(ANSWER)
def desk(request: HttpRequest) -> HttpResponse:
    """Every request, the one due first at the head; no name stands here."""
    columns = [
        Column("Request", lambda row: _link(row)),
        Column("Received", lambda row: when(row.received_on)),
        Column("Answer by", lambda row: when(row.due_on)),
        Column("Clock", clock),
        Column("State", lambda row: row.get_state_display()),
    ]
    listing = list_view(request, requests(caller_of(request)), columns, caption="Subject access requests")
    return render(request, "records/subject_requests.html", {"listing": listing})


def _link(row: SubjectRequest) -> str:
    address = reverse("records:subject-request", args=[row.pk])
    return format_html('<a class="govuk-link" href="{}">{}</a>', address, row.number)


@consults("person:viewed", ANSWER)
def new(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Take in a request of this person."""
    person = find(request, Person, record_id)
    consulted(request).add("person", person.pk)
    page = Page(
        f"Subject access request of {person.full_name}",
        reverse("records:subject-requests"),
        "Subject access requests",
        QUESTIONS,
        "The person has a right to a copy of what is held about them, within one month.",
        "Open the request",
        "The request is open. Collect what is held next.",
    )
    return ask(request, page, lambda values: open_subject_request(caller_of(request), person, **values))


@require_GET
@consults(SUBJECT_VIEWED, ANSWER)
def one(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """One request: its clock, its items and how far the review has come."""
    return _page(request, found(caller_of(request), request_id))


@require_POST
@consults(SUBJECT_VIEWED, ANSWER)
def collect(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Collect, or collect anew."""
    row = found(caller_of(request), request_id)
    try:
        collect_subject_data(caller_of(request), row)
    except ValueError as error:
        return _page(request, row, str(error))
    consulted(request).add("person", row.person_id)
    messages.success(request, "Collected. Each item has to be reviewed before the bundle can be released.")
    return redirect("records:subject-request", row.pk)


@require_POST
@consults(SUBJECT_VIEWED, ANSWER)
def release(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Release the bundle, where every item is reviewed."""
    row = found(caller_of(request), request_id)
    try:
        release_subject_bundle(caller_of(request), row, recipient=request.POST.get("recipient", ""))
    except ValueError as error:
        return _page(request, row, str(error))
    consulted(request).add("person", row.person_id)
    messages.success(request, "Released. The files are below, with their hashes.")
    return redirect("records:subject-request", row.pk)


@require_GET
@consults(SUBJECT_VIEWED, ANSWER)
def download(request: HttpRequest, request_id: UUID, form: str) -> HttpResponse:
    """A file of a released bundle; each download is a disclosure in the book."""
    row = found(caller_of(request), request_id)
    file = row.files.filter(form=form).first()
    if file is None:
        raise Http404("The bundle of this request is not released yet.")
    consulted(request).add("person", row.person_id)
    notes = {"request": row.number, "form": form, "sha256": getattr(row, f"{form}_sha256")}
    append(SUBJECT_DOWNLOADED, caller_of(request).author, "person", row.person_id, notes)
    response = HttpResponse(content_of(file), content_type=FORMS[form])
    response["Content-Disposition"] = f'attachment; filename="{row.number.replace("/", "-")}.{form}"'
    response["Cache-Control"] = "no-store"
    return response


def found(caller: Caller, key: UUID) -> SubjectRequest:
    """The request; Http404 where there is none that the caller may see."""
    row = requests(caller).filter(pk=key).first()
    if row is None:
        raise Http404("There is no such request, or the person's record is sealed: open that first.")
    return row


def _page(request: HttpRequest, row: SubjectRequest, error: str = "") -> HttpResponse:
    caller = caller_of(request)
    consulted(request).add("person", row.person_id)
    items = reviewed_items(caller, row)
    closed = closed_to(caller, [one.row for one in items])
    left = sum(one.decision is None for one in items)
    context = {
        "row": row,
        "clock": clock(row),
        "items": [(one, title_of(one.row.section), one.row.record_id in closed) for one in items],
        "left": left,
        "done": len(items) - left,
        "first": next((one.row.place for one in items if one.decision is None), None),
        "error": error,
    }
    return render(request, "records/subject_request.html", context, status=422 if error else 200)
