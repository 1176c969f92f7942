"""One at a time changes who is one person, and one at a time writes the index.

What was read before the change still holds when it is written. Whoever needs both takes `alone` first.
"""

from __future__ import annotations

from django.db import connection

PERSONS, INDEX = 0x6E6F6D, 0x696478
"""Of the advisory locks, any that nobody else takes: the letters of “nom” and “idx”."""


def alone() -> None:
    """Wait until no other transaction changes who is one person; then none does until this one ends.

    Take it before decisions and persons are read, and before any row is locked. SQLite lets one transaction write at a
    time as it is.
    """
    _take(PERSONS)


def alone_in_index() -> None:
    """Wait until no other transaction writes keys, spellings and counts; then none does until this one ends.

    Each write locks pages of keys that it takes away, then others that it adds to: without this, two would wait for
    each other in a ring. All of them change the count of the records anyway, and so end one after the other.
    """
    _take(INDEX)


def _take(number: int) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
