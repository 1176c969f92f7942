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

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from daybook.book.asked import asked
from daybook.book.changed import write
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
_at_once: dict[str, int] = {}


def register(reader: Reader, at_once: int = BATCH) -> None:
    """`at_once`: entries in one transaction; fewer where what it locks others wait for."""
    _readers[reader.name], _at_once[reader.name] = reader, at_once


def all_readers() -> list[Reader]:
    return [_readers[name] for name in sorted(_readers)]


def run_once() -> int:
    """Let every reader that is due read one batch; return how many entries were passed."""
    return sum(read_on(reader) for reader in all_readers())


def read_on(reader: Reader, limit: int | None = None) -> int:
    """One batch for one reader. A failure is noted with a time to try again and passes no entry."""
    if not _is_behind(reader):
        return 0
    try:
        with transaction.atomic():
            bookmark = _take(reader.name)
            return _read_batch(reader, bookmark, limit or _at_once.get(reader.name, BATCH)) if bookmark else 0
    except Exception as error:
        log.error("reader %s: %s", reader.name, where(error))
        _note_failure(reader.name, error)
        return 0


def _is_behind(reader: Reader) -> bool:
    found = _standing(name=reader.name)
    if not found:
        Bookmark.objects.get_or_create(reader=reader.name)
        found = _standing(name=reader.name)
    retry_at, is_behind = found[0]
    return is_behind and (retry_at is None or retry_at <= timezone.now())


@asked
def _standing(name: str) -> QuerySet[Bookmark, tuple[datetime | None, bool]]:
    """When this reader may try again, and whether the book goes on after its bookmark."""
    on = Exists(Seal.objects.filter(seq__gt=OuterRef("seq")))
    return Bookmark.objects.filter(reader=name).values_list("retry_at", on)


def _take(name: str) -> Bookmark | None:
    """Lock the bookmark; None when another process is reading for this reader just now."""
    return next(iter(_free(name=name)), None)


@asked
def _free(name: str) -> QuerySet[Bookmark]:
    return Bookmark.objects.filter(reader=name).select_for_update(skip_locked=True)


def _read_batch(reader: Reader, bookmark: Bookmark, limit: int) -> int:
    batch = sealed_after(bookmark.seq, limit)
    if not batch:
        return 0
    wanted = [entry for entry in batch if reader.kinds is None or entry.kind.startswith(reader.kinds)]
    if wanted:
        reader.read(wanted)
    bookmark.seq, bookmark.moved_at = batch[-1].seq, timezone.now()
    bookmark.failures, bookmark.retry_at, bookmark.last_error = 0, None, ""
    write([bookmark], ("seq", "moved_at", "failures", "retry_at", "last_error"))
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
    return [
        SealedEntry(*told[:8], change=json.loads(told[8]) if told[8] else None)
        for told in _after(limit, seq=seq)
    ]


COLUMNS = (
    "seq", "entry_id", "entry__kind", "entry__record_type", "entry__record_id", "entry__user_id",
    "entry__happened_at", "entry__written_at", "entry__value__change",
)  # fmt: skip
"""What is told of an entry, in the order of `SealedEntry`."""
Told = tuple[int, UUID, str, str, UUID | None, UUID | None, datetime, datetime, str | None]


@asked
def _after(limit: int, seq: int) -> QuerySet[Seal, Told]:
    return Seal.objects.filter(seq__gt=seq).order_by("seq").values_list(*COLUMNS)[:limit]
