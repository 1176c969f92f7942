"""Asking: which systems, and when not.

Each process asks one system over no more lines than its mapping allows, in threads of its own, so that a page never
waits for an old system, and one that hangs holds up nobody but itself.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.legacy import registry
from daybook.legacy.clock import clock_time
from daybook.legacy.engine.gate import closed_until
from daybook.legacy.engine.ports import OldSystem
from daybook.legacy.find.answering import LIMIT, Question, carry_out
from daybook.legacy.find.copies import has_copy
from daybook.legacy.joined import PATIENCE_AT_A_PAGE
from daybook.legacy.mapping import Sought
from daybook.legacy.models import Ask, AskState, Breaker, System
from daybook.records import words

KEPT = timedelta(hours=1)
NO_EXPORT = "It cannot be asked, and nothing of it has been read in."
LATE = f"It did not answer within {PATIENCE_AT_A_PAGE:g} seconds."
NUMBERS = ("pncid", "cro", "driver_number", "nino")
Work = Callable[[], None]
_lines: dict[str, ThreadPoolExecutor] = {}


def sought_of(text: str) -> Sought:
    """Whom to ask for; nobody where the words name no person."""
    asked = words.read(text)
    return Sought(
        tuple(reading for reading in asked.names if reading),
        asked.born,
        tuple(one for one in asked.numbers if one[0] in NUMBERS),
    )


def ask(caller: Caller, search: UUID, text: str) -> list[Ask]:
    """What the systems answer to this search; they are asked where they were not yet."""
    require(caller, "records.search")
    user = caller.author.user
    if user is None:
        return []
    if known := asks(caller, search):
        return known
    sought = sought_of(text)
    systems = registry.all_systems() if sought else []
    try:
        with transaction.atomic():
            Ask.objects.filter(asked_at__lt=timezone.now() - KEPT).delete()
            rows = Ask.objects.bulk_create(_rows(user, search, systems))
    except IntegrityError:  # the same page, opened twice in one moment
        return asks(caller, search)
    for system, row in zip(systems, rows, strict=True):
        if row.state == AskState.ASKING:
            in_line(system, partial(carry_out, system, row, Question(caller, sought, text)))
    return rows


def asks(caller: Caller, search: UUID) -> list[Ask]:
    """What this user's search has asked so far, by system; those that are late are shown so."""
    user = caller.author.user
    rows = list(Ask.objects.filter(search=search, user=user).order_by("system")) if user else []
    for row in rows:
        if row.state == AskState.ASKING and timezone.now() > row.asked_at + LIMIT:
            row.state, row.problem = AskState.SILENT, LATE
    return rows


def is_complete(rows: list[Ask]) -> bool:
    return all(row.state != AskState.ASKING for row in rows)


def in_line(system: OldSystem, work: Work) -> None:
    """Do it in one of the lines to this system, as soon as one is free."""
    if system.name not in _lines:
        _lines[system.name] = ThreadPoolExecutor(system.limits.max_in_flight, f"ask-{system.name}")
    _lines[system.name].submit(_apart, work)


def _apart(work: Work) -> None:
    """In a thread of its own: with a database connection that is given back."""
    try:
        work()
    finally:
        connection.close()


def _rows(user: UUID, search: UUID, systems: list[OldSystem]) -> list[Ask]:
    """A row each: those who cannot be asked now, and of whom we have no copy, are done already."""
    now, known = timezone.now(), {row.name: row for row in System.objects.all()}
    rows = []
    for system in systems:
        row = Ask(search=search, system=system.name, user=user, asked_at=now)
        row.problem = _obstacle(system, known.get(system.name) or System(name=system.name), now)
        if (row.problem or system.find is None) and not has_copy(system.name):
            row.state, row.problem = AskState.CLOSED, row.problem or NO_EXPORT
        rows.append(row)
    return rows


def _obstacle(system: OldSystem, row: System, now: datetime) -> str:
    """Why it is not asked now; empty where it is, and where it never can be."""
    if system.find is None:
        return ""
    if row.paused:
        return f"It is paused. {row.paused_reason}".strip()
    opens = closed_until(row, system.limits, now)
    if opens and row.breaker != Breaker.CLOSED:
        return f"It does not answer now, so it was not asked. It is tried again at {clock_time(opens)}."
    return f"It is under maintenance until {clock_time(opens)}." if opens else ""
