"""An emulator's own memory: one SQLite file with its records, the messages it saw and its running numbers."""

import json
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from daybook.legacy.emulation.search import plain

TABLES = """
CREATE TABLE IF NOT EXISTS record (
  reference TEXT PRIMARY KEY, origin TEXT NOT NULL UNIQUE, state TEXT NOT NULL, version INTEGER NOT NULL,
  title TEXT NOT NULL, content TEXT NOT NULL, arrived REAL NOT NULL, changed REAL NOT NULL);
CREATE TABLE IF NOT EXISTS message (
  key TEXT PRIMARY KEY, verb TEXT NOT NULL, origin TEXT NOT NULL, times INTEGER NOT NULL, outcome TEXT NOT NULL,
  code TEXT NOT NULL, text TEXT NOT NULL, reference TEXT NOT NULL, returned TEXT NOT NULL, body BLOB NOT NULL,
  arrived REAL NOT NULL);
CREATE INDEX IF NOT EXISTS record_changed ON record (changed DESC, reference DESC);
CREATE INDEX IF NOT EXISTS message_origin ON message (origin, arrived DESC);
CREATE INDEX IF NOT EXISTS message_arrived ON message (arrived DESC, key DESC);
CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS hold (reference TEXT PRIMARY KEY);
"""


AGAIN = " #"
LAST = (
    "SELECT max(coalesce((SELECT max(rowid) FROM record), 0),"
    " coalesce((SELECT value FROM counter WHERE name = 'change'), 0))"
)
"""The number of the last change. It is not given twice, though the record of the last one was erased."""


@dataclass(frozen=True)
class Stored:
    """One record as the machine holds it. `origin` is the sender's number, `content` the fields that arrived."""

    reference: str
    origin: str
    state: str
    version: int
    title: str
    content: dict[str, Any]
    arrived: float
    changed: float


@dataclass(frozen=True)
class Seen:
    """One message as the machine saw and answered it; `times` counts how often the same key came."""

    key: str
    verb: str
    origin: str
    times: int
    outcome: str
    code: str
    text: str
    reference: str
    arrived: float
    returned: dict[str, str] = field(default_factory=dict)


