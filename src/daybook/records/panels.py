"""What this room adds to its own pages through their places."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from daybook.access.caller import caller_of
from daybook.access.permission import allowed
from daybook.records.models import Attachment, Event
from daybook.records.queries.filter import visible


def attachments(request: HttpRequest, event: Event) -> str:
    """The files of an event, on its page."""
    caller = caller_of(request)
    files = list(visible(caller, Attachment).filter(event=event).order_by("added_at", "pk"))
    context = {"event": event, "files": files, "may_attach": allowed(caller, "records.attach")}
    return render_to_string("records/_attachments.html", context, request=request)
