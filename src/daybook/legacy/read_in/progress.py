"""Where the reading of a system stands: one transaction holds what was read and how far that led."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q

from daybook.book import leases
from daybook.legacy.engine.breaker import LONGEST_REST
from daybook.legacy.engine.ports import Clock, OldSystem, chance
from daybook.legacy.mapping import Held
from daybook.legacy.models import Reading, ReadRecord
from daybook.legacy.read_in.taking import end, take
from daybook.legacy.transports.base import TRAIL

LEASE_SECONDS = 15.0
LONGEST_PAUSE = 1.0
one_at_a_time = threading.Lock()
"""Several systems read beside each other would leave others no gap to write in, where only one may write at a time."""


class Progress:
    """One system's reading, as long as this process is the one that reads it."""

    def __init__(self, system: OldSystem, holder: str, clock: Clock) -> None:
        self.system, self.holder, self.clock = system, holder, clock
        self.lease = f"read-in:{system.name}"
        self.row, _ = Reading.objects.get_or_create(system=system.name)

    def is_mine(self) -> bool:
        """Take or renew the lease; what another process has read meanwhile is then known here too."""
        mine = leases.take(self.lease, self.holder, LEASE_SECONDS)
        if mine:
            self.row.refresh_from_db()
        return mine

    def release(self) -> None:
        leases.release(self.lease, self.holder)

    def take(self, helds: Sequence[Held], asked: datetime, marks: Sequence[str] = ()) -> int:
        """Take these and go on to the marks, all or nothing; how many said something new."""
        with self._step():
            noting = self.row.from_now and self.row.whole_at is None
            news = take(self.system, helds, asked, self.clock.now(), noting=noting)
            if marks:
                before = [mark for mark in self.row.trail if mark not in set(marks)]
                self.save(trail=[*before, *dict.fromkeys(marks)][-TRAIL:])
        return news

    def end(self, rows: Sequence[ReadRecord]) -> None:
        """These are gone there: each stays known, and a source record of it is marked so."""
        with self._step():
            end(rows, self.clock.now())

    def ended(self, **changed: object) -> None:
        """What was under way has come to its end: the system answered, and the counts are as they are now."""
        counted = ReadRecord.objects.filter(system=self.system.name).aggregate(
            known=Count("pk", Q(gone_at=None)),
            gone=Count("pk", Q(gone_at__isnull=False)),
            differing=Count("pk", Q(differs=True, gone_at=None)),
        )
        self.save(**counted, **changed, failures=0, next_try_at=None, problem="")

    def failed(self, problem: str) -> None:
        """It is left alone for a while, longer after each failure in a row, as deliveries leave it."""
        failures = self.row.failures + 1
        first = timedelta(seconds=self.system.limits.breaker_seconds)
        rest = min(first * 2 ** min(failures - 1, 10), LONGEST_REST) * chance().uniform(0.8, 1.0)
        self.save(failures=failures, problem=problem[:500], next_try_at=self.clock.now() + rest)

    def save(self, **changed: object) -> None:
        for name, value in changed.items():
            setattr(self.row, name, value)
        self.row.save(update_fields=list(changed))

    @contextmanager
    def _step(self) -> Iterator[None]:
        """A transaction in which the reading is surely still this process's; then as long a rest, for those who write
        because somebody waits."""
        with one_at_a_time:
            began = time.monotonic()
            if not leases.take(self.lease, self.holder, LEASE_SECONDS):
                raise leases.LeaseLostError(f"{self.system.title} is read by another process.")
            with transaction.atomic():
                leases.hold(self.lease, self.holder)
                yield
            time.sleep(min(time.monotonic() - began, LONGEST_PAUSE))
