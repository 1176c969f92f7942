"""The loop that every long-running process of the house shares: clerk, readers, deliveries.

It works while there is work, waits a little while there is none, shows a heartbeat, lives through a database that
is away, and stops after the step in hand when it is asked to (SIGTERM or SIGINT).
"""

from __future__ import annotations

import logging
import os
import secrets
import signal
import socket
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import FrameType

from django.db import connection
from django.utils import timezone

from daybook.book.models import Heartbeat

log = logging.getLogger(__name__)
BEAT_SECONDS = 5.0
LONGEST_WAIT = 10.0
SLICE = 0.1
FORGET_AFTER = timedelta(days=1)


def process_name(role: str) -> str:
    """A name that no other process has, on any machine: at most 64 characters."""
    return f"{role[:16]}:{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(3)}"


def where(error: BaseException) -> str:
    """What failed and where, without the message: that may quote a person's data."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{place}"


class Loop:
    """Calls `work` again and again; `work` returns how much it did, 0 for nothing to do.

    `idle` is the wait in seconds after nothing to do. `close` runs once at the end, to give leases back.
    """

    def __init__(
        self,
        role: str,
        work: Callable[[], int],
        *,
        idle: float = 0.1,
        name: str = "",
        close: Callable[[], None] | None = None,
    ) -> None:
        self.role, self.work, self.idle, self.close = role, work, idle, close
        self.name = name or process_name(role)
        self.stopping = False
        self.failures = 0
        self._started = timezone.now()
        self._beat_at = 0.0

    def run(self) -> None:
        """Work until asked to stop."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask_to_stop)
        while not self.stopping:
            self.wait(self.step())
        self._end()

    def step(self) -> float:
        """One round; returns how many seconds to wait before the next."""
        try:
            self._beat()
            done = self.work()
        except Exception as error:
            return self._failed(error)
        self.failures = 0
        return 0.0 if done else self.idle

    def wait(self, seconds: float) -> None:
        """Sleep in slices: a signal ends the wait, not the process."""
        end = time.monotonic() + seconds
        while not self.stopping and (left := end - time.monotonic()) > 0:
            time.sleep(min(left, SLICE))

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _failed(self, error: Exception) -> float:
        """Drop the connection, which may be dead, and wait longer after each failure in a row."""
        self.failures += 1
        pause: float = min(LONGEST_WAIT, 0.25 * 2 ** min(self.failures, 10))
        log.error("%s: %s; next try in %.1f s", self.role, where(error), pause)
        connection.close()
        return pause

    def _beat(self) -> None:
        if time.monotonic() < self._beat_at:
            return
        now = timezone.now()
        Heartbeat.objects.update_or_create(
            process=self.name,
            defaults={
                "role": self.role,
                "host": socket.gethostname()[:64],
                "pid": os.getpid(),
                "started_at": self._started,
                "seen_at": now,
                "failures": self.failures,
            },
        )
        Heartbeat.objects.filter(role=self.role, seen_at__lt=now - FORGET_AFTER).delete()
        self._beat_at = time.monotonic() + BEAT_SECONDS

    def _end(self) -> None:
        try:
            if self.close:
                self.close()
            Heartbeat.objects.filter(process=self.name).delete()
        except Exception as error:
            log.error("%s: %s while stopping", self.role, where(error))
        connection.close()
