"""The circuit breaker: a system that does not answer is left alone, then tried with one delivery."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from daybook.book.author import system as system_author
from daybook.book.pages import Line
from daybook.legacy import kinds
from daybook.legacy.engine.ports import Limits, Outcome
from daybook.legacy.models import Breaker, Delivery, State, System

LONGEST_REST = timedelta(minutes=5)
COLUMNS = ("breaker", "failures", "opened_at", "next_probe_at", "trips", "last_error", "last_answer_at")
"""What an answer, or its absence, may change of a system's row."""


def answered(row: System, now: datetime) -> list[Line]:
    """It answers: close the breaker and let everything that waited go at once."""
    was = row.breaker
    row.failures, row.trips, row.last_error = 0, 0, ""
    row.last_answer_at = now
    if was == Breaker.CLOSED:
        return []
    row.breaker, row.opened_at, row.next_probe_at = Breaker.CLOSED, None, None
    waiting = Delivery.objects.filter(system=row.name, state=State.WAITING, next_try_at__gt=now)
    # Whoever holds one of these rows may be waiting for the system's row, which is ours: leave it to them.
    free = waiting.exclude(reason="").select_for_update(skip_locked=True)
    Delivery.objects.filter(id__in=list(free.values_list("id", flat=True))).update(next_try_at=now)
    return [Line(kinds.BREAKER_CLOSED, system_author("deliver"), notes={"system": row.name})]


def not_answered(
    row: System, limits: Limits, failed: Sequence[Outcome], now: datetime, rng: random.Random
) -> list[Line]:
    """It does not answer: open after so many in a row; each probe that fails doubles the rest, up to a ceiling.

    A system that asks for a longer pause gets it.
    """
    row.failures += len(failed)
    row.last_error = _said(failed[-1])[:300]
    if row.breaker == Breaker.CLOSED and row.failures < limits.breaker_threshold:
        return []
    first = row.breaker == Breaker.CLOSED
    row.trips = 0 if first else row.trips + 1
    rest = min(timedelta(seconds=limits.breaker_seconds * 2 ** min(row.trips, 10)), LONGEST_REST)
    asked = timedelta(seconds=max(outcome.retry_after or 0 for outcome in failed))
    row.breaker, row.next_probe_at = Breaker.OPEN, now + max(asked, rest * rng.uniform(0.8, 1.0))
    row.opened_at = now if first else row.opened_at
    notes = {"system": row.name, "error": row.last_error}
    return [Line(kinds.BREAKER_OPENED, system_author("deliver"), notes=notes)] if first else []


def _said(outcome: Outcome) -> str:
    """For those who keep the connection: the technical word too."""
    return f"{outcome.reason} ({outcome.code})" if outcome.code else outcome.reason
