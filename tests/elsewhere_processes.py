"""An office and hosts elsewhere in processes of their own, over a real NATS server, to be killed.

The old system is one SQLite file that does not know our keys: what it is told twice it holds twice.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import sys
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

LEASE_SECONDS = 2.0
NAMES = ("keyless", "later")
TABLES = """
CREATE TABLE IF NOT EXISTS effect (id INTEGER PRIMARY KEY, key TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS reply (key TEXT PRIMARY KEY);
"""


@dataclass
class Keyless:
    """Answers at once, or, where it is `later`, when it is collected from. Before it is told again it is asked."""

    path: Path

    def __post_init__(self):
        self.name, self.late = self.path.stem, self.path.stem == "later"
        with self.session() as session:
            session.executescript(TABLES)

    def send(self, parcel):
        from daybook.legacy.engine.ports import Outcome

        time.sleep(random.uniform(0, 0.02))
        with self.session() as session:
            session.execute("BEGIN IMMEDIATE")
            known = session.execute("SELECT 1 FROM effect WHERE key = ?", (parcel.key,)).fetchone()
            if not (parcel.again and known):
                session.execute("INSERT INTO effect (key) VALUES (?)", (parcel.key,))
            if self.late:
                session.execute("INSERT OR IGNORE INTO reply VALUES (?)", (parcel.key,))
        time.sleep(random.uniform(0, 0.02))
        state = "accepted" if self.late else "confirmed"
        return Outcome(state, reference=f"R-{parcel.key[:12]}", found=bool(parcel.again and known))

    @contextmanager
    def collect(self):
        from daybook.legacy.engine.ports import Outcome, Reply

        with self.session() as session:
            keys = [row[0] for row in session.execute("SELECT key FROM reply LIMIT 100")]
        yield [Reply(key, Outcome("confirmed", reference=f"R-{key[:12]}"), b"") for key in keys]
        with self.session() as session:
            session.executemany("DELETE FROM reply WHERE key = ?", [(key,) for key in keys])

    def effects(self):
        """Each key as often as it had an effect."""
        with self.session() as session:
            return [row[0] for row in session.execute("SELECT key FROM effect")]

    @contextmanager
    def session(self):
        with closing(sqlite3.connect(self.path, timeout=30)) as session, session:
            session.execute("PRAGMA journal_mode=WAL")
            yield session


def system(folder, name):
    """As the host beside it reaches it."""
    from old_systems import old_system

    target = Keyless(Path(folder) / f"{name}.sqlite3")
    changes = {"repeat_after": timedelta(seconds=5), "collect": target.collect if target.late else None}
    return old_system(target, name=name, title=name.title(), send=target.send, **changes)


def nursery(folder):
    """Reads roles from standard input, one a line, forks a worker for each, and writes its process id."""
    from daybook.legacy import registry
    from daybook.legacy.elsewhere.joining import away

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    registry._systems.clear()
    registry._loaded = True
    for name in NAMES:
        registry.register(away(system(folder, name), {"lease_seconds": str(LEASE_SECONDS)}))
    print("ready", flush=True)
    for line in sys.stdin:
        role, _, name = line.strip().partition(" ")
        child = os.fork()
        if child == 0:
            _host(folder, name) if role == "host" else _office(role)
            os._exit(0)
        print(child, flush=True)


def _office(role):
    from old_system_processes import _deliver, _read

    {"read": _read, "deliver": _deliver}[role](2.0)


def _host(folder, name):
    """Touches no database."""
    from daybook.legacy.elsewhere.host import Host
    from daybook.legacy.elsewhere.joining import names_of, server_url, wire_to
    from daybook.legacy.elsewhere.wire import WireDownError

    host = Host(system(folder, name), names_of(name), lambda: wire_to(server_url(), names_of(name)), str)
    while True:
        try:
            done = host.work()
        except WireDownError:
            done = 0
        time.sleep(0 if done else 0.1)
