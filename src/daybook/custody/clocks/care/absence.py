"""Care in the suite stands still while the person is in hospital, and what was owed falls due at the return."""

from __future__ import annotations

from datetime import datetime

from daybook.custody.clocks.due import MARKS, Due, due_by
from daybook.custody.clocks.pauses import Pauses


def in_suite(
    rule: str,
    what: str,
    last: datetime,
    at: datetime,
    outside: Pauses,
    *,
    warn: tuple[int, ...] = MARKS,
    note: str = "",
) -> Due:
    """Care due at `at`, the time away since `last` left out; while away, with as much time left as when they left."""
    since = max(outside.since, last) if outside.since else None
    return due_by(rule, what, outside.owed(at), warn=warn, paused_since=since, note=note)
