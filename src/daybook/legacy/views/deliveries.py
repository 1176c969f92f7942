"""The deliveries of one report, as a fragment that its page asks for again until all is final."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.permission import require
from daybook.access.views_guard import consults
from daybook.custody.queries.filter import visible as visible_custody
from daybook.legacy import custody_panel
from daybook.legacy.panel import render_panel
from daybook.legacy.views.fragments import fragment
from daybook.records.models import Event
from daybook.records.queries.filter import visible


@require_GET
@consults("event:viewed", "legacy.see-deliveries", by_itself=True)
def deliveries(request: HttpRequest, event_id: UUID) -> HttpResponseBase:
    """The panel anew, or 304 while it says the same; only what is shown is written as a look."""
    require(caller_of(request), "records.see-event")
    event = visible(caller_of(request), Event).filter(pk=event_id).first()
    if event is None:
        raise Http404("There is no such report, or you may not see it.")
    return _anew(request, "event", event.pk, render_panel(event, request.GET.get("number") == "above"))


@require_GET
@consults("custody:viewed", "custody.see-record", by_itself=True)
def custody_deliveries(request: HttpRequest, custody_id: UUID) -> HttpResponseBase:
    """The same for a custody record."""
    require(caller_of(request), "legacy.see-deliveries")
    record = visible_custody(caller_of(request)).filter(pk=custody_id).first()
    if record is None:
        raise Http404("There is no such custody record, or you may not see it.")
    return _anew(request, "custodyrecord", record.pk, custody_panel.render_panel(record))


def _anew(request: HttpRequest, kind: str, record_id: UUID, html: str) -> HttpResponseBase:
    answer = fragment(request, html)
    if answer.status_code == 200:
        consulted(request).add(kind, record_id, part="deliveries")
    return answer
