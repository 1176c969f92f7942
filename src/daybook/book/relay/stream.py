"""One JetStream stream, spoken to from a process that is not asynchronous. No Django, no database."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from typing import TypeVar

from nats.aio.client import Client
from nats.errors import Error as NatsError
from nats.js import JetStreamContext
from nats.js.api import Header, StorageType
from nats.js.errors import NotFoundError

from daybook.book.relay.connecting import NoServerError, connected
from daybook.book.relay.message import Message, Stored, stored
from daybook.book.relay.server import StreamAwayError

TIMEOUT = 5.0
HEAD_ROOM = 4096
T = TypeVar("T")


class Stream:
    """An open stream. `publish` is the only way in: in order, each message only after the one before it."""

    def __init__(self, url: str, name: str, keep_seconds: float) -> None:
        """StreamAwayError where it cannot be opened. A stream that is not there is made."""
        self.name = name
        self._runner = asyncio.Runner()
        try:
            self._client: Client = self._run(connected(url, _quiet))
            self._js: JetStreamContext = self._client.jetstream(timeout=TIMEOUT)
            self._run(self._make(keep_seconds))
        except StreamAwayError:
            self._runner.close()
            raise
        self.most = self._client.max_payload - HEAD_ROOM

    def last(self) -> Stored | None:
        """The last entry in the stream."""
        try:
            found = self._run(self._js.get_last_msg(self.name, f"{self.name}.>"))
        except StreamAwayError as error:
            if isinstance(error.__cause__, NotFoundError):
                return None
            raise
        return stored(found.seq or 0, found.headers)

    def place(self) -> int:
        """The place of the last message that the stream ever took, 0 for none."""
        return self._run(self._js.stream_info(self.name)).state.last_seq

    def publish(self, messages: Sequence[Message], after: int) -> int:
        """Store the messages behind place `after`, all or the first few; gives the last place.

        Each names the place that must be the last when it comes: whatever another process stored meanwhile makes
        the server refuse it, and all behind it. StreamAwayError then, or where an answer does not come.
        """
        return self._run(asyncio.wait_for(self._publish(messages, after), TIMEOUT))

    def forget(self, place: int, entry: str) -> bool:
        """Take an entry's message out of the stream for good; False where it is no longer at that place."""
        try:
            found = stored(place, self._run(self._js.get_msg(self.name, place)).headers)
        except StreamAwayError as error:
            if isinstance(error.__cause__, NotFoundError):
                return False
            raise
        return found.entry == entry and self._run(self._js.delete_msg(self.name, place))

    def idle(self) -> None:
        """Let the client answer the server's pings."""
        self._run(asyncio.sleep(0))
        if not self._client.is_connected:
            raise StreamAwayError("NATS has closed the connection")

    def close(self) -> None:
        try:
            self._run(self._client.close())
        except StreamAwayError:
            pass
        finally:
            self._runner.close()

    async def _make(self, keep_seconds: float) -> None:
        try:
            await self._js.stream_info(self.name)
        except NotFoundError:
            await self._js.add_stream(
                name=self.name, subjects=[f"{self.name}.>"], storage=StorageType.FILE, max_age=keep_seconds
            )

    async def _publish(self, messages: Sequence[Message], after: int) -> int:
        waiting = []
        for place, message in enumerate(messages, after):
            headers = {**message.headers, Header.EXPECTED_LAST_SEQUENCE: str(place)}
            waiting.append(await self._js.publish_async(message.subject, message.body, headers=headers))
        return max(answer.seq for answer in await asyncio.gather(*waiting))

    def _run(self, work: Coroutine[object, object, T]) -> T:
        try:
            return self._runner.run(work)
        except NoServerError as error:
            raise StreamAwayError(f"NATS: {error}") from error
        except (NatsError, OSError, TimeoutError) as error:
            raise StreamAwayError(f"NATS: {type(error).__name__}") from error


async def _quiet(error: Exception) -> None:
    """What fails is raised where it was asked for; the client would also write it to the log."""
