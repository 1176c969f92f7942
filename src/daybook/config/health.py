"""Is the house well? What `/healthz` answers and `/metrics` counts: numbers and names of parts, no personal data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db import DatabaseError, InterfaceError, connection
from django.db.models import Max
from django.utils import timezone

from daybook.book import clerk, clock, readers
from daybook.book.models import Bookmark, Heartbeat, Lease, Pending, Seal

ALIVE = timedelta(seconds=30)
OLDEST_PENDING = timedelta(seconds=60)
LAG_ENTRIES = 5_000
SKEW = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Finding:
    """One part of the house: whether it is well, and a sentence."""

    part: str
    well: bool
    sentence: str


def examine() -> list[Finding]:
    """All findings; only the first where the database does not answer."""
    try:
        return [check() for check in CHECKS]
    except (DatabaseError, InterfaceError) as error:
        return [Finding("database", False, f"The database does not answer ({type(error).__name__}).")]


def database() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return Finding("database", True, f"The database answers ({connection.vendor}).")


def clerk_on_duty() -> Finding:
    on_duty = Lease.objects.filter(name=clerk.LEASE, until__gt=clock.database_now()).exists()
    alive = processes_alive("clerk")
    sentence = (
        f"A clerk is on duty; {alive} running." if on_duty else "No clerk is on duty: start `daybook clerk`."
    )
    return Finding("clerk", on_duty, sentence)


def oldest_pending() -> Finding:
    age = oldest_pending_age()
    sentence = f"The oldest entry without a number has waited {age.total_seconds():.0f} s."
    return Finding("sealing", age < OLDEST_PENDING, sentence)


def reading() -> Finding:
    late = [name for name, lag, failures in reader_states() if failures or lag > LAG_ENTRIES]
    sentence = f"Behind or failing: {', '.join(late)}." if late else "Every reader keeps up."
    return Finding("readers", not late, sentence)


def clocks() -> Finding:
    ahead = clock.skew()
    sentence = f"This machine's clock is {ahead.total_seconds():+.1f} s from the database's."
    return Finding("clock", abs(ahead) < SKEW, sentence)


CHECKS: tuple[Callable[[], Finding], ...] = (database, clerk_on_duty, oldest_pending, reading, clocks)


def oldest_pending_age() -> timedelta:
    """Zero where nothing waits."""
    first = Pending.objects.order_by("id").values_list("entry__written_at", flat=True).first()
    return max(timezone.now() - first, timedelta()) if first else timedelta()


def last_number() -> int:
    return Seal.objects.aggregate(last=Max("seq"))["last"] or 0


def reader_states() -> Iterator[tuple[str, int, int]]:
    """Of every reader its name, how many entries it is behind, and how often it has failed in a row."""
    last = last_number()
    bookmarks = Bookmark.objects.in_bulk()
    for reader in readers.all_readers():
        bookmark = bookmarks.get(reader.name)
        yield reader.name, last - (bookmark.seq if bookmark else 0), bookmark.failures if bookmark else 0


def processes_alive(role: str) -> int:
    return Heartbeat.objects.filter(role=role, seen_at__gt=timezone.now() - ALIVE).count()