class Store:
    """All changes of one message happen in one `transaction`; a process killed inside it leaves nothing behind."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with closing(self._open()) as session:
            session.executescript(TABLES)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        with closing(self._open()) as session:
            session.execute("BEGIN IMMEDIATE")
            with session:
                yield session

    def records(self, most: int = -1) -> list[Stored]:
        """The records, the newest first; `most` -1 is all of them."""
        rows = self._rows("SELECT * FROM record ORDER BY changed DESC, reference DESC LIMIT ?", most)
        return [_stored(row) for row in rows]

    def every(self) -> Iterator[Stored]:
        """All records in the order of their references, one after the other."""
        with closing(self._open()) as session:
            for row in session.execute("SELECT * FROM record ORDER BY reference"):
                yield _stored(row)

    def titled(self, readings: Sequence[Sequence[str]]) -> Iterator[Stored]:
        """Records whose title may hold the words of one of the readings; all where there is none."""
        either = " OR ".join(
            " AND ".join("plain(title) LIKE ?" for _ in words) for words in readings if words
        )
        values = [f"%{word}%" for words in readings for word in words]
        sql = f"SELECT * FROM record WHERE {either or '1'} ORDER BY reference"  # noqa: S608
        with closing(self._open()) as session:
            session.create_function("plain", 1, plain, deterministic=True)
            for row in session.execute(sql, values):
                yield _stored(row)

    def changed_after(self, number: int) -> Iterator[tuple[int, Stored]]:
        """Records kept after that change, each with its own number; a record kept anew gets a new one."""
        with closing(self._open()) as session:
            sql = "SELECT rowid AS change, * FROM record WHERE rowid > ? ORDER BY rowid"
            for row in session.execute(sql, (number,)):
                values = dict(row)
                yield values.pop("change"), _stored(values)

    def from_number(self, number: str, most: int, arrived_from: float, arrived_to: float) -> list[Stored]:
        """At most so many records from this reference on that arrived then, in the order of their references."""
        rows = self._rows(
            "SELECT * FROM record WHERE reference >= ? AND arrived BETWEEN ? AND ? ORDER BY reference LIMIT ?",
            number, arrived_from, arrived_to, most,
        )  # fmt: skip
        return [_stored(row) for row in rows]

    def behind(self, number: str, most: int) -> list[Stored]:
        """At most so many records behind this reference, in the order of their references."""
        rows = self._rows("SELECT * FROM record WHERE reference > ? ORDER BY reference LIMIT ?", number, most)
        return [_stored(row) for row in rows]

    def count(self) -> int:
        """How many records it holds."""
        return int(self._rows("SELECT count(*) FROM record")[0][0])

    def record(self, reference: str) -> Stored | None:
        found = self._rows("SELECT * FROM record WHERE reference = ?", reference)
        return _stored(found[0]) if found else None

    def hold(self, reference: str) -> None:
        """Somebody who works there keeps this record from being erased."""
        with self.transaction() as session:
            session.execute("INSERT OR IGNORE INTO hold VALUES (?)", (reference,))

    def same_origin(self, origin: str) -> list[Stored]:
        """All records under this number of the sender, however often it was entered."""
        again = f"{origin}{AGAIN}"
        rows = self._rows(
            "SELECT * FROM record WHERE origin = ? OR origin > ? AND origin < ? ORDER BY reference",
            origin, again, f"{again}:",
        )  # fmt: skip
        return [_stored(row) for row in rows]

    def messages(self, most: int = -1) -> list[Seen]:
        """The messages, the newest first; `most` -1 is all of them."""
        rows = self._rows("SELECT * FROM message ORDER BY arrived DESC, key DESC LIMIT ?", most)
        return [_seen(row) for row in rows]

    def last_answer(self, origin: str, outcome: str) -> Seen | None:
        """The newest message about this record that had this outcome."""
        found = self._rows(
            "SELECT * FROM message WHERE origin = ? AND outcome = ? ORDER BY arrived DESC LIMIT 1",
            origin,
            outcome,
        )
        return _seen(found[0]) if found else None

    def message(self, key: str) -> Seen | None:
        found = self._rows("SELECT * FROM message WHERE key = ?", key)
        return _seen(found[0]) if found else None

    def _rows(self, sql: str, *values: str | float) -> list[sqlite3.Row]:
        with closing(self._open()) as session:
            return session.execute(sql, values).fetchall()

    def _open(self) -> sqlite3.Connection:
        session = sqlite3.connect(self.path, timeout=20, isolation_level=None)
        session.row_factory = sqlite3.Row
        session.execute("PRAGMA journal_mode=WAL")
        session.execute("PRAGMA synchronous=FULL")
        return session


def next_number(session: sqlite3.Connection, name: str, first: int = 1) -> int:
    """The next running number of this name; it survives restarts and never comes twice."""
    row = session.execute(
        "INSERT INTO counter VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value",
        (name, first),
    ).fetchone()
    return int(row[0])


def keep_message(session: sqlite3.Connection, seen: Seen, body: bytes) -> None:
    session.execute(
        "INSERT INTO message VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?)",
        (seen.key, seen.verb, seen.origin, seen.outcome, seen.code, seen.text, seen.reference,
         json.dumps(seen.returned), body, time.time()),
    )  # fmt: skip


def count_again(session: sqlite3.Connection, key: str) -> Seen | None:
    """The message with this key, its count raised by one; None where it is new."""
    row = session.execute("UPDATE message SET times = times + 1 WHERE key = ? RETURNING *", (key,)).fetchone()
    return _seen(row) if row else None


def find_origin(session: sqlite3.Connection, origin: str) -> Stored | None:
    row = session.execute("SELECT * FROM record WHERE origin = ?", (origin,)).fetchone()
    return _stored(row) if row else None


def find_reference(session: sqlite3.Connection, reference: str) -> Stored | None:
    row = session.execute("SELECT * FROM record WHERE reference = ?", (reference,)).fetchone()
    return _stored(row) if row else None


def is_held(session: sqlite3.Connection, reference: str) -> bool:
    """Whether somebody keeps it from being erased."""
    return session.execute("SELECT 1 FROM hold WHERE reference = ?", (reference,)).fetchone() is not None


def erase_record(session: sqlite3.Connection, record: Stored) -> None:
    """The record for good, and every message that told of it."""
    session.execute(f"INSERT OR REPLACE INTO counter VALUES ('change', ({LAST}))")  # noqa: S608
    session.execute("DELETE FROM record WHERE reference = ?", (record.reference,))
    session.execute("DELETE FROM message WHERE origin = ?", (record.origin,))


def free_origin(session: sqlite3.Connection, origin: str) -> str:
    """The number, or, where another record has it, the number with a count: `AR/1 #2`."""
    count, free = 1, origin
    while find_origin(session, free):
        count, free = count + 1, f"{origin}{AGAIN}{count + 1}"
    return free


def keep_record(session: sqlite3.Connection, record: Stored) -> None:
    session.execute(
        "INSERT OR REPLACE INTO record (rowid, reference, origin, state, version, title, content, arrived, changed)"  # noqa: S608
        f" VALUES (({LAST}) + 1, ?, ?, ?, ?, ?, ?, ?, ?)",
        (record.reference, record.origin, record.state, record.version, record.title,
         json.dumps(record.content, ensure_ascii=False), record.arrived, record.changed),
    )  # fmt: skip


def _stored(row: Mapping[str, Any] | sqlite3.Row) -> Stored:
    return Stored(**{**dict(row), "content": json.loads(row["content"])})


def _seen(row: sqlite3.Row) -> Seen:
    values = {name: row[name] for name in row.keys() if name != "body"}  # noqa: SIM118
    return Seen(**{**values, "returned": json.loads(row["returned"])})
