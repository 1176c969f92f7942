"""What a process that serves pages reads before the first of them."""

from __future__ import annotations

from django.db import DatabaseError, connection

from daybook.nominals import scoring


def make_ready() -> None:
    """Read what every look-up of people needs in memory; nothing where the database is not there yet.

    Among a million people that takes a second, for which all who come first would wait.
    """
    try:
        scoring.loaded()
    except DatabaseError:
        return
    finally:
        connection.close()
