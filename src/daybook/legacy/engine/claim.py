"""Taking deliveries by lease, in the order of each record, at most as many as the system may be given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import BooleanField, Case, Exists, OuterRef, QuerySet, Value, When

from daybook.book.asked import asked
from daybook.book.changed import write
from daybook.legacy.engine.gate import free_lines, room
from daybook.legacy.engine.ports import OldSystem
from daybook.legacy.models import UNFINISHED, Breaker, Delivery, State, System

BATCH_SECONDS = 0.5
LARGEST = 200
LEASED = ("state", "lease_holder", "next_try_at", "attempts")
GIVEN_OUT = ("tokens", "tokens_at", "breaker", "next_probe_at", "latency_ms")


@dataclass(frozen=True, slots=True)
class Claimed:
    """`clean`: the system answered at its last try. `lines`: how many connections may be used at one time."""

    rows: list[Delivery]
    until: datetime
    lines: int
    clean: bool


NOTHING = Claimed([], datetime.min, 0, True)


def claimable(name: str, now: datetime) -> QuerySet[Delivery]:
    """What may be sent now: the first unfinished delivery of each record whose time has come.

    The CASE keeps PostgreSQL from making an anti join of the question for an earlier one: with old statistics that
    read all rows for each row. So it walks `delivery_claim` and asks `delivery_order` once for each row.
    """
    unfinished = Delivery.objects.filter(system=name, state__in=UNFINISHED)
    earlier = unfinished.filter(record_id=OuterRef("record_id"), seq__lt=OuterRef("seq"))
    is_first = Case(
        When(Exists(earlier), then=Value(False)), default=Value(True), output_field=BooleanField()
    )
    return unfinished.filter(is_first, next_try_at__lte=now).order_by("next_try_at", "seq")


def claim(
    system: OldSystem, holder: str, threads: int, now: datetime, lease: timedelta, latency: float
) -> Claimed:
    """Lease a batch that should take about half a second; `latency` is seconds for one answer, as seen lately.

    Claims of one system wait for each other at its row, so the rate and the probe are exact over all machines. One
    that sees that nothing is due waits for nobody.
    """
    if not _due(name=system.name, now=now):
        return NOTHING
    with transaction.atomic():
        row = locked(system.name)
        lines = free_lines(system.name, system.limits, now, holder, threads)
        allowed = room(row, system.limits, now, max(0, lines) * batch_factor(latency))
        rows = _first_due(min(allowed, LARGEST), name=system.name, now=now) if allowed > 0 else []
        if not rows:
            return NOTHING
        row.tokens = (row.tokens or 0) - len(rows)
        row.latency_ms = latency * 1000
        write([row], GIVEN_OUT)
        for each in rows:
            each.state, each.lease_holder, each.next_try_at = State.LEASED, holder, now + lease
            each.attempts += 1
        write(rows, LEASED)
    return Claimed(rows, now + lease, lines, row.breaker == Breaker.CLOSED and not row.failures)


@asked
def _due(name: str, now: datetime) -> QuerySet[Delivery, UUID]:
    """Whether anything may be sent now, asked along the same index as what is taken then."""
    return claimable(name, now).values_list("id", flat=True)[:1]


@asked
def _first_due(most: int, name: str, now: datetime) -> QuerySet[Delivery]:
    """Locked: what may be sent now, but for what another transaction holds."""
    return claimable(name, now).select_for_update(skip_locked=True)[:most]


def batch_factor(latency: float) -> int:
    return max(1, int(BATCH_SECONDS / max(latency, 0.001)))


def locked(name: str) -> System:
    """The system's row, locked for this transaction, made where it is new."""
    if not (rows := _row(name=name)):
        System.objects.get_or_create(name=name)
        rows = _row(name=name)
    return rows[0]


@asked
def _row(name: str) -> QuerySet[System]:
    return System.objects.select_for_update().filter(name=name).order_by()


def still_held(rows: list[Delivery], holder: str) -> set[UUID]:
    """Ids of those whose lease is still ours, locked for this transaction."""
    return set(_held(ids=[each.id for each in rows], holder=holder))


@asked
def _held(ids: Sequence[UUID], holder: str) -> QuerySet[Delivery, UUID]:
    held = Delivery.objects.filter(id__in=ids, lease_holder=holder, state=State.LEASED)
    return in_order(held).values_list("id", flat=True)


def in_order(rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """Lock these rows for this transaction, always in the order of their ids.

    Two transactions that lock the same rows in different orders would wait for each other: PostgreSQL ends one.
    """
    return rows.order_by("id").select_for_update(of=("self",))
