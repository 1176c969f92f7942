"""The auditor's pages. Reading them is a look as well, and is written down."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from daybook.access import audit, kinds, verification
from daybook.access.actions.open_sealed import open_sealed, review_opening
from daybook.access.audit import Question
from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.forms import BookSearchForm, ReviewForm, SealedForm
from daybook.access.models import SealedOpening, User
from daybook.access.record_links import url_of
from daybook.access.user_views import accepted, typed
from daybook.access.views import back_to
from daybook.access.views_guard import consults, signed_on
from daybook.book.models import Entry
from daybook.book.pages import append
from daybook.web.downloads import csv_download

AUDIT = "access.audit"
CSV_ROWS = 10_000


@signed_on(AUDIT)
def home(request: HttpRequest) -> HttpResponse:
    """Alerts first, then the ways into the book."""
    context = {"waiting": audit.waiting_openings().count(), "form": BookSearchForm()}
    return render(request, "access/audit.html", context)


@consults(kinds.LOOKS_VIEWED, "access.see-consultations")
def looks(request: HttpRequest, record_type: str, record_id: UUID) -> HttpResponse:
    """Who looked at this record."""
    consulted(request).add(record_type, record_id)
    found = audit.looks_at(record_id)
    context = {
        "record_type": record_type,
        "record_id": record_id,
        "record_url": url_of(record_type, record_id),
        "count": found.count(),
        "lines": audit.lines(found[: audit.PAGE]),
    }
    return render(request, "access/looks.html", context)


@consults(kinds.LOOKS_VIEWED, AUDIT)
def doings(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """What did this user do: by day and kind; as a table or as CSV."""
    shown = get_object_or_404(User, pk=pk)
    consulted(request).add("user", shown.pk)
    form = BookSearchForm(request.GET or None)
    question = _question(form, user=shown.pk)
    if request.GET.get("as") == "csv":
        return _csv(request, question, shown)
    context = {"shown": shown, "form": form, "lines": audit.entries(question), "query": _query(request)}
    return render(request, "access/doings.html", context)


@consults(kinds.LOOKS_VIEWED, AUDIT)
def disclosures(request: HttpRequest) -> HttpResponse:
    """What left the force, to whom, by whom."""
    form = BookSearchForm(request.GET or None)
    found = audit.disclosures(_question(form))
    consulted(request).search("disclosures", len(found), _records(found))
    return render(request, "access/disclosures.html", {"form": form, "lines": found})


@consults(kinds.LOOKS_VIEWED, AUDIT)
def book(request: HttpRequest) -> HttpResponse:
    """Search of the book, newest first, page by page by number."""
    form = BookSearchForm(request.GET or None)
    before = request.GET.get("before", "")
    found = audit.sealed_page(_question(form), int(before) if before.isdigit() else None)
    consulted(request).search("book", len(found), _records(found))
    older = found[-1].seq if len(found) == audit.PAGE else None
    return render(
        request, "access/book.html", {"form": form, "lines": found, "older": older, "query": _query(request)}
    )


@consults(kinds.ENTRY_VIEWED, AUDIT)
def entry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One entry with its value."""
    row = get_object_or_404(Entry.objects.select_related("seal"), pk=pk)
    consulted(request).add(row.record_type or "entry", row.record_id or row.pk, entry=row.pk.hex)
    value = audit.value_of(row)
    line = audit.lines([row])[0]
    context = {
        "line": line,
        "rows": _facts(line, bytes(row.value_digest).hex()),
        "value": json.dumps(value, indent=2, ensure_ascii=False) if value is not None else "",
    }
    return render(request, "access/entry.html", context)


@signed_on("access.verify-book")
def verify(request: HttpRequest) -> HttpResponse:
    """Check the book: starts the check in its own process, and shows how the last ones ended."""
    if request.method == "POST":
        verification.start(caller_of(request))
        return redirect("access:verify")
    return render(request, "access/verify.html", _checks())


@signed_on("access.verify-book", by_itself=True)
def verification_part(request: HttpRequest) -> HttpResponse:
    """How the check stands, asked again by its page until it has ended."""
    return render(request, "access/_verification.html", _checks())


