"""The book published to a real NATS server: in order, each entry once, whatever is killed."""

import asyncio
import json
import os
import random
import re
import signal
import socket
import time
import uuid
from contextlib import contextmanager, suppress

import nats
import pytest
from django.core.management import CommandError, call_command

from daybook.book import Act, append, clerk, register_kind
from daybook.book.models import Bookmark, Disposal, Entry, EntryValue, Seal
from daybook.book.relay.connecting import CONNECT_SECONDS
from daybook.book.relay.relay import NotThisBookError, Relay
from daybook.book.relay.server import StreamAwayError
from daybook.book.relay.stream import Stream
from helpers import OFFICER
from house import house, until
from nats_server import OwnServer

NOTED = register_kind("relayed:noted", Act.NONE, "Noted")
ERASED = register_kind("relayed:erased", Act.ERASURE, "Erased")

pytestmark = pytest.mark.nats
SERVER = os.environ.get("DAYBOOK_TEST_NATS", "nats://127.0.0.1:4222")
WRITER = """
import sys, time
from daybook.book import Act, append, clerk, register_kind
from helpers import OFFICER
register_kind("test:noted", Act.NONE, "Noted")
for n in range(int(sys.argv[1])):
    append("test:noted", OFFICER, notes={"n": n})
    clerk.seal_pending()
    time.sleep(float(sys.argv[2]))
"""


@pytest.fixture
def stream():
    """The name of a stream of this test alone."""
    name = f"TEST{uuid.uuid4().hex[:8]}"
    yield name
    with suppress(nats.js.errors.NotFoundError):
        asked(lambda js: js.delete_stream(name))


def asked(question):
    """What a question to JetStream gives."""

    async def ask():
        client = await nats.connect(SERVER)
        try:
            return await question(client.jetstream())
        finally:
            await client.close()

    return asyncio.run(ask())


def published(stream):
    """Every message of the stream as a consumer gets them: number, message id, body."""

    async def read(js):
        consumer = await js.pull_subscribe(f"{stream}.>")
        found = []
        with suppress(nats.errors.TimeoutError):
            while batch := await consumer.fetch(500, timeout=1):
                found += batch
                await asyncio.gather(*(message.ack() for message in batch))
        return [
            (int(m.headers["Daybook-Number"]), m.headers["Nats-Msg-Id"], json.loads(m.data)) for m in found
        ]

    return asked(read)


def numbers(stream):
    return [number for number, _, _ in published(stream)]


def write(count, text="x"):
    for n in range(count):
        append(NOTED, OFFICER, notes={"n": n, "more": text})
    clerk.seal_pending()


@contextmanager
def relaying(stream, book="force.example/book"):
    """A relay of this process."""
    relay = Relay(lambda: Stream(SERVER, stream, 3600), uuid.uuid4().hex, book)
    try:
        yield relay
    finally:
        relay.stop()


def relay_all(stream, **more):
    with relaying(stream, **more) as relay:
        while relay.work():
            pass


@pytest.mark.processes
@pytest.mark.timeout(600)
def test_relays_killed_twenty_times_lose_and_double_nothing(tmp_path, stream):
    dice = random.Random(11)
    with house(tmp_path, "sqlite") as place:
        place.environment |= {"DAYBOOK_NATS_URL": SERVER, "DAYBOOK_NATS_STREAM": stream}
        running = [place.start("relay", "--lease", "1") for _ in range(2)]
        writer = place.start_python(WRITER, "300", "0.02")
        for _ in range(20):
            time.sleep(dice.uniform(0.1, 0.8))
            victim = dice.randrange(2)
            running[victim].send_signal(signal.SIGKILL)
            running[victim].wait()
            running[victim] = place.start("relay", "--lease", "1")
        assert writer.wait(300) == 0
        done = "SELECT seq FROM book_bookmark WHERE reader = 'relay' AND seq = 300"
        until(lambda: place.sql(done), 300, "publishing all 300 entries")
        entries = dict(place.sql("SELECT seq, entry_id FROM book_seal"))
    found = published(stream)
    assert [number for number, _, _ in found] == list(range(1, 301))
    assert {number: name for number, name, _ in found} == entries
    assert [body["change"]["n"] for _, _, body in found] == list(range(300))


