"""Taking deliveries by lease, in the order of each record, at most as many as the system may be given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import BooleanField, Case, Exists, F, OuterRef, QuerySet, Value, When

from daybook.legacy.engine.gate import free_lines, room
from daybook.legacy.engine.ports import OldSystem
from daybook.legacy.models import UNFINISHED, Breaker, Delivery, State, System

BATCH_SECONDS = 0.5
LARGEST = 200


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

    Claims of one system wait for each other at its row, so the rate and the probe are exact over all machines.
    """
    with transaction.atomic():
        row = locked(system.name)
        lines = free_lines(system.name, system.limits, now, holder, threads)
        allowed = room(row, system.limits, now, max(0, lines) * batch_factor(latency))
        found = claimable(system.name, now).select_for_update(skip_locked=True)[: min(allowed, LARGEST)]
        rows = list(found) if allowed > 0 else []
        if not rows:
            return NOTHING
        row.tokens = (row.tokens or 0) - len(rows)
        row.latency_ms = latency * 1000
        row.save(update_fields=["tokens", "tokens_at", "breaker", "next_probe_at", "latency_ms"])
        mine = Delivery.objects.filter(id__in=[each.id for each in rows])
        mine.update(
            state=State.LEASED, lease_holder=holder, next_try_at=now + lease, attempts=F("attempts") + 1
        )
    for each in rows:
        each.attempts += 1
    return Claimed(rows, now + lease, lines, row.breaker == Breaker.CLOSED and not row.failures)


def batch_factor(latency: float) -> int:
    return max(1, int(BATCH_SECONDS / max(latency, 0.001)))


def locked(name: str) -> System:
    """The system's row, locked for this transaction, made where it is new."""
    rows = System.objects.select_for_update().filter(name=name)
    if (row := rows.first()) is None:
        System.objects.get_or_create(name=name)
        row = rows.get()
    return row


def still_held(rows: list[Delivery], holder: str) -> set[object]:
    """Ids of those whose lease is still ours, locked for this transaction."""
    held = Delivery.objects.filter(id__in=[each.id for each in rows], lease_holder=holder, state=State.LEASED)
    return set(in_order(held).values_list("id", flat=True))


def in_order(rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """Lock these rows for this transaction, always in the order of their ids.

    Two transactions that lock the same rows in different orders would wait for each other: PostgreSQL ends one.
    """
    return rows.order_by("id").select_for_update(of=("self",))
