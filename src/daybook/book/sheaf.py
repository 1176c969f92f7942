"""Many pages in one transaction: each is an entry of its own, and the rows of all go in by table.

For loading tens of thousands of new records. Entries come into the book in the order of their pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.db import models, transaction

from daybook.book.author import Author
from daybook.book.models import BookRecord
from daybook.book.pages import Page, Row, draft_entry, insert_entries
from daybook.book.rows import OutsideTheBookError, current_page

TOGETHER = 2000


@dataclass(slots=True)
class SheafPage(Page):
    """A page of a sheaf: new rows only, which reach their tables when the sheaf is closed."""

    held: list[BookRecord] = field(default_factory=list)

    def save(self, row: Row) -> Row:
        """Take a new row into the entry; it is inserted with all others of its table."""
        if not row._state.adding:
            raise OutsideTheBookError("A sheaf takes new rows only. Change a row with `writing(...)`.")
        self.held.append(row)
        self._put(row)
        return row

    def save_many(self, rows: Sequence[Row]) -> Sequence[Row]:
        """As `save`, for several."""
        for row in rows:
            self.save(row)
        return rows

    def remove(self, row: BookRecord) -> None:
        """Never: what a sheaf holds is new."""
        raise OutsideTheBookError("A sheaf takes new rows only. Delete a row with `writing(...)`.")


@dataclass(slots=True)
class Sheaf:
    """The pages of one transaction, in their order."""

    pages: list[SheafPage] = field(default_factory=list)

    def page(
        self,
        kind: str,
        author: Author,
        record: models.Model | None = None,
        *,
        happened_at: datetime | None = None,
    ) -> SheafPage:
        """The next page: one entry about that record."""
        page = SheafPage(draft_entry(kind, author, record, happened_at=happened_at))
        self.pages.append(page)
        return page

    def close(self) -> None:
        """Insert the rows of all pages, then their entries."""
        tables: dict[type[BookRecord], list[BookRecord]] = {}
        for page in self.pages:
            for row in page.held:
                tables.setdefault(type(row), []).append(row)
        for table, rows in tables.items():
            table._default_manager.bulk_create(rows, batch_size=TOGETHER)
        insert_entries([(page.entry, page.change()) for page in self.pages])


@contextmanager
def writing_many() -> Iterator[Sheaf]:
    """Open a transaction and a sheaf; on leaving, all rows and one entry a page are written, or nothing at all."""
    if current_page.get() is not None:
        raise OutsideTheBookError("A page is already open: one action writes one entry.")
    with transaction.atomic():
        sheaf = Sheaf()
        yield sheaf
        token = current_page.set(sheaf.pages[0] if sheaf.pages else None)
        try:
            sheaf.close()
        finally:
            current_page.reset(token)
