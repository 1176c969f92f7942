"""The deliveries of one report, as a fragment that its page asks for again until all is final."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.permission import require
from daybook.access.views_guard import consults
from daybook.legacy.panel import render_panel
from daybook.records.models import Event
from daybook.records.queries.filter import visible


@require_GET
@consults("event:viewed", "legacy.see-deliveries")
def deliveries(request: HttpRequest, event_id: UUID) -> HttpResponseBase:
    """The panel anew, or 304 while it says the same; only what is shown is written as a look."""
    require(caller_of(request), "records.see-event")
    event = visible(caller_of(request), Event).filter(pk=event_id).first()
    if event is None:
        raise Http404("There is no such report, or you may not see it.")
    html = render_panel(event)
    etag = f'"{hashlib.sha256(html.encode()).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    consulted(request).add("event", event.pk, part="deliveries")
    return HttpResponse(html, headers={"ETag": etag, "Cache-Control": "no-store"})
