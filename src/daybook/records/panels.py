"""What this room adds to its own pages through their places."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from daybook.access.caller import caller_of
from daybook.access.permission import allowed
from daybook.records.actions.sign_report import UNSIGNED, words_to_sign
from daybook.records.models import Attachment, Event, Signature
from daybook.records.queries.filter import visible
from daybook.records.queries.guarded import may_read_all
from daybook.records.queries.versions import earlier_versions
from daybook.records.reports import type_of
from daybook.records.reports.intelligence import Intelligence
from daybook.records.reports.stop_search import StopSearch


def attachments(request: HttpRequest, event: Event) -> str:
    """The files of an event, on its page."""
    caller = caller_of(request)
    files = list(visible(caller, Attachment).filter(event=event).order_by("added_at", "pk"))
    context = {"event": event, "files": files, "may_attach": allowed(caller, "records.attach")}
    return render_to_string("records/_attachments.html", context, request=request)


def source(request: HttpRequest, event: Event) -> str:
    """Where the source of an intelligence report is held, for those who may hold or open it."""
    if event.report_type != Intelligence.slug or not may_read_all(caller_of(request), event):
        return ""
    return render_to_string("records/_source.html", {"event": event}, request=request)


def signatures(request: HttpRequest, event: Event) -> str:
    """Who signed a statement, which text, and the way to signing it."""
    kind, caller = type_of(event.report_type), caller_of(request)
    if not kind.signs:
        return ""
    signed = visible(caller, Signature).filter(event=event).select_related("file", "witness")
    context = {
        "event": event,
        "signatures": list(signed.order_by("signed_at", "pk")),
        "now": words_to_sign(event),
        "may_sign": event.status == UNSIGNED and allowed(caller, kind.permission()),
    }
    return render_to_string("records/_signatures.html", context, request=request)


def receipt(request: HttpRequest, event: Event) -> str:
    """The way to the receipt of a stop and search."""
    if event.report_type != StopSearch.slug or not allowed(caller_of(request), StopSearch.permission()):
        return ""
    return render_to_string("records/_receipt.html", {"event": event}, request=request)


def originals(request: HttpRequest, event: Event) -> str:
    """What stood in the report before each amendment, where its type shows that."""
    if not type_of(event.report_type).shows_original or event.version == 1:
        return ""
    return render_to_string("records/_originals.html", {"versions": earlier_versions(event)}, request=request)
