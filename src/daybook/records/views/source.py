"""The page on which the identity of a source is held, and opened with a reason; no other page shows it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.permission import allowed, require
from daybook.access.views_guard import consults
from daybook.records.actions.hold_source import hold_source
from daybook.records.actions.open_source import open_source
from daybook.records.models import Event
from daybook.records.queries.guarded import may_read_all
from daybook.records.reports.intelligence import Intelligence
from daybook.records.views.found import find


@consults("event:viewed", "records.record-intelligence")
def source(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Hold who the source is: for the author and the evaluators."""
    event = _intelligence(request, event_id)
    if not may_read_all(caller_of(request), event):
        raise PermissionDenied("Only the author of the report and the evaluators hold its source.")
    identity, problem = request.POST.get("identity", ""), ""
    if request.method == "POST":
        try:
            hold_source(caller_of(request), event, identity)
        except ValueError as error:
            problem = str(error)
        else:
            messages.success(request, "The source is held apart, encrypted.")
            return redirect("records:event", event.pk)
    return _page(request, event, identity=identity, problem=problem)


@consults("event:viewed", "records.see-source")
def opened(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Show who the source is, after a reason; asked anew each time."""
    event, caller = _intelligence(request, event_id), caller_of(request)
    require(caller, "records.see-source")
    reason, shown, problem = request.POST.get("reason", ""), "", ""
    if request.method == "POST":
        try:
            shown = open_source(caller, event, reason=reason)
        except ValueError as error:
            problem = str(error)
    return _page(request, event, opening=True, reason=reason, shown=shown, problem=problem)


def _intelligence(request: HttpRequest, event_id: UUID) -> Event:
    event = find(request, Event, event_id)
    if event.report_type != Intelligence.slug:
        raise Http404("Only an intelligence report has a source that is held apart.")
    consulted(request).add("event", event.pk)
    return event


def _page(request: HttpRequest, event: Event, **context: object) -> HttpResponse:
    context |= {"event": event, "may_open": allowed(caller_of(request), "records.see-source")}
    status = 422 if context.get("problem") else 200
    response = render(request, "records/source.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
