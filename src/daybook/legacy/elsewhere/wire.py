"""The streams of one system in NATS JetStream, spoken to from a thread that is not asynchronous. No database.

Out is a work queue: a parcel stays until whoever took it says that its answer is stored. It holds one parcel of each
delivery at most, so that a delivery that is told again while it still waits there is not there twice. Back keeps
answers for some days: by the last one, whoever gets a parcel a second time sees that it is done. State holds the last
word of each side: whether the office is paused, and when each host was heard of.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from typing import TypeVar

import nats
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig, DiscardPolicy, RawStreamMsg, RetentionPolicy, StorageType
from nats.js.errors import APIError, NotFoundError

from daybook.book.relay.connecting import NoServerError, connected
from daybook.legacy.elsewhere.messages import Names

TIMEOUT = 5.0
KEPT_SECONDS = 7 * 86_400.0
HOST, OFFICE = "host", "office"
"""The consumers: of parcels and of answers."""
ID, PLACE, PAUSED = "Nats-Msg-Id", "Daybook-Parcel", "Daybook-Paused"
LACKS = "NATS: its account here lacks a permission"
STILL_THERE = 10077
"""The server's code that the stream holds a message on this subject already."""
T = TypeVar("T")


class WireDownError(RuntimeError):
    """The server does not answer, or refused. The text holds nobody's data."""


class Wire:
    """One connection. Used by one thread at a time; where it fails it is closed, and a new one is made."""

    def __init__(self, url: str, names: Names) -> None:
        self.names, self._refused = names, False
        self._runner = asyncio.Runner()
        try:
            self._client: Client = self.run(connected(url, self._noted, f"_INBOX.{names.system}"))
        except WireDownError:
            self._runner.close()
            raise
        self.js: JetStreamContext = self._client.jetstream(timeout=TIMEOUT)
        self._taking: dict[str, JetStreamContext.PullSubscription] = {}

    def make(self, lease_seconds: float, most: int) -> None:
        """Make the streams and their consumers where they are not there. A parcel that nobody has answered for
        `lease_seconds` is handed out anew; at most `most` are handed out at one time."""
        self.run(self._make(lease_seconds, most))

    def put(self, subject: str, text: bytes, headers: dict[str, str]) -> bool:
        """Store a message; False where the stream holds one on its subject already."""
        try:
            self.run(self.js.publish(subject, text, headers=headers))
        except WireDownError as error:
            if isinstance(error.__cause__, APIError) and error.__cause__.err_code == STILL_THERE:
                return False
            raise
        return True

    def last(self, stream: str, subject: str) -> dict[str, str] | None:
        """The headers of the last message on a subject."""
        try:
            return self.run(self.js.get_last_msg(stream, subject)).headers or {}
        except WireDownError as error:
            if isinstance(error.__cause__, NotFoundError):
                return None
            raise

    def ask(self, subject: str, text: bytes, seconds: float) -> bytes:
        """What whoever listens there answers within that time."""
        return self.run(self._client.request(subject, text, timeout=seconds)).data

    def under_way(self, stream: str, consumer: str) -> tuple[int, int]:
        """How many messages wait to be handed out, and how many were and are not acknowledged."""
        found = self.run(self.js.consumer_info(stream, consumer))
        return found.num_pending or 0, found.num_ack_pending or 0

    def newest(self, stream: str, subjects: str) -> Sequence[RawStreamMsg]:
        """The last message on each of these subjects."""
        found = self.run(self.js.stream_info(stream, subjects_filter=subjects)).state.subjects or {}
        return [self.run(self.js.get_last_msg(stream, subject)) for subject in found]

    def clear(self, stream: str, subject: str) -> None:
        """Take off whatever is on a subject."""
        self.run(self.js.purge_stream(stream, subject=subject))

    def take(self, stream: str, consumer: str, most: int, seconds: float) -> Sequence[Msg]:
        """At most so many messages; none where none came in that time."""
        found = self.run(self._take(stream, consumer, most, seconds))
        if self._refused:
            raise WireDownError(LACKS)
        return found

    def acknowledge(self, message: Msg) -> None:
        """Take it off for good, and wait until the server has."""
        self.run(message.ack_sync(timeout=TIMEOUT))

    def give_back(self, message: Msg, seconds: float) -> None:
        """Have it handed out anew after so long."""
        self.run(message.nak(delay=seconds))

    def close(self) -> None:
        try:
            self.run(self._client.close())
        except WireDownError:
            pass
        finally:
            self._runner.close()

    def run(self, work: Coroutine[object, object, T]) -> T:
        try:
            return self._runner.run(work)
        except NoServerError as error:
            raise WireDownError(f"NATS: {error}") from error
        except (NatsError, OSError, TimeoutError) as error:
            raise WireDownError(LACKS if self._refused else f"NATS: {type(error).__name__}") from error

    async def _take(self, stream: str, consumer: str, most: int, seconds: float) -> Sequence[Msg]:
        if consumer not in self._taking:
            self._taking[consumer] = await self.js.pull_subscribe_bind(consumer, stream)
        try:
            return await self._taking[consumer].fetch(most, timeout=seconds)
        except (TimeoutError, nats.errors.TimeoutError):
            if not self._client.is_connected:
                raise
            return []

    async def _make(self, lease_seconds: float, most: int) -> None:
        out, back = self.names.out, self.names.back
        if not await self._is_there(out):
            await self.js.add_stream(
                name=out, subjects=[f"{out}.>"], storage=StorageType.FILE, retention=RetentionPolicy.WORK_QUEUE,
                discard=DiscardPolicy.NEW, max_msgs_per_subject=1, discard_new_per_subject=True,
            )  # fmt: skip
        if not await self._is_there(back):
            await self.js.add_stream(
                name=back, subjects=[f"{back}.>"], storage=StorageType.FILE, max_age=KEPT_SECONDS
            )
        if not await self._is_there(self.names.state):
            await self.js.add_stream(
                name=self.names.state, subjects=[f"{self.names.state}.>"], storage=StorageType.FILE,
                max_msgs_per_subject=1,
            )  # fmt: skip
        handed = ConsumerConfig(
            durable_name=HOST, ack_policy=AckPolicy.EXPLICIT, ack_wait=lease_seconds, max_ack_pending=most
        )
        await self.js.add_consumer(out, handed)
        read = ConsumerConfig(durable_name=OFFICE, ack_policy=AckPolicy.EXPLICIT, ack_wait=60)
        await self.js.add_consumer(back, read)

    async def _is_there(self, stream: str) -> bool:
        try:
            await self.js.stream_info(stream)
        except NotFoundError:
            return False
        return True

    async def _noted(self, error: Exception) -> None:
        """What fails is raised where it was asked for; that something is not allowed is told here alone."""
        self._refused = self._refused or "permissions violation" in str(error).casefold()
