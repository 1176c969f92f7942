"""Record rows against the book: each must be as its last entry left it. Memory is bounded by a file on disk."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.apps import apps
from django.db import models

from daybook.book.models import BookRecord, EntryValue
from daybook.book.rows import canonical_json, row_values
from daybook.book.stored import as_id, fetch, forms
from daybook.book.verify import raw
from daybook.book.verify.report import Fault, Progress, Report

ABREAST = 500
ROUNDS = 3


def verify_records(report: Report, progress: Progress = lambda done: None) -> None:
    """Add a fault for each row that is changed, gone or in no entry. Writers may go on meanwhile: a row that looks
    wrong is looked at again after reading what was written since."""
    index = Index()
    index.read_on()
    suspects: list[BookRecord] = []
    for model in record_tables():
        for rows in in_chunks(model):
            suspects += index.disagreeing(rows)
            report.records += len(rows)
            progress(report.records)
    for fault in (*_changed(index, suspects), *_gone(index)):
        report.add(fault)


def record_tables() -> list[type[BookRecord]]:
    tables = [model for model in apps.get_models() if issubclass(model, BookRecord) and not model._meta.proxy]
    return sorted(tables, key=lambda model: model._meta.label_lower)


def in_chunks(model: type[BookRecord]) -> Iterator[list[BookRecord]]:
    """All rows of a table in order of their ids, a few hundred at a time."""
    rows = list(model._base_manager.order_by("pk")[:ABREAST])
    while rows:
        yield rows
        rows = list(model._base_manager.filter(pk__gt=rows[-1].pk).order_by("pk")[:ABREAST])


def digest(values: dict[str, Any]) -> bytes:
    return hashlib.blake2b(canonical_json(values).encode(), digest_size=16).digest()


class Index:
    """The last values of every row that the book tells of, as digests in a temporary database on disk."""

    def __init__(self) -> None:
        self.seq = 0
        self.files = sqlite3.connect("")
        self.files.execute(
            "CREATE TABLE last (label TEXT, pk TEXT, digest BLOB, entry TEXT, seen INTEGER DEFAULT 0, "
            "PRIMARY KEY (label, pk)) WITHOUT ROWID"
        )

    def read_on(self) -> None:
        """Take in what the book holds beyond the last number read, then what is not sealed yet."""
        entry, change = as_id("v.entry_id"), forms()["bytes"].format("v.change")
        query = f"""SELECT s.seq, {entry}, {change} FROM book_seal s
            JOIN book_entryvalue v ON v.entry_id = s.entry_id WHERE s.seq > %s ORDER BY s.seq LIMIT {raw.CHUNK}"""
        while rows := fetch(query, [self.seq]):
            self._put(rows)
            self.seq = rows[-1][0]
        query = f"""SELECT p.id, {entry}, {change} FROM book_pending p
            JOIN book_entryvalue v ON v.entry_id = p.entry_id ORDER BY p.id"""
        self._put(fetch(query))

    def _put(self, entries: Iterable[tuple[Any, ...]]) -> None:
        told = (
            (label, pk, None if values is None else digest(values), entry)
            for _, entry, change in entries
            if b'"rows":' in change
            for label, rows in json.loads(change).get("rows", {}).items()
            for pk, values in rows.items()
        )
        self.files.executemany(
            "INSERT INTO last (label, pk, digest, entry) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (label, pk) DO UPDATE SET digest = excluded.digest, entry = excluded.entry",
            told,
        )

    def disagreeing(self, rows: Sequence[BookRecord]) -> list[BookRecord]:
        """Those of the rows (of one table) whose values are not the last told; all are marked as seen."""
        label = rows[0]._meta.label_lower
        marks = ", ".join("?" * len(rows))
        keys = [label, *(row.pk.hex for row in rows)]
        where = f"WHERE label = ? AND pk IN ({marks})"
        told = dict(self.files.execute(f"SELECT pk, digest FROM last {where}", keys))
        self.files.execute(f"UPDATE last SET seen = 1 {where}", keys)
        return [row for row in rows if told.get(row.pk.hex) != digest(row_values(row))]

    def entry_of(self, label: str, key: str) -> str | None:
        """The id of the last entry that tells of the row; None where none does."""
        found = self.files.execute(
            "SELECT entry FROM last WHERE label = ? AND pk = ?", [label, key]
        ).fetchone()
        return str(found[0]) if found else None

    def unseen(self) -> list[tuple[str, str, str]]:
        """Label, key and entry of the rows that were not there, and that no entry has removed."""
        query = "SELECT label, pk, entry FROM last WHERE NOT seen AND digest IS NOT NULL ORDER BY entry"
        return self.files.execute(query).fetchall()


def _changed(index: Index, suspects: Sequence[BookRecord]) -> Iterator[Fault]:
    for _ in range(ROUNDS if suspects else 0):
        index.read_on()
        fresh = [type(row)._base_manager.filter(pk=row.pk).first() for row in suspects]
        suspects = [row for row in fresh if row is not None and index.disagreeing([row])]
    for row in suspects:
        yield from _explain(index, row)


def _explain(index: Index, row: BookRecord) -> Iterator[Fault]:
    label, key = row._meta.label_lower, row.pk.hex
    entry = index.entry_of(label, key)
    if entry is None:
        yield Fault("record", f"{label} {key} is in no entry: it was written past the book.")
        return
    told = _told(entry, label, key)
    if told is None:
        yield Fault("record", f"{label} {key} is there, but entry {entry} removed it.", None, entry)
        return
    now = json.loads(canonical_json(row_values(row)))
    columns = [name for name in now if name in told and now[name] != told[name]]
    if columns:
        what = f"{', '.join(columns)} not as in its last entry {entry}"
        yield Fault("record", f"{label} {key} was changed past the book: {what}.", None, entry)


def _told(entry: str, label: str, key: str) -> dict[str, Any] | None:
    change = json.loads(EntryValue.objects.get(entry_id=entry).change)
    values: dict[str, Any] | None = change["rows"][label][key]
    return values


def _gone(index: Index) -> Iterator[Fault]:
    tables: dict[str, type[models.Model]] = {model._meta.label_lower: model for model in record_tables()}
    for label, key, entry in index.unseen():
        model = tables.get(label)
        if model and not model._base_manager.filter(pk=key).exists():
            yield Fault(
                "record", f"{label} {key} is gone; its last entry {entry} left it there.", None, entry
            )
