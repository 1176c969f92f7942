"""Ready-made sign-ins for the demonstration: only with DAYBOOK_DEMO=1, and only on this machine itself."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class DemoSignIn:
    """One ready-made sign-in: which user (collar number), in which role, and a sentence on what to try.

    `page` is where the role begins, where that is not the home page.
    """

    collar_number: str
    role: str
    name: str
    try_this: str = ""
    page: str = ""


_source: list[Callable[[], list[DemoSignIn]]] = []


def offer(sign_ins: Callable[[], list[DemoSignIn]]) -> None:
    """Set the function that lists the ready-made sign-ins; the demonstration calls this when it starts."""
    _source[:] = [sign_ins]


def sign_ins() -> list[DemoSignIn]:
    return _source[0]() if _source else []


def is_open(request: HttpRequest) -> bool:
    """True on a demonstration asked from this very machine.

    The address of the connection counts, and a forwarded request is refused: its true origin can be forged.
    """
    forwarded = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP"))
    return bool(settings.DEMO) and not forwarded and _is_loopback(request.META.get("REMOTE_ADDR", ""))


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
