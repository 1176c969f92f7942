"""Printed papers of a custody record: copies are asked for whom first, sheets for the suite are made at once."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.kinds import EXPORT_MADE
from daybook.access.permission import allowed
from daybook.access.views_guard import consults
from daybook.book.pages import Line, append_many
from daybook.custody.actions.copy_record import copy_record
from daybook.custody.models import CustodyRecord
from daybook.custody.papers.redaction import Reader, liftable
from daybook.custody.papers.sheet import sheets
from daybook.custody.queries.filter import visible
from daybook.custody.views.found import record_or_404
from daybook.custody.views.suites import suite_or_404
from daybook.records.forms.questions import Answers, Question, components, read_answers, summary
from daybook.records.in_words import when

PAPERS = {
    Reader.WHOLE: ("The whole record", "Every entry, nothing withheld, for the force and the court."),
    Reader.SOLICITOR: (
        "Copy for the solicitor or appropriate adult",
        "What they may read under Code C 2.4 and 2.4A; what is withheld is a black bar with its reason.",
    ),
    Reader.DETAINEE: (
        "Copy for the person",
        "On request, until twelve months after release; what is withheld is a black bar with its reason.",
    ),
    Reader.ESCORT: ("Person escort record", "For those who take the person to court, prison or hospital."),
}
RECIPIENT = Question(
    "recipient",
    "Who is the copy for?",
    hint="Name and firm or body, such as: Ms Lane, Lane & Partners",
    needed="Say who the copy is for.",
    longest=120,
)
YES = "yes"


@require_GET
@consults("custody:viewed", "custody.see-record")
def papers(request: HttpRequest, number: str) -> HttpResponse:
    """What can be printed of a record."""
    record = record_or_404(request, number)
    copies = [(reader.value, *said) for reader, said in PAPERS.items()]
    may_copy = allowed(caller_of(request), "custody.copy-record")
    return render(request, "custody/papers.html", {"record": record, "copies": copies, "may_copy": may_copy})


@consults("custody:viewed", "custody.copy-record")
def copy(request: HttpRequest, number: str, paper: str) -> HttpResponse:
    """Ask whom the copy is for; then hand it out."""
    record = record_or_404(request, number)
    if paper not in set(Reader):
        raise Http404("There is no such paper of a custody record.")
    reader = Reader(paper)
    questions = [RECIPIENT, *(_lift(*rule) for rule in liftable(reader).items())]
    answers = read_answers(questions, request.POST) if request.method == "POST" else Answers()
    if request.method == "POST" and not answers.errors:
        lifted = [rule for rule in liftable(reader) if answers.values[rule] == YES]
        try:
            body = copy_record(
                caller_of(request),
                record,
                reader,
                recipient=answers.values["recipient"],
                lifted=lifted,
            )
            return _pdf(body, f"{record.number.replace('/', '-')}-{reader}")
        except ValueError as error:
            answers.errors.append(("", str(error)))
    return _asked(request, record, reader, questions, answers)


def _lift(name: str, words: str) -> Question:
    return Question(name, words, "pick", options=((YES, "Yes"), ("no", "No")), needed=f"Answer: {words}")


def _asked(
    request: HttpRequest,
    record: CustodyRecord,
    reader: Reader,
    questions: Sequence[Question],
    answers: Answers,
) -> HttpResponse:
    title, words = PAPERS[reader]
    context = {
        "record": record,
        "title": title,
        "words": words,
        "parts": components(questions, answers),
        "summary": summary(questions, answers),
    }
    return render(request, "custody/copy.html", context, status=422 if answers.errors else 200)


@require_GET
@consults("custody:viewed", "custody.see-record")
def sheet(request: HttpRequest, number: str) -> HttpResponse:
    """The page of paper for one detainee."""
    return _sheets(request, [record_or_404(request, number)], f"custody-sheet-{number.replace('/', '-')}")


@require_GET
@consults("custody:viewed", "custody.see-record", always=False)
def suite_sheets(request: HttpRequest, code: str) -> HttpResponse:
    """A page of paper for each person in a suite."""
    suite = suite_or_404(code)
    rows = visible(caller_of(request)).filter(suite=suite, closed_at=None)
    records = list(rows.select_related("person", "suite", "arrest").order_by("opened_at"))
    for record in records:
        consulted(request).add("custodyrecord", record.pk)
    return _sheets(request, records, f"custody-sheets-{suite.code}")


def _sheets(request: HttpRequest, records: Sequence[CustodyRecord], name: str) -> HttpResponse:
    """The PDF; that it left the screen stands in the book for each record."""
    caller, now = caller_of(request), timezone.now()
    notes = {"form": "pdf", "recipient": "the custody suite, on paper"}
    lines = [
        Line(EXPORT_MADE, caller.author, "custodyrecord", record.pk, notes, happened_at=now)
        for record in records
    ]
    body = sheets(records, now, f"As it stood {when(now)}, printed by {caller.user}")
    append_many(lines)
    return _pdf(body, name)


def _pdf(body: bytes, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store"
    return response