@pytest.mark.django_db
class TestOneRelay:
    def test_a_bookmark_that_was_lost_makes_nothing_come_twice(self, stream):
        write(5)
        relay_all(stream)
        assert Bookmark.objects.get(reader="relay").seq == 5
        Bookmark.objects.filter(reader="relay").update(seq=0)
        write(3)
        relay_all(stream)
        assert numbers(stream) == list(range(1, 9))

    @pytest.mark.parametrize("window", [120, 0.1])
    def test_a_relay_that_was_held_up_stores_nothing_beside_its_successor(self, stream, window):
        """Within the server's window a message is known by its id; after it, by its place."""
        write(2)
        with relaying(stream) as first:
            first.work()
            asked(lambda js: js.update_stream(name=stream, subjects=[f"{stream}.>"], duplicate_window=window))
            write(3)
            with relaying(stream) as second:
                second._renew_at = first._renew_at  # the lease ran out while the first was asleep
                while second.work():
                    pass
            time.sleep(3 * window if window < 1 else 0)
            with suppress(StreamAwayError) if window > 1 else pytest.raises(StreamAwayError):
                first.work()
        relay_all(stream)
        assert numbers(stream) == [1, 2, 3, 4, 5]

    def test_a_message_that_comes_again_is_known_by_its_id(self, stream):
        write(2)
        relay_all(stream)
        name = published(stream)[0][1]
        again = asked(lambda js: js.publish(f"{stream}.relayed.noted", b"{}", headers={"Nats-Msg-Id": name}))
        assert again.duplicate
        assert numbers(stream) == [1, 2]

    def test_the_stream_of_another_book_is_left_alone(self, stream):
        write(2)
        relay_all(stream)
        write(1)
        with pytest.raises(NotThisBookError, match="Name another stream in DAYBOOK_NATS_STREAM"):
            relay_all(stream, book="elsewhere.example/book")
        assert numbers(stream) == [1, 2]

    def test_a_stream_that_knows_more_than_the_book_is_a_witness(self, stream):
        write(2)
        relay_all(stream)
        ahead = {"Nats-Msg-Id": uuid.uuid4().hex, "Daybook-Number": "3", "Daybook-Book": "force.example/book"}
        asked(lambda js: js.publish(f"{stream}.relayed.noted", b"{}", headers=ahead))
        write(2)
        with pytest.raises(NotThisBookError, match="restored from an older backup"):
            relay_all(stream)

    def test_what_is_too_large_for_the_server_is_told_without_its_change(self, stream):
        write(1, "x" * 1_500_000)
        relay_all(stream)
        [(_, _, body)] = published(stream)
        assert (body["kind"], body["change"], body["left_out"]) == (NOTED, None, True)

    def test_what_was_erased_in_the_book_is_gone_from_the_stream(self, stream):
        write(3)
        relay_all(stream)
        victim = Seal.objects.get(seq=2).entry
        order = append(ERASED, OFFICER)
        Disposal.objects.create(entry=victim, ordered_by=Entry.objects.get(pk=order.pk))
        EntryValue.objects.filter(entry=victim).delete()
        clerk.seal_pending()
        relay_all(stream)
        assert numbers(stream) == [1, 3, 4]


@pytest.mark.parametrize(
    ("url", "sentence"),
    [("", "No server is named"), ("nats://user:secret@nats.force.example:4222", "not encrypted")],
)
def test_a_server_beyond_this_machine_must_be_named_and_encrypted(settings, url, sentence):
    settings.NATS_URL = url
    with pytest.raises(CommandError, match=sentence) as refused:
        call_command("relay")
    assert "user:secret" not in str(refused.value)


AWAY = "could not be connected to within 5 seconds (NoServersError). It is tried again by itself."


@contextmanager
def silent_server():
    """Takes the connection and says nothing, as a machine that hangs does."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield f"nats://relay:secret@127.0.0.1:{listening.getsockname()[1]}"


@contextmanager
def no_server():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        yield f"nats://relay:secret@127.0.0.1:{free.getsockname()[1]}"


@pytest.mark.parametrize("server", [silent_server, no_server])
def test_a_server_that_cannot_be_connected_to_is_given_up_within_the_stated_time(server):
    with server() as url:
        began = time.monotonic()
        with pytest.raises(StreamAwayError) as away:
            Stream(url, "TEST", 60)
    assert time.monotonic() - began < CONNECT_SECONDS + 1
    assert re.fullmatch(
        r"NATS: the server at 127\.0\.0\.1:\d+ could not be connected to within 5 seconds \(\w+\)",
        str(away.value),
    )


@pytest.mark.processes
def test_a_relay_says_once_that_the_server_is_away_and_goes_on_when_it_is_there(tmp_path):
    own = OwnServer(tmp_path)
    own.kill()
    with house(tmp_path, "sqlite") as place:
        place.environment |= {"DAYBOOK_NATS_URL": own.url(), "DAYBOOK_NATS_STREAM": "AWAY"}
        relay = place.start("relay")
        log = place.home / "children.log"
        until(lambda: AWAY in log.read_text(), 60, "the sentence that the server is away")
        assert place.start_python(WRITER, "3", "0").wait(60) == 0
        own.start()
        until(
            lambda: place.sql("SELECT seq FROM book_bookmark WHERE reader = 'relay' AND seq = 3"), 60, "all 3"
        )
        relay.terminate()
        assert relay.wait(30) == 0
    assert log.read_text().count(AWAY) == 1
    own.kill()
