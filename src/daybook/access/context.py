"""What every page knows of its caller."""

from typing import Any

from django.http import HttpRequest

from daybook.access.caller import caller_of
from daybook.access.permission import allowed


def caller(request: HttpRequest) -> dict[str, Any]:
    """The caller for the menu and the user's corner; None while nobody is signed on."""
    found = caller_of(request)
    return {
        "caller": found if found.is_signed_on else None,
        "caller_audits": allowed(found, "access.audit"),
    }
