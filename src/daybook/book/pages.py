"""Writing into the book: rows and their entry in one transaction, or an entry alone."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, models, transaction
from django.utils import timezone

from daybook.book.author import Author
from daybook.book.bulk import Unsent
from daybook.book.canonical import refuse_separators
from daybook.book.kinds import kind_of
from daybook.book.models import BookRecord, Entry, EntryValue
from daybook.book.rows import OutsideTheBookError, canonical_json, current_page, plain_columns, row_columns

Row = TypeVar("Row", bound=BookRecord)


@dataclass(slots=True)
class Page:
    """One entry being written. Rows saved here are part of it.

    New rows go to the database together: before anything is asked of it, and at the latest with the entry.
    """

    entry: Entry
    rows: dict[str, dict[str, dict[str, Any] | None]] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)
    inserted: set[UUID] = field(default_factory=set)
    unsent: Unsent = field(default_factory=Unsent)

    def save(self, row: Row) -> Row:
        """Insert or update a row and put its new values into the entry."""
        if row._state.adding:
            columns = self._insert(row)
        else:
            row.save()
            columns = row_columns(row)
        self.rows.setdefault(row._meta.label_lower, {})[row.pk.hex] = plain_columns(row, columns)
        return row

    def _insert(self, row: BookRecord) -> dict[str, Any]:
        beside, columns = row.index_rows(), row_columns(row)
        self.unsent.add(type(row), columns)
        for index_row in beside:
            self.unsent.add(type(index_row), vars(index_row))
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
        self.inserted.add(row.pk)
        return columns

    def is_new(self, row: BookRecord) -> bool:
        """Whether the row was first saved on this page: nothing written earlier can point at it."""
        return row.pk in self.inserted

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
    savepoint: bool = True,
) -> Iterator[Page]:
    """Open a transaction and a page; on leaving, write the one entry that tells what was saved on it.

    Inside a transaction, a fault undoes the page alone; without `savepoint` it undoes the whole transaction.
    Pages do not nest: an action that needs another's work calls a function that takes the page.
    """
    if current_page.get() is not None:
        raise OutsideTheBookError("A page is already open: one action writes one entry.")
    with transaction.atomic(savepoint=savepoint):
        page = Page(draft_entry(kind, author, record, happened_at=happened_at, corrects=corrects))
        token = current_page.set(page)
        try:
            with connection.execute_wrapper(page.unsent.ahead):
                yield page
        finally:
            current_page.reset(token)
        _put_entry(page.unsent, page.entry, page.change())
        page.unsent.send()


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
    entries, unsent = [], Unsent()
    for line in lines:
        entry = draft_entry(line.kind, line.author, happened_at=line.happened_at)
        entry.record_type, entry.record_id = line.record_type, line.record_id
        _put_entry(unsent, entry, line.notes)
        entries.append(entry)
    unsent.commit()
    return entries


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


def _put_entry(unsent: Unsent, entry: Entry, change: dict[str, Any]) -> None:
    refuse_separators(entry)
    salt, text = os.urandom(16), canonical_json(change)
    entry.value_digest = value_digest(salt, text)
    unsent.add(Entry, vars(entry))
    unsent.add(EntryValue, {"entry_id": entry.pk, "salt": salt, "change": text})
    entry._state.adding, entry._state.db = False, DEFAULT_DB_ALIAS
