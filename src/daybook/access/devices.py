"""A device is known by a signed cookie; it says which machine, never who."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

if TYPE_CHECKING:
    from daybook.access.models import Device

COOKIE = "daybook_device"
YEARS_2 = 2 * 366 * 24 * 3600


def device_id(request: HttpRequest) -> UUID | None:
    """The id in the device cookie; None where there is none or it was forged."""
    text = request.get_signed_cookie(COOKIE, default=None)
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def device_of(request: HttpRequest) -> str:
    """The device as an entry names it: `browser:<id>`, or `browser` before the cookie is set."""
    known = device_id(request) or getattr(request, "new_device", None)
    return f"browser:{known.hex}" if known else "browser"


def give_cookie(request: HttpRequest, response: HttpResponseBase) -> None:
    """Give a browser that has none its device cookie."""
    new = getattr(request, "new_device", None)
    if new is None:
        return
    response.set_signed_cookie(
        COOKIE, new.hex, max_age=YEARS_2, httponly=True, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax"
    )


def ensure_device(request: HttpRequest) -> UUID:
    """The device's id; a new one, whose cookie goes out with the response, if it has none."""
    known = device_id(request) or getattr(request, "new_device", None)
    if known is None:
        known = uuid4()
        request.new_device = known  # type: ignore[attr-defined]  # read again when the response leaves
    return known


def device_row(request: HttpRequest) -> Device | None:
    """The device as it stands now; asked once a request. None before somebody has signed on from it."""
    if not hasattr(request, "device_row"):
        from daybook.access.models import Device

        known = device_id(request)
        request.device_row = Device.objects.filter(pk=known).first() if known else None  # type: ignore[attr-defined]
    row: Device | None = request.device_row  # type: ignore[attr-defined]  # the request carries it
    return row


def is_revoked(request: HttpRequest) -> bool:
    """True if an administrator has barred this device."""
    row = device_row(request)
    return row is not None and row.revoked_at is not None


def says_when_key_leaves(request: HttpRequest) -> bool:
    """True if this desk has a token to lock itself with: its pages then ask whether it did."""
    row = device_row(request)
    return row is not None and bool(row.lock_digest)
