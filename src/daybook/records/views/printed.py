"""Printed copies. Who it is for is asked first: handing out a copy is a disclosure and stands in the book."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.kinds import EXPORT_MADE
from daybook.access.views_guard import consults
from daybook.book import append
from daybook.records import event_page
from daybook.records.forms.questions import Question, read_answers
from daybook.records.in_words import when
from daybook.records.models import Event, Person
from daybook.records.printing import Section, print_report
from daybook.records.queries.profile import profile_of
from daybook.records.reports import type_of
from daybook.records.views.asking import Page, ask
from daybook.records.views.found import find
from daybook.records.views.printed_person import person_sections
from daybook.records.views.printed_signatures import signature_sections

ASKED = (
    Question(
        "recipient",
        "Who is the copy for?",
        hint="A person or body, such as: Crown Prosecution Service",
        needed="Say who the copy is for.",
        longest=120,
    ),
)


@consults("person:viewed", "records.see-person")
def print_person(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """A summary of a person as PDF."""
    person = find(request, Person, record_id)
    consulted(request).add("person", person.pk)
    back = reverse("records:person", args=[person.pk])
    return _printed(
        request,
        person,
        person.full_name,
        back,
        lambda: person_sections(profile_of(caller_of(request), person)),
    )


@consults("event:viewed", "records.see-event")
def print_event(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """A report as PDF."""
    event = find(request, Event, event_id)
    consulted(request).add("event", event.pk)
    title = f"{type_of(event.report_type).title} {event.number}"
    back = reverse("records:event", args=[event.pk])
    return _printed(request, event, title, back, lambda: _of_event(request, event))


def _printed(
    request: HttpRequest,
    record: Person | Event,
    title: str,
    back: str,
    sections: Callable[[], Sequence[Section]],
) -> HttpResponse:
    """Ask who the copy is for; then write the disclosure and answer with the PDF."""
    answers = read_answers(ASKED, request.POST)
    if request.method != "POST" or answers.errors:
        page = Page(
            f"Print {title}", back, "Back", ASKED, "The copy is written into the book.", "Make the PDF"
        )
        return ask(request, page, lambda values: None)
    caller, kind = caller_of(request), record._meta.model_name or ""
    append(
        EXPORT_MADE, caller.author, kind, record.pk, {"recipient": answers.values["recipient"], "form": "pdf"}
    )
    footer = (
        f"Printed {timezone.localtime():%-d %B %Y, %H:%M} by {caller.user} for {answers.values['recipient']}"
    )
    body = print_report(title, sections(), marking="OFFICIAL-SENSITIVE", footer=footer)
    response = HttpResponse(body, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{kind}-{record.pk}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


def _of_event(request: HttpRequest, event: Event) -> list[Section]:
    people = event_page.people_of(caller_of(request), event)
    for named in people:
        if named.person:
            consulted(request).add("person", named.person.pk, kind="person:viewed")
    place = event.location.one_line if event.location else ""
    first = [
        ("Status", event_page.status_words(event)),
        ("When", when(event.happened_from)),
        ("Where", place),
        ("Officer", str(event.officer)),
        ("Entered", when(event.recorded_at)),
        ("Arrest/summons number", event.asn),
    ]
    named_people = [
        (
            one.role,
            f"{one.person.full_name}, {one.detail}" if one.person else "Record not open to the printer",
        )
        for one in people
    ]
    offences = event.offences.filter(withdrawn=False).order_by("id")
    return [
        Section("Report", [fact for fact in first if fact[1]]),
        Section("People", named_people),
        Section("Offences", [(row.code, row.title) for row in offences]),
        Section("Details", event_page.facts(event, caller_of(request))),
        *_history_sections(request, event),
        *signature_sections(caller_of(request), event),
    ]


def _history_sections(request: HttpRequest, event: Event) -> list[Section]:
    """What was done to the report since, with the answers; nothing where nothing was."""
    lines = [
        (when(line.at), "\n".join([line.heading, *(f"{label}: {words}" for label, words in line.said)]))
        for line in event_page.history(caller_of(request), event)
    ]
    return [Section("History", lines)] if len(lines) > 1 else []
