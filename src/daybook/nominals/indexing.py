"""Keeping our own people in the live index: some of them after an entry, or all of them in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from daybook.nominals import tables
from daybook.nominals.models import IndexedRecord
from daybook.nominals.models.index import OWN
from daybook.nominals.people import cleaned_people
from daybook.nominals.tables import Indexed
from daybook.records.models import Person

BATCH = 20_000
LARGE = {"cache_size": -131_072, "wal_autocheckpoint": 20_000, "busy_timeout": 600_000}
"""Settings of SQLite for loading much: the cache in KiB (negative), the log's length in pages of 4 KiB, and the
milliseconds to wait for another process that is loading, too."""
LONGEST_LOG = 1 << 30
"""Bytes of SQLite's log beside the database."""
Told = Callable[[int, int], None]


def index_people(ids: Iterable[UUID]) -> int:
    """Bring the index to what is on record of these people; how many rows changed. Who is no more is taken out."""
    wanted = list(dict.fromkeys(ids))
    found = dict(cleaned_people(wanted))
    gone = [(OWN, str(key)) for key in wanted if key not in found]
    if gone:
        tables.drop(gone)
    return tables.put([Indexed(cleaned, key) for key, cleaned in found.items()])


def index_all(told: Told = lambda done, total: None, batch: int = BATCH) -> int:
    """Put everybody into the index who is not there yet; how many were. Cut off, it goes on where it stopped.

    Works in batches, so memory does not grow with the register: large ones are cheaper, small ones keep other writers
    waiting for less long.
    """
    total, done, put = Person.objects.count(), 0, 0
    told(done, total)
    with large_cache():
        for people in _batches(batch):
            put += index_people(_missing(people))
            shorten_log(connection)
            done += len(people)
            told(done, total)
    if put:
        tables.count_anew()
    return put


def _batches(size: int) -> Iterator[list[UUID]]:
    people = Person.objects.order_by("pk").values_list("pk", flat=True)
    last: UUID | None = None
    while batch := list(people.filter(pk__gt=last)[:size] if last else people[:size]):
        yield batch
        last = batch[-1]


def _missing(batch: Sequence[UUID]) -> list[UUID]:
    held = IndexedRecord.objects.filter(system=OWN, key__gte=str(batch[0]), key__lte=str(batch[-1]))
    known = set(held.values_list("key", flat=True))
    return [key for key in batch if str(key) not in known]


@contextmanager
def large_cache() -> Iterator[None]:
    """On SQLite: room for the pages that a batch touches, a longer log, patience; all as it was afterwards."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        before = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in LARGE}
        try:
            _set(cursor, LARGE)
            yield
        finally:
            _set(cursor, before)


def shorten_log(database: BaseDatabaseWrapper, longest: int = LONGEST_LOG) -> None:
    """Have SQLite begin its log anew where it is longer than that, waiting for the other process that writes.

    Left to itself it never does while two processes write in turn: one always begins before the other has finished.
    """
    if database.vendor != "sqlite" or database.in_atomic_block:
        return
    log = Path(f"{database.settings_dict['NAME']}-wal")
    if log.exists() and log.stat().st_size > longest:
        with database.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _set(cursor: CursorWrapper, values: Mapping[str, int]) -> None:
    for name, value in values.items():
        cursor.execute(f"PRAGMA {name} = {value}")
