"""An entry as a message: subject, headers and JSON. docs/relay.md tells it to those who read the stream."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from daybook.book.readers import SealedEntry

ID, NUMBER, BOOK = "Nats-Msg-Id", "Daybook-Number", "Daybook-Book"


@dataclass(frozen=True, slots=True)
class Message:
    """What is published. The id of the entry is the id of the message, by which the server knows it again."""

    subject: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Stored:
    """The head of a message in the stream: its place there, its number in the book, its entry, its book."""

    place: int
    number: int
    entry: str
    book: str


def message_of(entry: SealedEntry, stream: str, book: str, most: int) -> Message:
    """`arrest:recorded` goes to the subject `STREAM.arrest.recorded`.

    `most`: bytes that the server takes. Where a change is larger it is left out and said so: `"left_out": true`.
    """
    headers = {ID: entry.id.hex, NUMBER: str(entry.seq), BOOK: book}
    subject = f"{stream}.{entry.kind.replace(':', '.')}"
    body = _body(entry, entry.change, left_out=False)
    if len(body) > most:
        body = _body(entry, None, left_out=True)
    return Message(subject, headers, body)


def stored(place: int, headers: Mapping[str, str] | None) -> Stored:
    """ValueError where the message is not one of a book."""
    found = headers or {}
    if NUMBER not in found or ID not in found:
        raise ValueError(f"message {place} of the stream is not an entry of a book")
    return Stored(place, int(found[NUMBER]), found[ID], found.get(BOOK, ""))


def _body(entry: SealedEntry, change: dict[str, object] | None, *, left_out: bool) -> bytes:
    told = {
        "number": entry.seq,
        "id": entry.id.hex,
        "kind": entry.kind,
        "record_type": entry.record_type,
        "record_id": _hex(entry.record_id),
        "user": _hex(entry.user),
        "happened_at": entry.happened_at.isoformat(),
        "written_at": entry.written_at.isoformat(),
        "change": change,
        "left_out": left_out,
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _hex(value: UUID | None) -> str | None:
    return value.hex if value else None
