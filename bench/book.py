"""The book: how fast it takes entries in, seals them, is read and is verified."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from time import perf_counter
from uuid import uuid4

import nats

from bench import NotHereError, measure
from daybook.book import Act, Author, append, append_many, clerk, keys, readers, register_kind
from daybook.book.models import Bookmark, Seal
from daybook.book.pages import Line
from daybook.book.readers import SealedEntry
from daybook.book.relay.relay import Relay
from daybook.book.relay.stream import Stream, StreamAwayError
from daybook.book.verify import verify_book

NOTED = register_kind("bench:noted", Act.NONE, "Noted for a measurement")
OFFICER = Author(uuid4(), "bench", "operational")
NOTES = {"family_name": "Featherstonehaugh", "given_names": ["Marjoribanks", "Cholmondeley"], "number": 12345}
BULK = 5_000
VERIFIED = 50_000
NATS = "nats://127.0.0.1:4222"


class Idle:
    """A reader that only reads."""

    name = "bench"
    kinds = None

    def read(self, entries: Sequence[SealedEntry]) -> None:
        pass


@measure("Entries appended, each in its own transaction, one writer", unit="/s")
def append_rate() -> float:
    return _timed(200, lambda: [append(NOTED, OFFICER, notes=NOTES) for _ in range(200)])


@measure("Entries appended in batches of 500", unit="/s")
def bulk_rate() -> float:
    return _timed(BULK, lambda: _fill(BULK))


@measure("Entries sealed in batches of 1,000", unit="/s")
def seal_rate() -> float:
    _fill(BULK)
    while clerk.seal_pending():
        pass
    _fill(BULK)
    return _timed(BULK, _seal_all)


@measure("Entries read by a reader that does nothing", unit="/s")
def reader_rate() -> float:
    _grow(BULK)
    Bookmark.objects.update_or_create(reader="bench", defaults={"seq": Seal.objects.count() - BULK})
    return _timed(BULK, _read_all)


@measure("Entries published to a NATS stream on this machine", unit="/s", at_least=2_000)
def relay_rate() -> float:
    with _stream() as stream:
        relay = Relay(lambda: stream, "bench", "bench.example/book")
        Bookmark.objects.update_or_create(reader="relay", defaults={"seq": Seal.objects.count()})
        _fill(BULK)
        _seal_all()
        return _timed(BULK, lambda: _relay_all(relay))


@measure(f"Entries verified (`book verify`), {VERIFIED:,} or more", unit="/s", at_least=50_000)
def verify_rate() -> float:
    _grow(VERIFIED)
    started = perf_counter()
    report = verify_book(keys.verifiers())
    assert report.holds, report.sentences()
    return report.entries / (perf_counter() - started)


@contextmanager
def _stream() -> Iterator[Stream]:
    """A stream of its own, gone afterwards."""
    name = f"BENCH{uuid4().hex[:8]}"
    try:
        with closing(Stream(NATS, name, 3600)) as stream:
            yield stream
    except StreamAwayError as error:
        raise NotHereError("needs a NATS server with JetStream on port 4222") from error
    finally:
        with suppress(OSError):
            asyncio.run(_remove(name))


async def _remove(name: str) -> None:
    client = await nats.connect(NATS, allow_reconnect=False)
    await client.jetstream().delete_stream(name)
    await client.close()


def _relay_all(relay: Relay) -> None:
    while relay.work():
        pass


def _timed(count: int, work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return count / (perf_counter() - started)


def _fill(count: int) -> None:
    for _ in range(count // 500):
        append_many([Line(NOTED, OFFICER, "bench", uuid4(), NOTES) for _ in range(500)])


def _seal_all() -> None:
    while clerk.seal_pending():
        pass


def _read_all() -> None:
    while readers.read_on(Idle(), 200):
        pass


def _grow(count: int) -> None:
    """Let the book have at least so many sealed entries."""
    _seal_all()
    _fill(max(0, count - Seal.objects.count() + 499))
    _seal_all()
