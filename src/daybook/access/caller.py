"""The caller: who acts, with which roles, on which device and for which purpose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from daybook.access.purpose import Purpose
from daybook.book import Author

if TYPE_CHECKING:
    from django.http import HttpRequest

    from daybook.access.models import User


@dataclass(frozen=True, slots=True)
class Caller:
    """`user` is None for nobody (no roles) and for the system (`is_system`). `purpose` is a code of `Purpose`.

    `scopes`, for an API token, narrows the permissions that the roles give; None leaves them all. `system` is the one
    that the token was issued for, empty without a token.
    """

    user: User | None
    roles: frozenset[str]
    device: str
    purpose: str = Purpose.OPERATIONAL
    reason: str = ""
    rank: str = ""
    scopes: frozenset[str] | None = None
    is_system: bool = False
    system: str = ""

    @property
    def is_signed_on(self) -> bool:
        return self.user is not None or self.is_system

    @property
    def author(self) -> Author:
        return Author(user=self.user.pk if self.user else None, device=self.device, purpose=self.purpose)


def system_caller(process: str) -> Caller:
    """The caller of what Daybook does by itself, such as an import or the demo force; it may do everything."""
    return Caller(user=None, roles=frozenset(), device=process, purpose=Purpose.SYSTEM, is_system=True)


def caller_for(user: User, device: str, purpose: str = Purpose.OPERATIONAL, reason: str = "") -> Caller:
    """The caller that this user is today: roles and rank from the grants in force."""
    from daybook.access.queries import grants_in_force

    grants = grants_in_force(user)
    acting = next((grant.acting_rank for grant in grants if grant.acting_rank), "")
    return Caller(
        user, frozenset(grant.role for grant in grants), device, purpose, reason, rank=acting or user.rank
    )


def caller_of(request: HttpRequest) -> Caller:
    """Who makes this request; worked out once. Nobody signed on gives a caller without user and roles."""
    known: Caller | None = getattr(request, "caller", None)
    if known is None:
        known = _from_session(request)
        request.caller = known  # type: ignore[attr-defined]  # the request carries it to templates
    return known


def _from_session(request: HttpRequest) -> Caller:
    from daybook.access.devices import device_of

    device, user = device_of(request), getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return Caller(None, frozenset(), device)
    session = request.session
    return caller_for(
        user, device, session.get("purpose", Purpose.OPERATIONAL), session.get("purpose_reason", "")
    )
