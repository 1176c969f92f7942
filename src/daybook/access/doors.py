"""Who is let in: signed on, desk not locked, second factor in place, permission held."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from ninja.errors import AuthenticationError

from daybook.access import devices, sessions
from daybook.access.caller import caller_of
from daybook.access.permission import require

API = "/api/"


def turn_away(
    request: HttpRequest, permission: str, before_second_factor: bool, while_locked: bool
) -> HttpResponseBase | None:
    """None to let the request in; else where it goes instead. Raises PermissionDenied for a missing permission."""
    caller = caller_of(request)
    if not caller.is_signed_on:
        return _send(request, "account_login")
    if devices.is_revoked(request):
        raise PermissionDenied("This device has been barred. Sign on at another and tell an administrator.")
    if getattr(request, "token", None) is None:
        if not while_locked and sessions.is_locked(request) and not sessions.is_left_open(request):
            return _send(request, "access:locked")
        if not before_second_factor and not sessions.has_second_factor(request):
            return _send(request, "access:second-factor")
    require(caller, permission)
    return None


def _send(request: HttpRequest, page: str) -> HttpResponseBase:
    if request.path.startswith(API):
        raise AuthenticationError
    back = request.get_full_path() if request.method == "GET" else request.headers.get("HX-Current-URL", "")
    url = reverse(page) + (f"?{urlencode({'next': back})}" if back.startswith("/") else "")
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)