def _checks() -> dict[str, Any]:
    return {"running": verification.running_since(), "results": verification.last_results()}


@signed_on("access.open-sealed")
def sealed(request: HttpRequest, record_type: str, record_id: UUID) -> HttpResponse:
    """The glass to break: a sealed record opens for half an hour once the reason is written."""
    form = SealedForm(typed(request))

    def do(data: dict[str, Any]) -> None:
        open_sealed(caller_of(request), record_type, record_id, **data)

    if accepted(form, do):
        return redirect(url_of(record_type, record_id) or back_to(request))
    context = {"form": form, "record_type": record_type, "next": back_to(request)}
    return render(request, "access/sealed.html", context)


@consults(kinds.LOOKS_VIEWED, AUDIT)
def openings(request: HttpRequest) -> HttpResponse:
    """Sealed records that were opened: those not yet reviewed first."""
    found = list(SealedOpening.objects.select_related("user", "reviewed_by").order_by("-opened_at")[:200])
    consulted(request).search("openings", len(found), [row.record_id for row in found])
    context = {
        "waiting": [row for row in found if row.reviewed_at is None],
        "reviewed": [row for row in found if row.reviewed_at],
    }
    return render(request, "access/openings.html", context)


@consults(kinds.LOOKS_VIEWED, AUDIT)
def opening(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One opening, with its reason; the auditor writes what they found."""
    row = get_object_or_404(SealedOpening.objects.select_related("user", "reviewed_by"), pk=pk)
    consulted(request).add(row.record_type, row.record_id)
    form = ReviewForm(typed(request))
    if accepted(form, lambda data: review_opening(caller_of(request), row, data["finding"])):
        return redirect("access:openings")
    return render(request, "access/opening.html", {"row": row, "form": form})


def _facts(line: audit.Line, digest: str) -> list[tuple[str, Any]]:
    return [
        ("Number", "not yet sealed" if line.seq is None else line.seq),
        ("Kind", line.kind),
        ("Act", line.act),
        ("Record", f"{line.record_type} {line.record_id or ''}"),
        ("Who", line.who or "The system"),
        ("Device", line.device),
        ("Purpose", line.purpose),
        ("Happened", timezone.localtime(line.happened_at).strftime("%d/%m/%Y %H:%M:%S")),
        ("Written", timezone.localtime(line.written_at).strftime("%d/%m/%Y %H:%M:%S")),
        ("Digest of the value", digest),
    ]


def _question(form: BookSearchForm, user: UUID | None = None) -> Question:
    """The form as a question; fields that do not hold are left open, and the form says so."""
    form.is_valid()
    data = getattr(form, "cleaned_data", {})
    number = data.get("collar_number")
    if number and user is None:
        found = User.objects.filter(username__iexact=number).first()
        user = found.pk if found else UUID(int=0)
    names = ("kind", "act", "record", "from_day", "to_day")
    return Question(user=user, **{name: data[name] for name in names if data.get(name)})


def _records(found: list[audit.Line]) -> list[UUID]:
    return list(dict.fromkeys(line.record_id for line in found if line.record_id))


def _query(request: HttpRequest) -> str:
    kept = request.GET.copy()
    kept.pop("before", None)
    kept.pop("as", None)
    return kept.urlencode()


def _csv(request: HttpRequest, question: Question, shown: User) -> StreamingHttpResponse:
    """The entries as a file; an export is a disclosure and says so in the book."""
    found = audit.entries(question, CSV_ROWS)
    with transaction.atomic():
        append(kinds.EXPORT_MADE, caller_of(request).author, "user", shown.pk, {"rows": len(found)})
    header = [
        "seq",
        "written_at",
        "happened_at",
        "kind",
        "act",
        "record_type",
        "record_id",
        "device",
        "purpose",
    ]
    rows = (
        (
            line.seq,
            line.written_at.isoformat(),
            line.happened_at.isoformat(),
            line.kind,
            line.act,
            line.record_type,
            line.record_id,
            line.device,
            line.purpose,
        )
        for line in found
    )
    return csv_download(f"entries-{shown.username}-{timezone.localdate():%Y-%m-%d}.csv", header, rows)
