"""One at a time changes who is one person: what was read before the change still holds when it is written."""

from __future__ import annotations

from django.db import connection

NUMBER = 0x6E6F6D
"""Of the advisory lock, any that nobody else takes: the letters of “nom”."""


def alone() -> None:
    """Wait until no other transaction changes who is one person; then none does until this one ends.

    Take it before decisions and persons are read, and before any row is locked. SQLite lets one transaction write at a
    time as it is.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBER])
