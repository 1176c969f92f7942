"""May this system be given anything now, and how much: pause, maintenance, breaker, rate, lines in use."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count, QuerySet

from daybook.book.asked import asked
from daybook.legacy.engine.ports import Limits
from daybook.legacy.models import Breaker, Delivery, State, System


def closed_until(row: System, limits: Limits, now: datetime) -> datetime | None:
    """When the gate opens again by itself, or None where it is open (or paused, which a person ends)."""
    ends = [limits.resting_until(now), row.maintenance_until]
    if row.breaker != Breaker.CLOSED:
        ends.append(row.next_probe_at)
    return max((end for end in ends if end and end > now), default=None)


def room(row: System, limits: Limits, now: datetime, asked: int) -> int:
    """How many deliveries may be taken; sets the breaker to half-open where one is let through to try."""
    if row.paused or closed_until(row, limits, now):
        return 0
    allowed = min(asked, int(fill_bucket(row, limits, now)))
    if allowed and row.breaker != Breaker.CLOSED:
        row.breaker = Breaker.HALF_OPEN
        row.next_probe_at = now + timedelta(seconds=limits.breaker_seconds + 2 * limits.timeout_seconds)
        return 1
    return allowed


def fill_bucket(row: System, limits: Limits, now: datetime) -> float:
    """The tokens in the bucket now: it holds one second's worth, and at least one."""
    rate = row.rate_per_second or limits.rate_per_second
    size = max(1.0, rate)
    if row.tokens is None or row.tokens_at is None:
        row.tokens = size
    else:
        passed = max(0.0, (now - row.tokens_at).total_seconds())
        row.tokens = min(size, row.tokens + passed * rate)
    row.tokens_at = now
    return row.tokens


def free_lines(name: str, limits: Limits, now: datetime, holder: str, threads: int) -> int:
    """Connections that this process may use beside what the others use now."""
    used = sum(min(threads, rows) for _, rows in _with_others(name=name, now=now, holder=holder))
    return min(threads, limits.max_in_flight - used)


@asked
def _with_others(name: str, now: datetime, holder: str) -> QuerySet[Delivery, tuple[str, int]]:
    """Each other process that sends to this system now, with how many deliveries it has leased."""
    leased = Delivery.objects.filter(system=name, state=State.LEASED, next_try_at__gt=now)
    return leased.exclude(lease_holder=holder).values_list("lease_holder").annotate(Count("id"))
