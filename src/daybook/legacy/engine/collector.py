"""Fetches the later answers of one system; of all processes only the one that holds the lease does."""

from __future__ import annotations

import logging
import random

from daybook.book import leases
from daybook.legacy.engine.late import file_replies
from daybook.legacy.engine.ports import Clock, OldSystem, chance

log = logging.getLogger(__name__)
LEASE_SECONDS = 15.0


class Collector:
    def __init__(
        self, system: OldSystem, holder: str, clock: Clock | None = None, rng: random.Random | None = None
    ) -> None:
        self.system, self.holder = system, holder
        self.clock, self.rng = clock or Clock(), rng or chance()
        self._renew_at = 0.0

    @property
    def lease_name(self) -> str:
        return f"collect:{self.system.name}"

    def turn(self) -> int:
        """Collect what waits; how many answers were filed. They are taken off only after the commit."""
        if self.system.collect is None or not self._in_charge():
            return 0
        with self.system.collect() as replies:
            if replies:
                file_replies(self.system, replies, self.clock.now(), self.rng)
            return len(replies)

    def close(self) -> None:
        if self._renew_at:
            leases.release(self.lease_name, self.holder)

    def _in_charge(self) -> bool:
        now = self.clock.ticks()
        if now < self._renew_at:
            return True
        if not leases.take(self.lease_name, self.holder, LEASE_SECONDS):
            self._renew_at = 0.0
            return False
        self._renew_at = now + LEASE_SECONDS / 3
        return True
