"""All old systems at once, in one process: each has its own thread, so none holds another up."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from daybook.book.asked import asked
from daybook.book.loops import where
from daybook.legacy.engine.collector import Collector
from daybook.legacy.engine.dispatcher import Dispatcher
from daybook.legacy.engine.ports import Clock, OldSystem
from daybook.legacy.engine.prepare import Documents
from daybook.legacy.engine.watch import Watch
from daybook.legacy.models import UNFINISHED, Breaker, Delivery, System
from daybook.legacy.reconcile.nightly import Reconciler

log = logging.getLogger(__name__)
COLLECT_EVERY = 0.25
RECONCILE_EVERY = 2.0
WATCH_EVERY = 1.0
REST_AFTER_FAILURE, LONGEST_REST = 1.0, 10.0
IDLE_CONNECTION = 30.0


class Worker(threading.Thread):
    """Runs `turn` whenever woken, again at once while there is work; gives its connection back when idle."""

    def __init__(self, name: str, turn: Callable[[], int], every: float | None = None) -> None:
        super().__init__(name=name, daemon=True)
        self.turn, self.every = turn, every
        self.failures = 0
        self.wake, self.stopping = threading.Event(), threading.Event()

    def run(self) -> None:
        while not self.stopping.is_set():
            if not self.wake.wait(self.every or IDLE_CONNECTION) and self.every is None:
                connection.close()
                continue
            self.wake.clear()
            self._work()
        connection.close()

    def stop(self) -> None:
        self.stopping.set()
        self.wake.set()

    def _work(self) -> None:
        try:
            while not self.stopping.is_set() and self.turn():
                pass
            self.failures = 0
        except Exception as error:
            self._rest(error)

    def _rest(self, error: Exception) -> None:
        """Drop the connection, which may be dead, and wait longer after each failure in a row; say so once."""
        if not self.failures:
            log.error("%s: %s; it is tried again", self.name, where(error))
        self.failures += 1
        connection.close()
        self.stopping.wait(min(REST_AFTER_FAILURE * 2 ** min(self.failures - 1, 6), LONGEST_REST))


class Office:
    """`look` finds the systems with something to send and wakes their workers."""

    def __init__(
        self,
        systems: Sequence[OldSystem],
        holder: str,
        documents: Documents,
        *,
        threads: int = 4,
        lease: timedelta | None = None,
        reserve: float | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.clock = clock or Clock()
        self.dispatchers = {
            each.name: Dispatcher(
                each, holder, documents, threads=threads, lease=lease, reserve=reserve, clock=self.clock
            )
            for each in systems
        }
        self.collectors = [Collector(each, holder, self.clock) for each in systems if each.collect]
        self.reconcilers = [Reconciler(each, holder, self.clock) for each in systems if each.extracts]
        self.watches = [Watch(each, holder, self.clock) for each in systems if each.elsewhere]
        self.senders = {name: Worker(f"send-{name}", each.turn) for name, each in self.dispatchers.items()}
        self.workers = [
            *self.senders.values(),
            *(Worker(f"collect-{c.system.name}", c.turn, COLLECT_EVERY) for c in self.collectors),
            *(Worker(f"reconcile-{r.system.name}", r.turn, RECONCILE_EVERY) for r in self.reconcilers),
            *(Worker(f"watch-{w.system.name}", w.turn, WATCH_EVERY) for w in self.watches),
        ]

    def start(self) -> None:
        for name in self.senders:
            System.objects.get_or_create(name=name)
        for worker in self.workers:
            worker.start()

    def look(self) -> int:
        """Wake the workers of every system that has something due. Always 0: the waiting sets the pace."""
        for name in with_work(self.clock, list(self.senders)):
            self.senders[name].wake.set()
        return 0

    def close(self, patience: float = 15.0) -> None:
        """Let every worker end the step in hand, then give the leases back."""
        for worker in self.workers:
            worker.stop()
        for worker in self.workers:
            if worker.is_alive():
                worker.join(patience)
        for dispatcher in self.dispatchers.values():
            dispatcher.close()
        for collector in self.collectors:
            collector.close()
        for watch in self.watches:
            watch.close()


def with_work(clock: Clock, names: Sequence[str]) -> list[str]:
    """Systems whose gate is open and that have something whose time has come; one query."""
    return _with_work(names=list(names), now=clock.now())


@asked
def _with_work(names: Sequence[str], now: datetime) -> QuerySet[System, str]:
    due = Delivery.objects.filter(system=OuterRef("name"), state__in=UNFINISHED, next_try_at__lte=now)
    gate = Q(breaker=Breaker.CLOSED) | Q(next_probe_at__lte=now)
    rows = System.objects.filter(gate, Exists(due), name__in=names, paused=False)
    return rows.order_by().values_list("name", flat=True)
