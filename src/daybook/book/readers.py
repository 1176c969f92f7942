"""Readers: each reads the sealed book in order from its own bookmark, and has each effect once.

What a reader does and the step of its bookmark are one transaction, so a crash between them cannot happen.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from daybook.book.loops import where
from daybook.book.models import Bookmark, Seal

log = logging.getLogger(__name__)
BATCH = 200
LONGEST_WAIT = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class SealedEntry:
    """An entry in its place. `change` is None where a disposal has erased it."""

    seq: int
    id: UUID
    kind: str
    record_type: str
    record_id: UUID | None
    user: UUID | None
    happened_at: datetime
    written_at: datetime
    change: dict[str, Any] | None


class Reader(Protocol):
    """`kinds`: prefixes of the kinds it wants (`("arrest:", "person:")`), or None for all."""

    name: str
    kinds: tuple[str, ...] | None

    def read(self, entries: Sequence[SealedEntry]) -> None:
        """Do what these entries ask, with database effects only; raise to be called again later."""


_readers: dict[str, Reader] = {}


def register(reader: Reader) -> None:
    _readers[reader.name] = reader


def all_readers() -> list[Reader]:
    return [_readers[name] for name in sorted(_readers)]


def run_once() -> int:
    """Let every reader that is due read one batch; return how many entries were passed."""
    return sum(read_on(reader) for reader in all_readers())


def read_on(reader: Reader, limit: int = BATCH) -> int:
    """One batch for one reader. A failure is noted with a time to try again and passes no entry."""
    if not _is_behind(reader):
        return 0
    try:
        with transaction.atomic():
            bookmark = _take(reader.name)
            return _read_batch(reader, bookmark, limit) if bookmark else 0
    except Exception as error:
        log.error("reader %s: %s", reader.name, where(error))
        _note_failure(reader.name, error)
        return 0


def _is_behind(reader: Reader) -> bool:
    bookmark, _ = Bookmark.objects.get_or_create(reader=reader.name)
    if bookmark.retry_at and bookmark.retry_at > timezone.now():
        return False
    return Seal.objects.filter(seq__gt=bookmark.seq).exists()


def _take(name: str) -> Bookmark | None:
    """Lock the bookmark; None when another process is reading for this reader just now."""
    rows = Bookmark.objects.filter(reader=name)
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    return rows.first()


def _read_batch(reader: Reader, bookmark: Bookmark, limit: int) -> int:
    batch = sealed_after(bookmark.seq, limit)
    if not batch:
        return 0
    wanted = [entry for entry in batch if reader.kinds is None or entry.kind.startswith(reader.kinds)]
    if wanted:
        reader.read(wanted)
    bookmark.seq, bookmark.moved_at = batch[-1].seq, timezone.now()
    bookmark.failures, bookmark.retry_at, bookmark.last_error = 0, None, ""
    bookmark.save()
    return len(batch)


def _note_failure(name: str, error: Exception) -> None:
    with transaction.atomic():
        bookmark = Bookmark.objects.get(reader=name)
        bookmark.failures += 1
        wait = min(timedelta(seconds=2 ** min(bookmark.failures, 9)), LONGEST_WAIT)
        bookmark.retry_at = timezone.now() + wait
        bookmark.last_error = where(error)
        bookmark.save()


def sealed_after(seq: int, limit: int) -> list[SealedEntry]:
    """The next entries of the book after that number, in order."""
    seals = Seal.objects.filter(seq__gt=seq).select_related("entry__value").order_by("seq")[:limit]
    return [_sealed(seal) for seal in seals]


def _sealed(seal: Seal) -> SealedEntry:
    entry = seal.entry
    value = getattr(entry, "value", None)
    return SealedEntry(
        seq=seal.seq,
        id=entry.id,
        kind=entry.kind,
        record_type=entry.record_type,
        record_id=entry.record_id,
        user=entry.user_id,
        happened_at=entry.happened_at,
        written_at=entry.written_at,
        change=json.loads(value.change) if value else None,
    )
