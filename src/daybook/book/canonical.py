"""The bytes of an entry that are sealed: every column of its header, so that no later edit of one stays unseen."""

from __future__ import annotations

from datetime import UTC, datetime

from daybook.book.merkle import leaf_hash
from daybook.book.models import Entry

SEPARATOR = "\x1f"


def header(
    entry_id: str,
    kind: str,
    act: str,
    record_type: str,
    record_id: str,
    user_id: str,
    device: str,
    purpose: str,
    happened_at: str,
    written_at: str,
    corrects_id: str,
    value_digest: str,
) -> bytes:
    """Ids and the digest as lower-case hexadecimal, times as `YYYY-MM-DD HH:MM:SS.ffffff` in UTC, empty for null."""
    return SEPARATOR.join(
        (
            entry_id,
            kind,
            act,
            record_type,
            record_id,
            user_id,
            device,
            purpose,
            happened_at,
            written_at,
            corrects_id,
            value_digest,
        )
    ).encode()


def refuse_separators(entry: Entry) -> None:
    """A separator inside a column would let two different entries have the same bytes."""
    if SEPARATOR in entry.device + entry.purpose + entry.record_type:
        raise ValueError("The device, purpose and record type of an entry may not hold control characters.")


def utc_text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def entry_leaf(entry: Entry) -> bytes:
    """The Merkle leaf of an entry as it stands in the database."""
    return leaf_hash(
        header(
            entry.id.hex,
            entry.kind,
            entry.act,
            entry.record_type,
            entry.record_id.hex if entry.record_id else "",
            entry.user_id.hex if entry.user_id else "",
            entry.device,
            entry.purpose,
            utc_text(entry.happened_at),
            utc_text(entry.written_at),
            entry.corrects_id.hex if entry.corrects_id else "",
            bytes(entry.value_digest).hex(),
        )
    )
