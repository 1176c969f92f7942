"""The page on which a statement is read and signed."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NoBase64
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.views_guard import consults
from daybook.records.actions.sign_report import SignatureData, sign_report, words_to_sign
from daybook.records.entering import master_of
from daybook.records.models import Attachment, Event, Signature
from daybook.records.person_lookup import as_uuid
from daybook.records.queries.filter import visible
from daybook.records.reading_reports import people_in
from daybook.records.reports import type_of
from daybook.records.reports.statement import fingerprint
from daybook.records.views.found import find
from daybook.records.views.report_form import elsewhere_page

PNG_URL = "data:image/png;base64,"


@consults("event:viewed", "records.record-statement")
def sign(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """The whole text to be read, and the ways to sign it."""
    event = find(request, Event, event_id)
    if not type_of(event.report_type).signs:
        raise Http404("Nobody signs a report of this type.")
    consulted(request).add("event", event.pk)
    if request.method != "POST" and master_of(event.report_type):
        return elsewhere_page(request, type_of(event.report_type), event)
    problem = ""
    if request.method == "POST":
        try:
            sign_report(caller_of(request), event, _given(request))
        except ValueError as error:
            problem = str(error)
        else:
            messages.success(request, "Signed. The signature holds for this very text.")
            return redirect("records:event", event.pk)
    return _page(request, event, problem)


def _given(request: HttpRequest) -> SignatureData:
    posted = request.POST
    try:
        drawing = b64decode(posted.get("drawing", "").removeprefix(PNG_URL), validate=True)
    except NoBase64:
        raise ValueError("This is no picture of a signature. Clear the box and sign again.") from None
    return SignatureData(
        posted.get("method", ""),
        posted.get("name", ""),
        posted.get("sha256", ""),
        drawing,
        as_uuid(posted.get("paper", "")),
    )


def _page(request: HttpRequest, event: Event, problem: str) -> HttpResponse:
    words = words_to_sign(event)
    first = next((person.full_name for _, person in people_in(event)), "")
    context = {
        "event": event,
        "words": words,
        "sha256": fingerprint(words),
        "name": request.POST.get("name", first),
        "method": request.POST.get("method", Signature.Method.DRAWN),
        "files": visible(caller_of(request), Attachment).filter(event=event).order_by("added_at", "pk"),
        "problem": problem,
    }
    return render(request, "records/sign.html", context, status=422 if problem else 200)
