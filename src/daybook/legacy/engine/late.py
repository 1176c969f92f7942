"""Answers that come later: matched by key to what was sent, or kept on the desk where they fit nothing."""

from __future__ import annotations

import hashlib
import logging
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from daybook.book.asked import asked
from daybook.book.author import system as system_author
from daybook.book.changed import write
from daybook.book.pages import Line, append_many
from daybook.legacy import kinds
from daybook.legacy.engine import breaker
from daybook.legacy.engine.claim import in_order, locked
from daybook.legacy.engine.erased import as_wanted
from daybook.legacy.engine.ports import OldSystem, Outcome, Reply
from daybook.legacy.engine.results import COLUMNS, finish, line, settle_answer
from daybook.legacy.models import UNFINISHED, Breaker, Delivery, State, UnmatchedReply

log = logging.getLogger(__name__)


def file_replies(system: OldSystem, replies: Sequence[Reply], now: datetime, rng: random.Random) -> None:
    """File a batch of answers in one transaction; an answer given twice has its effect once."""
    with transaction.atomic():
        keys = {reply.key for reply in replies}
        rows = {row.key: row for row in _told(name=system.name, keys=sorted(keys))}
        lines: list[Line] = []
        settled: list[tuple[Delivery, Outcome]] = []
        for reply in replies:
            lines += _file(system, rows.get(reply.key), reply, settled, now, rng)
        write([row for row, _ in settled], COLUMNS)
        finish(system, settled, now)
        lines += _heard(system, now)
        append_many(lines)


@asked
def _told(name: str, keys: Sequence[str]) -> QuerySet[Delivery]:
    """Locked: what was sent under these keys."""
    return in_order(Delivery.objects.filter(system=name, key__in=keys))


def _file(
    system: OldSystem,
    row: Delivery | None,
    reply: Reply,
    settled: list[tuple[Delivery, Outcome]],
    now: datetime,
    rng: random.Random,
) -> list[Line]:
    if row is not None and reply.outcome is not None:
        reply = replace(reply, outcome=as_wanted(system, row, reply.outcome))
    problem = _problem(system, row, reply)
    if problem:
        return keep(system, row, reply, problem, now)
    if row is None or reply.outcome is None or row.state not in UNFINISHED:
        return []
    lines = [] if row.sent_at else [line(kinds.SENT, row)]
    row.sent_at, row.lease_holder = row.sent_at or now, ""
    settled.append((row, reply.outcome))
    return lines + settle_answer(system, row, reply.outcome, now, rng)


def _problem(system: OldSystem, row: Delivery | None, reply: Reply) -> str:
    """Why this answer goes to the desk; empty where it fits or merely says again what is known."""
    if row is None or not row.exposed:
        return f"{system.title} answered something that was never sent from here."
    if reply.outcome is None:
        return reply.problem or f"The answer of {system.title} cannot be read."
    said = {"confirmed": State.CONFIRMED, "refused": State.REFUSED}.get(reply.outcome.state)
    if row.state in UNFINISHED or row.state == said:
        return ""
    if row.state in (State.SUPERSEDED, State.WITHDRAWN) and said == State.REFUSED:
        return ""
    return f"{system.title} says {reply.outcome.state}, but this delivery is {row.get_state_display().lower()} here."


def keep(system: OldSystem, row: Delivery | None, reply: Reply, problem: str, now: datetime) -> list[Line]:
    """Keep an answer for a person; the same answer again makes no second row."""
    kept, new = UnmatchedReply.objects.get_or_create(
        system=system.name,
        digest=hashlib.sha256(reply.key.encode() + b"\0" + reply.raw).hexdigest(),
        defaults={
            "key": reply.key[:120],
            "raw": reply.raw,
            "problem": problem[:500],
            "received_at": now,
            "delivery_id": row.id if row else None,
        },
    )
    if not new:
        return []
    notes = {"system": system.name, "reply": kept.id.hex, "key": kept.key}
    kind, record_id = (row.record_type, row.record_id) if row else ("", None)
    return [Line(kinds.ORPHANED, system_author("deliver"), kind, record_id, notes)]


def _heard(system: OldSystem, now: datetime) -> list[Line]:
    """An answer is a sign of life: it closes an open breaker."""
    row = locked(system.name)
    if (
        row.breaker == Breaker.CLOSED
        and row.last_answer_at
        and (now - row.last_answer_at).total_seconds() < 1
    ):
        return []
    lines = breaker.answered(row, now)
    write([row], breaker.COLUMNS)
    return lines
