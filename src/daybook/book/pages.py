"""Writing into the book: rows and their entry in one transaction, or an entry alone."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, models, transaction
from django.utils import timezone

from daybook.book.author import Author
from daybook.book.bulk import table_of
from daybook.book.canonical import refuse_separators
from daybook.book.kinds import kind_of
from daybook.book.models import BookRecord, Entry, EntryValue
from daybook.book.rows import OutsideTheBookError, canonical_json, current_page, row_values

Row = TypeVar("Row", bound=BookRecord)


@dataclass(slots=True)
class Page:
    """One entry being written. Rows saved here are part of it."""

    entry: Entry
    rows: dict[str, dict[str, dict[str, Any] | None]] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)
    inserted: set[UUID] = field(default_factory=set)

    def save(self, row: Row) -> Row:
        """Insert or update a row and put its new values into the entry."""
        if row._state.adding:
            self.inserted.add(row.pk)
        row.save(force_insert=row._state.adding)
        self._put(row)
        return row

    def is_new(self, row: BookRecord) -> bool:
        """Whether the row was first saved on this page: nothing written earlier can point at it."""
        return row.pk in self.inserted

    def save_many(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Insert new rows of one table in bulk; each is in the entry all the same."""
        if rows:
            type(rows[0])._default_manager.bulk_create(rows, batch_size=500)
            for row in rows:
                self._put(row)
        return rows

    def remove(self, row: BookRecord) -> None:
        """Delete a row; the entry says that it is gone, not what it held."""
        label, key = row._meta.label_lower, row.pk.hex
        row.delete()
        self.rows.setdefault(label, {})[key] = None

    def note(self, **facts: Any) -> None:
        """Facts of the change that stand in no row, such as a reason or a search's words."""
        self.notes.update(facts)

    def about(self, record: models.Model) -> None:
        """Say which record the entry is about, where that was not known at the start."""
        self.entry.record_type, self.entry.record_id = record._meta.model_name or "", record.pk

    def _put(self, row: BookRecord) -> None:
        self.rows.setdefault(row._meta.label_lower, {})[row.pk.hex] = row_values(row)

    def change(self) -> dict[str, Any]:
        return {**self.notes, "rows": self.rows} if self.rows else dict(self.notes)


@contextmanager
def writing(
    kind: str,
    author: Author,
    record: models.Model | None = None,
    *,
    happened_at: datetime | None = None,
    corrects: Entry | UUID | None = None,
) -> Iterator[Page]:
    """Open a transaction and a page; on leaving, write the one entry that tells what was saved on it.

    Pages do not nest: an action that needs another's work calls a function that takes the page.
    """
    if current_page.get() is not None:
        raise OutsideTheBookError("A page is already open: one action writes one entry.")
    with transaction.atomic():
        page = Page(draft_entry(kind, author, record, happened_at=happened_at, corrects=corrects))
        token = current_page.set(page)
        try:
            yield page
        finally:
            current_page.reset(token)
        _insert([(page.entry, page.change())])


@dataclass(frozen=True, slots=True)
class Line:
    """An entry without rows, for `append_many`."""

    kind: str
    author: Author
    record_type: str = ""
    record_id: UUID | None = None
    notes: dict[str, Any] = field(default_factory=dict)
    happened_at: datetime | None = None


def append(
    kind: str,
    author: Author,
    record_type: str = "",
    record_id: UUID | None = None,
    notes: dict[str, Any] | None = None,
    happened_at: datetime | None = None,
) -> Entry:
    """Write one entry that changes no record row: a look, a delivery, a sign-on."""
    return append_many([Line(kind, author, record_type, record_id, notes or {}, happened_at)])[0]


def append_many(lines: Iterable[Line]) -> list[Entry]:
    """Write many such entries at once, in the given order, in the caller's transaction if there is one."""
    drafts = []
    for line in lines:
        entry = draft_entry(line.kind, line.author, happened_at=line.happened_at)
        entry.record_type, entry.record_id = line.record_type, line.record_id
        drafts.append((entry, line.notes))
    _insert(drafts)
    return [entry for entry, _ in drafts]


def draft_entry(
    kind: str,
    author: Author,
    record: models.Model | None = None,
    *,
    happened_at: datetime | None = None,
    corrects: Entry | UUID | None = None,
) -> Entry:
    """An entry not yet inserted, with the times and the act filled in."""
    now = timezone.now()
    return Entry(
        kind=kind,
        act=kind_of(kind).act,
        record_type=(record._meta.model_name or "") if record else "",
        record_id=record.pk if record else None,
        user_id=author.user,
        device=author.device,
        purpose=author.purpose,
        happened_at=happened_at or now,
        written_at=now,
        corrects_id=corrects.pk if isinstance(corrects, Entry) else corrects,
    )


def value_digest(salt: bytes, change: str) -> bytes:
    """SHA-256 over the salt and the change's canonical text: says nothing about the change once the salt is gone."""
    return hashlib.sha256(salt + change.encode()).digest()


def insert_entries(drafts: Sequence[tuple[Entry, dict[str, Any]]]) -> None:
    """Insert drafted entries with their values: for bulk work that saves its rows itself (see Page.save_many)."""
    _insert(drafts)


def _insert(drafts: Sequence[tuple[Entry, dict[str, Any]]]) -> None:
    values = []
    for entry, change in drafts:
        refuse_separators(entry)
        salt, text = os.urandom(16), canonical_json(change)
        entry.value_digest = value_digest(salt, text)
        values.append({"entry_id": entry.pk, "salt": salt, "change": text})
    with transaction.atomic(savepoint=False):
        table_of(Entry).insert([vars(entry) for entry, _ in drafts])
        table_of(EntryValue).insert(values)
    for entry, _ in drafts:
        entry._state.adding, entry._state.db = False, DEFAULT_DB_ALIAS
