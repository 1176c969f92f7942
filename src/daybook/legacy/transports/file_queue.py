"""A stand-in for the broker in one SQLite file, so that a laptop needs no server. Same promises: stored before
`publish` returns, given again when the taker dies, in order."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace

from daybook.legacy.transports.message import BrokerAway, Message

TABLE = """
CREATE TABLE IF NOT EXISTS message (
  id INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, body BLOB NOT NULL, key TEXT NOT NULL,
  kind TEXT NOT NULL, reply_to TEXT NOT NULL, taken_until REAL NOT NULL DEFAULT 0)
"""
LEASE_SECONDS = 10.0
LOOK_EVERY = 0.05
"""Seconds between two looks for an answer."""


@dataclass(frozen=True)
class FileQueue:
    path: str
    timeout: float

    def publish(self, queue: str, message: Message) -> None:
        with self._session() as session:
            session.execute(
                "INSERT INTO message (queue, body, key, kind, reply_to) VALUES (?, ?, ?, ?, ?)",
                (queue, message.body, message.key, message.kind, message.reply_to),
            )

    @contextmanager
    def taking(self, queue: str, most: int = 100) -> Iterator[list[Message]]:
        taken = self._lease(queue, most)
        try:
            yield [message for _, message in taken]
        except BaseException:
            self._mark("UPDATE message SET taken_until = 0 WHERE id = ?", taken)
            raise
        self._mark("DELETE FROM message WHERE id = ?", taken)

    def ask(self, queue: str, message: Message, seconds: float) -> bytes | None:
        own, until = f"{queue} {message.key}", time.monotonic() + seconds
        self.publish(queue, replace(message, reply_to=own))
        try:
            while time.monotonic() < until:
                with self.taking(own, 1) as messages:
                    if messages:
                        return messages[0].body
                time.sleep(LOOK_EVERY)
            return None
        finally:
            self._forget(message.key, own)

    def answer(self, message: Message, body: bytes) -> None:
        """Nothing is put down for somebody who has gone: nobody would take it away."""
        with self._session() as session:
            session.execute(
                "INSERT INTO message (queue, body, key, kind, reply_to) SELECT ?, ?, ?, '', '' WHERE EXISTS"
                " (SELECT 1 FROM message WHERE key = ? AND reply_to = ?)",
                (message.reply_to, body, message.key, message.key, message.reply_to),
            )

    def _forget(self, key: str, own: str) -> None:
        with self._session() as session:
            session.execute("DELETE FROM message WHERE key = ? OR queue = ?", (key, own))

    def _lease(self, queue: str, most: int) -> list[tuple[int, Message]]:
        now = time.time()
        with self._session() as session:
            rows = session.execute(
                "SELECT id, body, key, kind, reply_to FROM message WHERE queue = ? AND taken_until < ?"
                " ORDER BY id LIMIT ?", (queue, now, most),
            ).fetchall()  # fmt: skip
            leases = [(now + LEASE_SECONDS, row[0]) for row in rows]
            session.executemany("UPDATE message SET taken_until = ? WHERE id = ?", leases)
        return [(row[0], Message(*row[1:])) for row in rows]

    def _mark(self, sql: str, taken: list[tuple[int, Message]]) -> None:
        if taken:
            with self._session() as session:
                session.executemany(sql, [(number,) for number, _ in taken])

    @contextmanager
    def _session(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self.path, timeout=self.timeout, isolation_level=None)) as session:
                session.execute("PRAGMA journal_mode=WAL")
                session.execute("PRAGMA synchronous=FULL")
                session.execute(TABLE)
                session.execute("BEGIN IMMEDIATE")
                with session:
                    yield session
        except sqlite3.Error as error:
            raise BrokerAway(f"the queue file cannot be used: {type(error).__name__}") from error
