"""What this room says on everybody's first page: their drafts and their own latest reports, without names."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from daybook.access.caller import caller_of
from daybook.access.permission import allowed
from daybook.records import drafts
from daybook.records.models import Event
from daybook.records.queries.filter import visible

LATEST = 8


def home_panel(request: HttpRequest, record: Any) -> str:
    caller = caller_of(request)
    if caller.user is None:
        return ""
    own = visible(caller, Event).filter(officer=caller.user).order_by("-recorded_at")
    context = {
        "new_arrest": allowed(caller, "records.record-arrest"),
        "drafts": list(drafts.drafts_of(caller.user)),
        "reports": list(own[:LATEST]),
    }
    return render_to_string("records/home.html", context, request)
