"""Workers in processes of their own, for torture and benchmarks: `main(role, ...)` is what such a process runs.

The target is one SQLite file that honours keys: a key that comes again makes no second effect, only a second count.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from daybook.legacy.models import Delivery

TABLES = """
CREATE TABLE IF NOT EXISTS effect (key TEXT PRIMARY KEY, body BLOB, times INTEGER NOT NULL, at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS reply (key TEXT PRIMARY KEY);
"""


class FileTarget:
    """`late` targets answer only when they are collected from; each send takes up to `delay` seconds."""

    def __init__(self, path: Path, late: bool = False, delay: float = 0.0) -> None:
        self.name, self.path, self.late, self.delay = path.stem, path, late, delay
        with self._session() as session:
            session.executescript(TABLES)

    def send(self, parcel):
        from daybook.legacy.engine.ports import Outcome

        if self.delay:
            time.sleep(random.uniform(0, self.delay))
        with self._session() as session:
            session.execute(
                "INSERT INTO effect VALUES (?, ?, 1, ?) ON CONFLICT (key) DO UPDATE SET times = times + 1",
                (parcel.key, parcel.body, time.time()),
            )
            if self.late:
                session.execute("INSERT OR IGNORE INTO reply VALUES (?)", (parcel.key,))
                return Outcome("accepted")
        return Outcome("confirmed", reference=f"R-{parcel.key[:12]}")

    @contextmanager
    def collect(self):
        from daybook.legacy.engine.ports import Outcome, Reply

        with self._session() as session:
            keys = [row[0] for row in session.execute("SELECT key FROM reply LIMIT 100")]
        yield [Reply(key, Outcome("confirmed", reference=f"R-{key[:12]}"), b"") for key in keys]
        with self._session() as session:
            session.executemany("DELETE FROM reply WHERE key = ?", [(key,) for key in keys])

    def effects(self) -> list[tuple[str, int]]:
        with self._session() as session:
            return session.execute("SELECT key, times FROM effect").fetchall()

    @contextmanager
    def _session(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=30)) as session, session:
            session.execute("PRAGMA journal_mode=WAL")
            yield session


def targets(folder: Path, delay: float = 0.02) -> dict[str, FileTarget]:
    return {
        "prompt": FileTarget(folder / "prompt.sqlite3", delay=delay),
        "later": FileTarget(folder / "later.sqlite3", late=True, delay=delay),
    }


def join_all(folder: Path) -> None:
    from daybook.legacy import registry
    from old_systems import old_system

    registry._systems.clear()
    registry._loaded = True
    for name, target in targets(folder).items():
        changes = {"repeat_after": timedelta(seconds=5), "collect": target.collect if target.late else None}
        registry.register(old_system(target, name=name, title=name.title(), **changes))


def document(row: Delivery) -> dict:
    return {"report": "sighting", "verb": "create", "text": row.record_id.hex}


def nursery(folder: str) -> None:
    """Reads roles from standard input, one a line, forks a worker for each, and writes its process id.

    Forking spares each worker the seconds that loading Django takes.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    join_all(Path(folder))
    print("ready", flush=True)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            {"read": _read, "deliver": _deliver}[line.strip()](2.0)
            os._exit(0)
        print(child, flush=True)


def _read(lease: float) -> None:
    from django.db import Error

    from daybook.book import clerk, readers

    while True:
        try:
            moved = clerk.seal_pending() + readers.run_once()
        except Error:
            moved = 0
        time.sleep(0 if moved else 0.05)


def _deliver(lease: float) -> None:
    from daybook.book.loops import process_name
    from daybook.legacy import registry
    from daybook.legacy.engine.office import Office

    office = Office(
        registry.all_systems(),
        process_name("deliver"),
        document,
        threads=2,
        lease=timedelta(seconds=lease),
        reserve=0.5,
    )
    office.start()
    while True:
        office.look()
        time.sleep(0.05)
