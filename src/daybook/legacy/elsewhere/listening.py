"""The thread of a host that is always there: it says that the host lives, and takes what the office asks.

It has a connection of its own, so that a search is answered while a delivery takes its time, and the host is heard of
while both do.
"""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from daybook.legacy.elsewhere.answering import OPEN_SECONDS, Answers
from daybook.legacy.elsewhere.messages import Names, beat_text
from daybook.legacy.engine.ports import OldSystem

if TYPE_CHECKING:
    from nats.aio.client import Client
    from nats.aio.msg import Msg

BEAT_SECONDS, LOOK_SECONDS = 5.0, 0.2
AGAIN_SECONDS = 2.0
LACKS = "NATS does not let this host be asked or heard of: its account lacks a permission."
Told = Callable[[str], None]


class Listener(threading.Thread):
    """`standing` tells whether the host holds its parcels, and what troubles it."""

    def __init__(
        self, system: OldSystem, names: Names, url: str, name: str, standing: Callable[[], tuple[bool, str]],
        tell: Told,
    ) -> None:  # fmt: skip
        super().__init__(name=f"listen-{system.name}", daemon=True)
        self.names, self.url, self.host = names, url, name
        self.standing, self.tell = standing, tell
        self.answers = Answers(system, name)
        self.finding = ThreadPoolExecutor(max(1, system.limits.max_in_flight), f"find-{system.name}")
        self.reading = ThreadPoolExecutor(1, f"read-{system.name}")
        self.stopping, self.said = threading.Event(), ""
        self.beaten: tuple[float, str] = (0.0, "")
        self.tasks: set[asyncio.Task[None]] = set()

    def run(self) -> None:
        from nats.errors import Error as NatsError

        while not self.stopping.is_set():
            try:
                asyncio.run(self._listen())
            except (NatsError, OSError, TimeoutError):  # the delivering says so already
                self.stopping.wait(AGAIN_SECONDS)

    def stop(self, patience: float = 10.0) -> None:
        if self.stopping.is_set():
            return
        self.stopping.set()
        if self.is_alive():
            self.join(patience)
        self.finding.shutdown(wait=False, cancel_futures=True)
        self.put_away(0.0)
        self.reading.shutdown(wait=False)

    def put_away(self, older_than: float) -> Future[None]:
        """Extracts that nobody asks for any more, in the thread that opened them."""
        return self.reading.submit(self.answers.close, older_than)

    async def _listen(self) -> None:
        from daybook.book.relay.connecting import connected

        client = await connected(self.url, self._noted, f"_INBOX.{self.names.system}")
        try:
            await client.subscribe(self.names.questions, queue="host", cb=self._heard)
            await client.subscribe(self.names.questions_to(self.host), cb=self._heard)
            while client.is_connected and not self.stopping.is_set():
                await self._beat(client)
                await asyncio.sleep(LOOK_SECONDS)
        finally:
            self.beaten = (0.0, "")
            await client.close()

    async def _beat(self, client: Client) -> None:
        """Every few seconds, and at once when something has changed."""
        at, before = self.beaten
        paused, problem = self.standing()
        text = beat_text(self.host, paused, problem)
        if text.decode() == before and time.monotonic() - at < BEAT_SECONDS:
            return
        self.beaten = (time.monotonic(), text.decode())
        self.put_away(OPEN_SECONDS)
        await client.publish(self.names.heard(self.host), text)

    async def _heard(self, message: Msg) -> None:
        task = asyncio.create_task(self._answer(message, time.monotonic()))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _answer(self, message: Msg, came_at: float) -> None:
        pool = self.finding if _is_search(message.data) else self.reading
        loop = asyncio.get_running_loop()
        text = await loop.run_in_executor(pool, self.answers.to, message.data, came_at)
        if text is not None and message.reply:
            await message.respond(text)

    async def _noted(self, error: Exception) -> None:
        if "permissions violation" in str(error).casefold() and self.said != LACKS:
            self.said = LACKS
            self.tell(LACKS)


def _is_search(text: bytes) -> bool:
    """Somebody waits at a page for it."""
    try:
        return bool(json.loads(text).get("do") == "find")
    except (ValueError, AttributeError):
        return False
