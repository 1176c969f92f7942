"""The sealed rows read as the database holds them: no model objects, each vendor's text forms made canonical."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from daybook.book.stored import as_id, fetch, forms, header_sql

# Rows of so many entries stay in the processor's cache: a fifth faster than 10,000 at a time.
CHUNK = 500


class SealedRow(NamedTuple):
    """A number of the book with all that hangs on it; the parts of a row that is gone are None.

    `header` is the bytes that are sealed (`stored.header_sql`); ids are 32 hexadecimal digits.
    """

    seq: int
    entry: str
    header: bytes | None
    leaf: bytes
    kind: str | None
    act: str | None
    digest: bytes | None
    salt: bytes | None
    change: bytes | None

    @property
    def name(self) -> str:
        return f"number {self.seq}, entry {self.entry} ({self.kind or 'gone'})"


class CheckpointRow(NamedTuple):
    """A checkpoint as stored; `made_at` as in `canonical.utc_text`."""

    size: int
    root: bytes
    frontier: bytes
    note: str
    made_at: str

    @property
    def name(self) -> str:
        return f"the one over {self.size:,} entries, made {self.made_at[:19]} UTC"


def bounds() -> tuple[int, int]:
    """The highest number and the size of the largest checkpoint, as of one moment."""
    query = "SELECT (SELECT max(seq) FROM book_seal), (SELECT max(size) FROM book_checkpoint)"
    number, size = fetch(query)[0]
    return number or 0, size or 0


def sealed_rows(last: int) -> Iterator[list[SealedRow]]:
    """Every number up to the last, in order, in chunks: each is a query of its own, so no long transaction."""
    binary = forms()["binary"].format
    after = 0
    query = f"""
        SELECT s.seq, {as_id("s.entry_id")}, {header_sql()}, {binary("s.leaf")}, e.kind, e.act,
               {binary("e.value_digest")}, {binary("v.salt")}, {forms()["bytes"].format("v.change")}
        FROM book_seal s
        LEFT JOIN book_entry e ON e.id = s.entry_id
        LEFT JOIN book_entryvalue v ON v.entry_id = s.entry_id
        WHERE s.seq > %s AND s.seq <= %s ORDER BY s.seq LIMIT {CHUNK}"""
    while rows := fetch(query, [after, last]):
        after = rows[-1][0]
        yield [SealedRow._make(row) for row in rows]


def checkpoints(largest: int) -> Iterator[CheckpointRow]:
    """All checkpoints up to that size, in order."""
    binary = forms()["binary"].format
    after = -1
    query = f"""SELECT size, {binary("root")}, {binary("frontier")}, note, {forms()["time"].format("made_at")}
        FROM book_checkpoint WHERE size > %s AND size <= %s ORDER BY size LIMIT {CHUNK}"""
    while rows := fetch(query, [after, largest]):
        after = rows[-1][0]
        yield from (CheckpointRow._make(row) for row in rows)
