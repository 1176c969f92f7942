"""How many alerts wait, on the first page of those whom they are for."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from daybook.access.caller import caller_of
from daybook.access.permission import allowed
from daybook.custody.alerts.standing import standing


def alerts_panel(request: HttpRequest, record: Any) -> str:
    if not allowed(caller_of(request), "custody.acknowledge-alert"):
        return ""
    now = timezone.now()
    due = list(standing().values_list("due_at", flat=True))
    context = {"count": len(due), "overdue": sum(at < now for at in due)}
    return render_to_string("custody/_home.html", context, request) if due else ""
