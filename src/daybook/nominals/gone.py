"""Records that their system holds no more: marked so by a last version, never deleted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from daybook.book import Author, writing
from daybook.nominals.kinds import SOURCES_GONE
from daybook.nominals.models import SourceRecord
from daybook.nominals.receiving import Identity, latest_versions


def mark_gone(author: Author, records: Iterable[Identity], at: datetime) -> int:
    """A version of each that says that it is gone, in one entry; how many were not marked yet.

    What each said last stays findable and linked. One that comes back gets a version again (`receive`).
    """
    gone = [_gone(row, at) for row in latest_versions(records).values() if not row.gone]
    if gone:
        with writing(SOURCES_GONE, author) as page:
            page.note(count=len(gone), systems=sorted({row.system for row in gone}))
            for row in gone:
                page.save(row)
    return len(gone)


def _gone(row: SourceRecord, at: datetime) -> SourceRecord:
    return SourceRecord(
        system=row.system,
        key=row.key,
        version=row.version + 1,
        received_at=at,
        digest=row.digest,
        written=row.written,
        reused=row.reused,
        gone=True,
    )
