"""What this room reads of users, roles and sessions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet
from django.utils import timezone

from daybook.access.models import RoleGrant, User
from daybook.book.asked import asked


def grants_in_force(user: User, day: date | None = None) -> list[RoleGrant]:
    """The roles a user holds on that day (default today, London)."""
    return _grants(user=user.pk, day=day or timezone.localdate())


@asked
def _grants(user: UUID, day: date) -> QuerySet[RoleGrant]:
    running = Q(ends__isnull=True) | Q(ends__gte=day)
    return RoleGrant.objects.filter(running, user_id=user, starts__lte=day).order_by("role")


def active_users() -> QuerySet[User]:
    """Those who may sign on today."""
    today = timezone.localdate()
    return User.objects.filter(is_active=True).exclude(left__lt=today)


def users_named(words: str) -> QuerySet[User]:
    """Users whose collar number or name begins with each of the words; all without words."""
    found = User.objects.all()
    for word in words.split():
        named = (
            Q(username__istartswith=word) | Q(last_name__istartswith=word) | Q(first_name__istartswith=word)
        )
        found = found.filter(named)
    return found


def names_of(ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Rank, name and collar number of each of these users."""
    return {user.pk: str(user) for user in User.objects.filter(pk__in=[one for one in ids if one])}


def keys_of(user: User) -> list[str]:
    """The user's ways to prove who they are, in words."""
    names = {"webauthn": "Passkey", "totp": "Authenticator app", "recovery_codes": "Recovery codes"}
    rows = Authenticator.objects.filter(user=user).order_by("type", "created_at")
    return [names[row.type] + (f": {row.data['name']}" if row.data.get("name") else "") for row in rows]
