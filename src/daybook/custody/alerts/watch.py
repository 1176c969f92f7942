"""The watch: looks at every clock of every detention, and gives each alert once.

One process is on watch, the others stand by. An alert is an entry named by what it tells, so that two watches at
once, or one that was killed half-way, write no second one.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from daybook.book import leases, writing
from daybook.book.author import system
from daybook.book.clock import database_now
from daybook.custody.alerts.marks import dues_at, key, mark
from daybook.custody.alerts.standing import settle
from daybook.custody.clocks import Due
from daybook.custody.clocks.bail import OVER
from daybook.custody.entries.alerts import AlertGiven
from daybook.custody.models import Alert, CustodyEntry, CustodyRecord
from daybook.custody.state import detention_of, detentions

LEASE, LEASE_SECONDS = "custody-watch", 20.0
RELEASED_EVERY = timedelta(minutes=10)
"""Bail and reminders fall due in days: those who left are looked at less often."""
TO = ["custody-officer", "inspector"]


class Passed(NamedTuple):
    """A mark that a due time of a record has passed."""

    record: UUID
    due: Due
    minutes: int

    @property
    def key(self) -> UUID:
        return key(self.record, self.due, self.minutes)


class Watch:
    """`work` is one round; it returns how many alerts were given."""

    def __init__(self, name: str, lease_seconds: float = LEASE_SECONDS) -> None:
        self.name, self.lease_seconds = name, lease_seconds
        self.given: set[UUID] = set()
        self.renew_at = 0.0
        self.released_at: datetime | None = None

    def work(self) -> int:
        if not self._on_watch():
            return 0
        now = database_now()
        passed = [one for one in self._passed(now) if one.key not in self.given]
        known = _written([one.key for one in passed])
        self.given |= known
        return sum(self._give(one, now) for one in passed if one.key not in known)

    def stop(self) -> None:
        leases.release(LEASE, self.name)

    def _on_watch(self) -> bool:
        """Renew a third of the way through, not at every look."""
        now = time.monotonic()
        if now >= self.renew_at:
            if not leases.take(LEASE, self.name, self.lease_seconds):
                return False
            self.renew_at = now + self.lease_seconds / 3
        return True

    def _passed(self, now: datetime) -> Iterator[Passed]:
        found = list(CustodyRecord.objects.filter(closed_at__isnull=True).values_list("pk", flat=True))
        if self.released_at is None or now - self.released_at >= RELEASED_EVERY:
            self.released_at = now
            found += released()
        for record, detention in detentions(found).items():
            yield from passed_of(record, dues_at(detention.clocks, now), now)

    def _give(self, passed: Passed, now: datetime) -> int:
        """Look again under the record's lock: an entry may have been written meanwhile, or another watch was here."""
        with transaction.atomic():
            leases.hold(LEASE, self.name)
            held = CustodyRecord.objects.select_for_update().get(pk=passed.record)
            clocks = detention_of(held.pk).clocks
            stands = passed in passed_of(held.pk, dues_at(clocks, now), now)
            if not stands or _written([passed.key]):
                return 0
            _write(held, passed, now)
        self.given.add(passed.key)
        return 1


def released() -> list[UUID]:
    """The records of people on bail or under investigation, whose matter goes on and who are not back."""
    entries = CustodyEntry.objects.filter(record=OuterRef("pk"))
    left = CustodyRecord.objects.filter(closed_at__isnull=False, continued_by=None)
    waits = Exists(entries.filter(kind__in=("bail", "under-investigation")))
    return list(left.filter(waits, ~Exists(entries.filter(kind__in=OVER))).values_list("pk", flat=True))


def passed_of(record: UUID, dues: Iterator[Due], now: datetime) -> list[Passed]:
    """The last mark passed by each due time of a record."""
    marks = ((due, mark(due, now)) for due in dues)
    return [Passed(record, due, minutes) for due, minutes in marks if minutes is not None]


def _written(keys: list[UUID]) -> set[UUID]:
    rows = CustodyEntry.objects.filter(submission__in=keys) if keys else CustodyEntry.objects.none()
    return set(rows.values_list("submission", flat=True))


def _write(held: CustodyRecord, passed: Passed, now: datetime) -> None:
    """The entry, and the row of what stands; an earlier alert of the same due time is settled by it."""
    due = passed.due
    told = AlertGiven(
        happened_at=now,
        what=due.what,
        rule=due.rule,
        note=due.note,
        due_at=due.at,
        mark=-passed.minutes,
        who=due.who,
        to=TO,
    )
    row = CustodyEntry(
        record=held,
        kind=told.slug,
        happened_at=now,
        entered_at=now,
        details=told.details(),
        submission=passed.key,
    )
    with writing(told.kind(), system("watch"), held, happened_at=now) as page:
        page.save(row)
    settle(held.pk, now)
    Alert.objects.filter(record=held, what=due.what, note=due.note, settled_at=None).update(settled_at=now)
    Alert.objects.create(
        entry=row,
        record=held,
        what=due.what,
        rule=due.rule,
        note=due.note,
        due_at=due.at,
        minutes=passed.minutes,
        given_at=now,
    )
