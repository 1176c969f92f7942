"""Reading one system: when it is due, when it is left alone, and what is said of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from daybook.book.leases import LeaseLostError
from daybook.book.loops import where
from daybook.legacy.engine.gate import closed_until
from daybook.legacy.engine.ports import CannotRead, Clock, OldSystem
from daybook.legacy.models import System
from daybook.legacy.read_in.passing import read_on, sweep
from daybook.legacy.read_in.progress import Progress
from daybook.legacy.read_in.scope import reports_read

log = logging.getLogger(__name__)
LOOK_AGAIN = timedelta(seconds=2)
"""How long an extract that was asked for is left alone between two looks."""


class Reader:
    """One joined system; of all processes only the one that holds the lease reads it."""

    def __init__(self, system: OldSystem, holder: str, clock: Clock | None = None) -> None:
        self.system, self.clock = system, clock or Clock()
        self.progress = Progress(system, holder, self.clock)
        self.look_at = datetime.min.replace(tzinfo=self.clock.now().tzinfo)

    def turn(self) -> int:
        """Read what is due; how many records said something new."""
        due = self.clock.now() >= self.look_at and self._dues()
        if not due or not self.is_open() or not self.progress.is_mine():
            return 0
        try:
            return self._read()
        except LeaseLostError:
            return 0
        except CannotRead as error:
            self.progress.failed(str(error))
        except Exception as error:
            log.error("reading %s: %s; it is tried again", self.system.name, where(error))
            self.progress.failed(
                f"Reading {self.system.title} broke off ({type(error).__name__}). It is tried again."
            )
        finally:
            self.progress.release()
        return 0

    def once(self, all_gone: bool = False) -> bool:
        """Read on and sweep now, whatever is due; False while its extract is not there or another process reads it.

        Raises `CannotRead`.
        """
        if not self.progress.is_mine():
            return False
        try:
            if self.system.follow is not None and not self.progress.row.sweep_key:
                read_on(self.progress)
            return sweep(self.progress, all_gone)
        except CannotRead as error:
            self.progress.failed(str(error))
            raise
        finally:
            self.progress.release()

    def is_open(self) -> bool:
        """Neither paused nor resting nor known not to answer, and something of it is to be read."""
        row = System.objects.filter(name=self.system.name).first() or System(name=self.system.name)
        shut = row.paused or closed_until(row, self.system.limits, self.clock.now())
        return not shut and bool(reports_read(self.system))

    def _read(self) -> int:
        dues, news = self._dues(), 0
        if read_on in dues:
            news = read_on(self.progress)
        if sweep in dues and not sweep(self.progress):
            self.look_at = self.clock.now() + LOOK_AGAIN
        return news

    def _dues(self) -> list[Callable[[Progress], int]]:
        """What is to be done now, as far as is known here."""
        row, now = self.progress.row, self.clock.now()
        if row.next_try_at and now < row.next_try_at:
            return []
        reads = self.system.follow is not None and _due(row.read_at, self.system.read_every, now)
        sweeps = bool(row.sweep_key) or _due(row.swept_at, self.system.sweep_every, now)
        return [do for do, due in ((read_on, reads), (sweep, sweeps)) if due]


def _due(last: datetime | None, every: timedelta, now: datetime) -> bool:
    return last is None or now - last >= every
