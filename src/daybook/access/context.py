"""What every page knows of its caller."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from daybook.access import devices, sessions
from daybook.access.caller import caller_of
from daybook.access.permission import allowed


def caller(request: HttpRequest) -> dict[str, Any]:
    """The caller for the menu and the user's corner; None while nobody is signed on."""
    found = caller_of(request)
    return {
        "caller": found if found.is_signed_on else None,
        "caller_audits": allowed(found, "access.audit"),
        "desk": _desk(request) if found.user else None,
    }


def _desk(request: HttpRequest) -> dict[str, str] | None:
    """Where the page asks whether the desk locked itself; None where it never does, or is locked already."""
    if not devices.says_when_key_leaves(request) or sessions.is_locked(request):
        return None
    return {"check": reverse("access:desk"), "locked": reverse("access:locked")}
