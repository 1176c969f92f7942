"""What the signed session says of its user: how they proved themselves, when they last acted, if the desk is locked."""

from __future__ import annotations

import time
from collections.abc import Collection
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest

from daybook.access import devices

ACTIVE_AT, LOCKED_AT, DEMO = "active_at", "locked_at", "demo_sign_in"
LEFT_OPEN = "left_open"
PURPOSE = {"purpose": "purpose", "reason": "purpose_reason"}
STRONG = {"mfa", "socialaccount"}
WRITE_EVERY = 30


def has_second_factor(request: HttpRequest) -> bool:
    """True if this session began with a passkey, a second factor or the force's identity provider (or the demo)."""
    if request.session.get(DEMO):
        return True
    return any(record["method"] in STRONG for record in _records(request))


def is_locked(request: HttpRequest) -> bool:
    """True once locked by the user, by the desk or idle for too long, until the user proves themselves again."""
    locked_at = max(request.session.get(LOCKED_AT, 0.0), _desk_lock(request), _idle_lock(request))
    if not locked_at:
        return False
    return bool(_last_proof(request) <= locked_at)


def _desk_lock(request: HttpRequest) -> float:
    """The second at which this desk was last locked from outside the browser, or 0."""
    desk = devices.device_row(request)
    return desk.locked_at.timestamp() if desk and desk.locked_at else 0.0


def _idle_lock(request: HttpRequest) -> float:
    """The second at which the idle desk locked itself, or 0."""
    active_at = max(request.session.get(ACTIVE_AT, 0.0), _last_proof(request))
    locks_at = active_at + settings.DESK_LOCK_MINUTES * 60 + WRITE_EVERY
    return float(locks_at) if active_at and locks_at < time.time() else 0.0


def lock(request: HttpRequest, left_open: Collection[str] = ()) -> None:
    """Lock this session. The addresses `left_open` can still be read, such as a board for a screen on the wall."""
    request.session[LOCKED_AT] = time.time()
    request.session[LEFT_OPEN] = list(left_open)


def is_left_open(request: HttpRequest) -> bool:
    """True where the locked session may go on reading this address."""
    if request.method != "GET" or request.path not in request.session.get(LEFT_OPEN, ()):
        return False
    return bool(_last_proof(request) <= request.session[LOCKED_AT])


def touch(request: HttpRequest) -> None:
    """Note that the user is at work; written at most twice a minute, so a page costs no session write."""
    now = time.time()
    if now - request.session.get(ACTIVE_AT, 0.0) > WRITE_EVERY:
        request.session[ACTIVE_AT] = now


def _records(request: HttpRequest) -> list[dict[str, Any]]:
    return list(get_authentication_records(request, request.user))


def _last_proof(request: HttpRequest) -> float:
    """When the user last proved who they are in this session, in seconds since 1970."""
    proofs = [float(record["at"]) for record in _records(request)]
    return max([*proofs, float(request.session.get(DEMO, 0.0))])
