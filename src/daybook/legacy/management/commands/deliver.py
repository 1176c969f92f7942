from __future__ import annotations

import argparse
import time
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from daybook.book import leases
from daybook.book.loops import Loop, process_name
from daybook.legacy import registry
from daybook.legacy.engine.office import Office
from daybook.legacy.telling import document_of

LEASE, LEASE_SECONDS = "deliver", 6.0


class Command(BaseCommand):
    help = "Deliver to the old systems: as many of these on as many machines as you like (on SQLite: one)."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--threads", type=int, default=4, help="connections to each system (default 4)")
        parser.add_argument(
            "--lease", type=float, help="seconds a delivery is held; default from each timeout"
        )

    def handle(self, *args: Any, threads: int, lease: float | None, **options: Any) -> None:
        systems = registry.all_systems()
        name = process_name("deliver")
        span = timedelta(seconds=lease) if lease else None
        office = Office(systems, name, document_of, threads=threads, lease=span)
        post = Post(office, name)
        titles = ", ".join(system.title for system in systems)
        self.stdout.write(f"Delivering to {titles or 'no old system: none is joined'}.")
        Loop("deliver", post.work, idle=0.1, name=name, close=post.close).run()


class Post:
    """Starts the office; on SQLite only while this process holds the lease, as one writer is enough there."""

    def __init__(self, office: Office, name: str) -> None:
        self.office, self.name, self.started = office, name, False
        self.alone = connection.vendor == "sqlite"
        self.renew_at = 0.0

    def work(self) -> int:
        if self.alone and not self._in_charge():
            return 0
        if not self.started:
            self.office.start()
            self.started = True
        return self.office.look()

    def _in_charge(self) -> bool:
        """Renew a third of the way through, not at every look."""
        now = time.monotonic()
        if now >= self.renew_at:
            if not leases.take(LEASE, self.name, LEASE_SECONDS):
                return False
            self.renew_at = now + LEASE_SECONDS / 3
        return True

    def close(self) -> None:
        if self.started:
            self.office.close()
        if self.alone:
            leases.release(LEASE, self.name)
