"""Many pages in one transaction: each is an entry of its own, and the rows of all go in by table.

For loading tens of thousands of new records. Rows are given as values, not as model instances, and reach their
tables when the sheaf closes; entries come into the book in the order of their pages.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from daybook.book.author import Author
from daybook.book.bulk import table_of
from daybook.book.canonical import SEPARATOR
from daybook.book.kinds import kind_of
from daybook.book.models import BookRecord, Entry, EntryValue
from daybook.book.pages import value_digest
from daybook.book.rows import OutsideTheBookError, canonical_json, current_page

Values = dict[str, Any]


@dataclass(slots=True)
class SheafPage:
    """One entry being written, with the new rows that belong to it."""

    entry: Values
    sheaf: Sheaf
    rows: dict[str, dict[str, Values]] = field(default_factory=dict)
    notes: Values = field(default_factory=dict)

    def add(self, model: type[BookRecord], **values: Any) -> UUID:
        """A new row of that table, by its columns' names (`person_id`, not `person`); returns its id."""
        table = table_of(model)
        row = table.fill(values)
        self.rows.setdefault(table.label, {})[row["id"].hex] = row
        self.sheaf.tables.setdefault(model, []).append(row)
        key: UUID = row["id"]
        return key

    def note(self, **facts: Any) -> None:
        """Facts that stand in no row."""
        self.notes.update(facts)

    def change(self) -> Values:
        """What the entry tells."""
        return {**self.notes, "rows": self.rows} if self.rows else self.notes


@dataclass(slots=True)
class Sheaf:
    """The pages of one transaction, in their order, and their rows by table."""

    pages: list[SheafPage] = field(default_factory=list)
    tables: dict[type[models.Model], list[Values]] = field(default_factory=dict)

    def page(
        self,
        kind: str,
        author: Author,
        record_type: str,
        record_id: UUID,
        happened_at: datetime | None = None,
    ) -> SheafPage:
        """The next page: one entry about that record."""
        if SEPARATOR in author.device + author.purpose + record_type:
            raise ValueError(
                "The device, purpose and record type of an entry may not hold control characters."
            )
        now = timezone.now()
        entry = {
            "id": uuid7(),
            "kind": kind,
            "act": kind_of(kind).act.value,
            "record_type": record_type,
            "record_id": record_id,
            "user_id": author.user,
            "device": author.device,
            "purpose": author.purpose,
            "happened_at": happened_at or now,
            "written_at": now,
            "corrects_id": None,
        }
        page = SheafPage(entry, self)
        self.pages.append(page)
        return page

    def beside(self, model: type[models.Model], **values: Any) -> None:
        """A row of an index that can be made again from the records; it is in no entry."""
        if issubclass(model, BookRecord):
            raise OutsideTheBookError(f"{model._meta.label} is a record: add it to a page.")
        self.tables.setdefault(model, []).append(table_of(model).fill(values))

    def close(self) -> None:
        """Insert the rows of all pages, then their entries."""
        for model, rows in self.tables.items():
            table_of(model).insert(rows)
        values = []
        for page in self.pages:
            salt, text = os.urandom(16), canonical_json(page.change())
            page.entry["value_digest"] = value_digest(salt, text)
            values.append({"entry_id": page.entry["id"], "salt": salt, "change": text})
        table_of(Entry).insert([page.entry for page in self.pages])
        table_of(EntryValue).insert(values)
        self.pages.clear()


@contextmanager
def writing_many() -> Iterator[Sheaf]:
    """Open a transaction and a sheaf; on leaving, all rows and one entry a page are written, or nothing at all."""
    if current_page.get() is not None:
        raise OutsideTheBookError("A page is already open: one action writes one entry.")
    with transaction.atomic():
        sheaf = Sheaf()
        yield sheaf
        sheaf.close()
