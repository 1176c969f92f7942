"""What this room reads of users, roles and sessions."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from daybook.access.models import RoleGrant, User


def grants_in_force(user: User, day: date | None = None) -> QuerySet[RoleGrant]:
    """The roles a user holds on that day (default today, London)."""
    day = day or timezone.localdate()
    running = Q(ends__isnull=True) | Q(ends__gte=day)
    return RoleGrant.objects.filter(running, user=user, starts__lte=day).order_by("role")


def active_users() -> QuerySet[User]:
    """Those who may sign on today."""
    today = timezone.localdate()
    return User.objects.filter(is_active=True).exclude(left__lt=today)
