"""What the columns of an entry may hold so that the bytes sealed of it can be read in one way only."""

from __future__ import annotations

from datetime import UTC, datetime

from daybook.book.models import Entry

SEPARATOR = "\x1f"


def refuse_separators(entry: Entry) -> None:
    """A separator inside a column would let two different entries have the same bytes."""
    if SEPARATOR in entry.device + entry.purpose + entry.record_type:
        raise ValueError("The device, purpose and record type of an entry may not hold control characters.")


def utc_text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(" ", "microseconds")[: -len("+00:00")]
