"""The database's clock: what processes on several machines agree on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import connection
from django.utils import timezone


def database_now() -> datetime:
    """The time on the database server; SQLite has no clock but the machine's."""
    if connection.vendor == "sqlite":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment.astimezone(UTC)


def skew() -> timedelta:
    """How far this machine's clock is ahead of the database's, give or take half the time the question took."""
    asked = timezone.now()
    there = database_now()
    answered = timezone.now()
    return asked + (answered - asked) / 2 - there
