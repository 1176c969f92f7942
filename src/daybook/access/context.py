"""What every page knows of its caller."""

from typing import Any

from django.http import HttpRequest

from daybook.access.caller import caller_of


def caller(request: HttpRequest) -> dict[str, Any]:
    """The caller for the menu and the user's corner; None while nobody is signed on."""
    found = caller_of(request)
    return {"caller": found if found.is_signed_on else None}
