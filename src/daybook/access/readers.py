"""When the book grows: note which records stood in the results of each search."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from daybook.access.kinds import SEARCH_RUN
from daybook.access.models import SearchShown
from daybook.book import readers
from daybook.book.readers import SealedEntry


class SearchesShown:
    """Reads `search:run`; the same entry read twice makes no second row."""

    name = "access.searches-shown"
    kinds: tuple[str, ...] | None = (SEARCH_RUN,)

    def read(self, entries: Sequence[SealedEntry]) -> None:
        rows = [
            SearchShown(record_id=UUID(hex_id), entry_id=entry.id)
            for entry in entries
            for hex_id in dict.fromkeys((entry.change or {}).get("ids", []))
        ]
        SearchShown.objects.bulk_create(rows, ignore_conflicts=True)


readers.register(SearchesShown())
