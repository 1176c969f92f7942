"""Attaching files to an event, and getting them back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.views_guard import consults
from daybook.records.actions.attach_file import attach_file
from daybook.records.attachment_store import path_of
from daybook.records.attachments_check import ALLOWED
from daybook.records.models import Attachment, Event
from daybook.records.queries.filter import visible
from daybook.records.views.found import find
from daybook.web.forms import error_summary

KINDS = ", ".join(f"{kind.title} up to {kind.max_bytes // 1_000_000:,} MB" for kind in ALLOWED)


@consults("event:viewed", "records.attach")
def attach(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Attach files to an event. Of several, the good ones are kept and each refused one is named."""
    event = find(request, Event, event_id)
    consulted(request).add("event", event.pk)
    if request.method != "POST":
        return _page(request, event, [])
    files = request.FILES.getlist("files")
    refused = _attach_all(request, event, files) if files else ["Choose a file."]
    if refused:
        return _page(request, event, refused)
    return HttpResponseRedirect(reverse("records:event", args=[event.pk]))


@require_GET
@consults("attachment:viewed", "records.see-event")
def attachment(request: HttpRequest, attachment_id: UUID) -> HttpResponseBase:
    """The file itself, always as a download: it is never shown inside a page."""
    rows = visible(caller_of(request), Attachment).select_related("event")
    row = rows.filter(pk=attachment_id).first()
    if row is None:
        raise Http404("There is no such file, or you may not see it.")
    place = path_of(row.sha256)
    if not place.exists():
        raise Http404(
            "The file is missing from the store. Tell the administrator to run: daybook records attachments."
        )
    consulted(request).add("event", row.event_id, file=row.pk.hex)
    response = FileResponse(
        place.open("rb"), as_attachment=True, filename=row.name, content_type=row.media_type
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "no-store"
    return response


def _attach_all(request: HttpRequest, event: Event, files: list[UploadedFile[Any]]) -> list[str]:
    """Attach what may be attached; the sentences on what may not."""
    refused, kept = [], 0
    for file in files:
        try:
            attach_file(caller_of(request), event, file.name or "", file.chunks())
            kept += 1
        except ValueError as error:
            refused.append(f"{file.name}: {error}")
    if kept:
        messages.success(request, f"{kept} {'file' if kept == 1 else 'files'} attached.")
    return refused


def _page(request: HttpRequest, event: Event, refused: list[str]) -> HttpResponse:
    field = {
        "id": "files",
        "name": "files",
        "multiple": True,
        "label": {"text": "Files", "classes": "govuk-label--s"},
        "hint": {"text": KINDS},
    }
    if refused:
        field["errorMessage"] = {
            "html": format_html_join(SafeString("<br>"), "{}", ((text,) for text in refused))
        }
    context = {
        "event": event,
        "field": field,
        "summary": error_summary([("files", text) for text in refused]) if refused else None,
    }
    return render(request, "records/attach.html", context, status=422 if refused else 200)
