"""Keeping our own people in the live index: some of them after an entry, or all of them in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from django.db import connection

from daybook.nominals import tables
from daybook.nominals.models import IndexedRecord
from daybook.nominals.models.index import OWN
from daybook.nominals.people import cleaned_people
from daybook.nominals.tables import Indexed
from daybook.records.models import Person

BATCH = 20_000
LARGE_CACHE_KIB = 131_072
Told = Callable[[int, int], None]


def index_people(ids: Iterable[UUID]) -> int:
    """Bring the index to what is on record of these people; how many rows changed. Who is no more is taken out."""
    wanted = list(dict.fromkeys(ids))
    found = dict(cleaned_people(wanted))
    gone = [(OWN, str(key)) for key in wanted if key not in found]
    if gone:
        tables.drop(gone)
    return tables.put([Indexed(cleaned, key, key) for key, cleaned in found.items()])


def index_all(told: Told = lambda done, total: None) -> int:
    """Put everybody into the index who is not there yet; how many were. Cut off, it goes on where it stopped.

    Works in batches of 20,000 people, so memory does not grow with the register.
    """
    total, done, put = Person.objects.count(), 0, 0
    with large_cache():
        for batch in _batches():
            put += index_people(_missing(batch))
            done += len(batch)
            told(done, total)
    return put


def _batches() -> Iterator[list[UUID]]:
    people = Person.objects.order_by("pk").values_list("pk", flat=True)
    last: UUID | None = None
    while batch := list(people.filter(pk__gt=last)[:BATCH] if last else people[:BATCH]):
        yield batch
        last = batch[-1]


def _missing(batch: Sequence[UUID]) -> list[UUID]:
    held = IndexedRecord.objects.filter(system=OWN, key__gte=str(batch[0]), key__lte=str(batch[-1]))
    known = set(held.values_list("key", flat=True))
    return [key for key in batch if str(key) not in known]


@contextmanager
def large_cache() -> Iterator[None]:
    """On SQLite, room for the pages that a batch of keys touches; as it was afterwards."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA cache_size").fetchone()[0]
        cursor.execute(f"PRAGMA cache_size = -{LARGE_CACHE_KIB}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA cache_size = {before}")
