"""Which records stand under a blocking key, in 8 bytes each: keys that begin with the same bits share a row.

A row for each key and record would take three times the room on SQLite and nine times on PostgreSQL. Here a key's first
18 bits are the number of its page; an entry of a page is 32 bits more of the key (its kind and 28 of its hash), then
the record's number in 32 bits. Entries stand in the order they came: to add some is one statement, without reading.
46 bits of the hash are kept: of a thousand keys looked for among a million people, one finds a record by accident once
in ten thousand searches, and the record is then compared like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from django.db import connection

from daybook.nominals.matching.keys import HASH_BITS

PAGE_BITS, KEPT_BITS, RECORD_BITS = 18, 28, 32
Numbers = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]
ENTRY = np.dtype("<u8")
PUT = {
    "sqlite": "INSERT INTO nominals_keypage (page, entries) VALUES (%s, %s) ON CONFLICT (page)"
    " DO UPDATE SET entries = CAST(entries || excluded.entries AS BLOB)",
    "postgresql": "INSERT INTO nominals_keypage (page, entries) SELECT * FROM unnest(%s::int[], %s::bytea[])"
    " ON CONFLICT (page) DO UPDATE SET entries = nominals_keypage.entries || excluded.entries",
}


@dataclass(frozen=True, slots=True)
class Found:
    """Who stands under the keys that were looked for: `places[i]` is the place of the key, `records[i]` a record."""

    places: Places
    records: Places

    def holders(self, keys: int) -> Places:
        """How many records stand under each of that many keys."""
        return np.bincount(self.places, minlength=keys)


def find(keys: Sequence[int]) -> Found:
    """The records under each of the keys, each once."""
    if not keys:
        return Found(np.zeros(0, np.int64), np.zeros(0, np.int64))
    pages, rests = _parted(np.array(keys, dtype=np.uint64))
    wanted = pages << np.uint64(32) | rests
    order = np.argsort(wanted)
    numbers, entries = _entries(_read(np.unique(pages).tolist()))
    its = numbers << np.uint64(32) | entries >> np.uint64(RECORD_BITS)
    near = np.searchsorted(wanted, its, sorter=order).clip(max=len(keys) - 1)
    place = order[near]
    same = wanted[place] == its
    pairs = np.unique(place[same].astype(np.uint64) << np.uint64(32) | entries[same] & np.uint64(0xFFFFFFFF))
    return Found((pairs >> np.uint64(32)).astype(np.int64), (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64))


def put(keys: Sequence[int], records: Sequence[int]) -> None:
    """Let each record stand under the key of the same place; pages are written in order, against deadlocks."""
    if not keys:
        return
    rows = _by_page(keys, records)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(PUT["postgresql"], [list(column) for column in zip(*rows, strict=True)])
        else:
            cursor.executemany(PUT["sqlite"], rows)


def take(keys: Sequence[int], records: Sequence[int]) -> None:
    """Let the records no longer stand under these keys."""
    if not keys:
        return
    gone = dict(_by_page(keys, records))
    kept = [(_without(entries, gone[page]), page) for page, entries in _read(sorted(gone), lock=True)]
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE nominals_keypage SET entries = %s WHERE page = %s", kept)


def _without(entries: bytes, gone: bytes) -> bytes:
    held = np.frombuffer(entries, ENTRY)
    return held[~np.isin(held, np.frombuffer(gone, ENTRY))].tobytes()


def _parted(keys: Numbers) -> tuple[Numbers, Numbers]:
    """(page, the 32 bits that an entry keeps of the key)."""
    hashed = keys & np.uint64((1 << HASH_BITS) - 1)
    kept = hashed >> np.uint64(HASH_BITS - PAGE_BITS - KEPT_BITS) & np.uint64((1 << KEPT_BITS) - 1)
    return hashed >> np.uint64(HASH_BITS - PAGE_BITS), keys >> np.uint64(HASH_BITS) << np.uint64(
        KEPT_BITS
    ) | kept


def _by_page(keys: Sequence[int], records: Sequence[int]) -> list[tuple[int, bytes]]:
    """(page, new entries), in the order of the pages."""
    pages, rests = _parted(np.array(keys, dtype=np.uint64))
    entries = rests << np.uint64(RECORD_BITS) | np.array(records, dtype=np.uint64)
    order = np.argsort(pages, kind="stable")
    numbers, starts = np.unique(pages[order], return_index=True)
    whole, ends = entries[order].astype(ENTRY).tobytes(), [*starts[1:].tolist(), len(order)]
    return [
        (page, whole[8 * start : 8 * end])
        for page, start, end in zip(numbers.tolist(), starts.tolist(), ends, strict=True)
    ]


def _read(pages: Iterable[int], *, lock: bool = False) -> list[tuple[int, bytes]]:
    numbers = ", ".join(map(str, pages))
    if not numbers:
        return []
    locked = " ORDER BY page FOR UPDATE" if lock and connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT page, entries FROM nominals_keypage WHERE page IN ({numbers}){locked}")  # noqa: S608
        rows: list[tuple[int, bytes]] = cursor.fetchall()
    return rows


def _entries(rows: Sequence[tuple[int, bytes]]) -> tuple[Numbers, Numbers]:
    """(the page of each entry, the entry)."""
    numbers = np.array([page for page, _ in rows], dtype=np.uint64)
    lengths = np.array([len(entries) // 8 for _, entries in rows], dtype=np.int64)
    return np.repeat(numbers, lengths), np.frombuffer(b"".join([entries for _, entries in rows]), ENTRY)
