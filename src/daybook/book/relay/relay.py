"""The relay: reads the sealed book and publishes it, the one on duty of any number of them.

Where it stands is what the stream itself holds last, so that an entry is published once however often relays are
killed, and however long after; its bookmark follows and tells people how far it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from daybook.book import leases
from daybook.book.kinds import Act
from daybook.book.models import Bookmark, Disposal, Entry, Seal
from daybook.book.readers import SealedEntry, sealed_after
from daybook.book.relay.message import Stored, message_of

if TYPE_CHECKING:
    from daybook.book.relay.stream import Stream

NAME = "relay"
BATCH = 500


class NotThisBookError(RuntimeError):
    """The stream holds what this book does not: the relay must not go on before a person has looked."""


class Relay:
    """`connect` opens the stream; `holder` names this process, unlike any other; `book` is the book's origin."""

    def __init__(
        self, connect: Callable[[], Stream], holder: str, book: str, lease_seconds: float = 10
    ) -> None:
        self.connect, self.holder, self.book, self.lease_seconds = connect, holder, book, lease_seconds
        self.stream: Stream | None = None
        self.number = self.place = 0
        self._renew_at = 0.0

    def work(self) -> int:
        """Publish one batch if this is the relay on duty; how many entries went."""
        if monotonic() >= self._renew_at and not self._renew():
            self._drop()
            return 0
        try:
            return self._publish(self.stream or self._open())
        except Exception:
            self._drop()
            raise

    def stop(self) -> None:
        self._drop()
        leases.release(NAME, self.holder)

    def _publish(self, stream: Stream) -> int:
        batch = sealed_after(self.number, BATCH)
        if not batch:
            stream.idle()
            return 0
        messages = [message_of(entry, stream.name, self.book, stream.most) for entry in batch]
        self.place = stream.publish(messages, self.place)
        self.number = batch[-1].seq
        self._forget(stream, batch)
        _move_bookmark(self.number)
        return len(batch)

    def _open(self) -> Stream:
        """Open the stream and find where to go on."""
        self.stream = self.connect()
        last = self.stream.last()
        self.place = self.stream.place()
        if last:
            _recognise(last, self.book)
        self.number = last.number if last else _bookmark()
        return self.stream

    def _forget(self, stream: Stream, batch: Sequence[SealedEntry]) -> None:
        """What a disposal has erased here is taken out of the stream too."""
        ordered = Entry.objects.filter(id__in=[entry.id for entry in batch], act=Act.ERASURE)
        gone = Disposal.objects.filter(ordered_by__in=ordered).values_list("entry_id", "entry__seal__seq")
        for entry, number in gone:
            if number is not None:
                stream.forget(self.place - (self.number - number), entry.hex)

    def _renew(self) -> bool:
        asked = monotonic()
        if not leases.take(NAME, self.holder, self.lease_seconds):
            return False
        self._renew_at = asked + self.lease_seconds / 3
        return True

    def _drop(self) -> None:
        stream, self.stream, self._renew_at = self.stream, None, 0.0
        if stream:
            stream.close()


def _recognise(last: Stored, book: str) -> None:
    """NotThisBookError unless the stream's last entry is the entry of that number in this book."""
    if last.book != book:
        raise NotThisBookError(
            f"The stream holds the book {last.book!r}, not {book!r}. Name another stream in DAYBOOK_NATS_STREAM."
        )
    entry = Seal.objects.filter(seq=last.number).values_list("entry_id", flat=True).first()
    if entry is None or entry.hex != last.entry:
        raise NotThisBookError(
            f"Number {last.number} in the stream is not that of this book: it was cut off or restored from an older "
            "backup. Run `daybook book verify`; then name another stream in DAYBOOK_NATS_STREAM."
        )


def _bookmark() -> int:
    found = Bookmark.objects.filter(reader=NAME).values_list("seq", flat=True).first()
    return found or 0


def _move_bookmark(number: int) -> None:
    with transaction.atomic():
        Bookmark.objects.update_or_create(
            reader=NAME,
            defaults={
                "seq": number,
                "moved_at": timezone.now(),
                "failures": 0,
                "retry_at": None,
                "last_error": "",
            },
        )
