"""What this room puts into the places of every page: links of the header, menu entries, panels."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from daybook.access import audit
from daybook.access.caller import caller_of
from daybook.access.permission import allowed
from daybook.access.roles import Role
from daybook.web import places
from daybook.web.places import MenuItem


def waiting_alerts(request: HttpRequest, record: Any) -> str:
    """On an auditor's home page: sealed records that were opened and wait for review."""
    if not allowed(caller_of(request), "access.audit"):
        return ""
    return render_to_string("access/_alerts.html", {"count": audit.waiting_openings().count()}, request)


def who_looked(request: HttpRequest, record: Any) -> str:
    """On a record's page, for those who may: how many looks, and the way to the list."""
    if not allowed(caller_of(request), "access.see-consultations"):
        return ""
    context = {
        "record_type": record._meta.model_name,
        "record_id": record.pk,
        "count": audit.looks_at(record.pk).count(),
    }
    return render_to_string("access/_looks.html", context, request)


places.links.update(
    {"sign-in": "account_login", "sign-out": "account_logout", "switch-user": "access:switch"}
)


def openings_to_review() -> int:
    return audit.waiting_openings().count()


places.menu.add(
    MenuItem("Audit", "access:audit", frozenset({Role.AUDITOR.value}), order=800, count=openings_to_review)
)
places.menu.add(MenuItem("Users", "access:users", frozenset({Role.ADMINISTRATOR.value}), order=900))
places.panels.add("home", waiting_alerts)
for page in ("person", "event"):
    places.panels.add(page, who_looked)
