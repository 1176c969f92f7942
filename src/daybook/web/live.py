"""Live pages: a stream of server-sent events that says when something changed, so that the page asks for it anew.

A room declares what there is to watch and serves the stream at an address that ends in `/live/`:

    entries = live.Watch(last_marks)          # {key: mark}, asked once a second for all streams of the process

    @signed_on("custody.view-board")
    def board_live(request, code):
        return live.stream(request, entries, code, allowed)

No event holds data of a record: the page fetches its fragment by an ordinary request, with its ordinary checks and
consultations. A stream holds no thread and no database connection while it waits.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from random import random
from typing import TypeVar

from django.core.handlers.asgi import ASGIRequest
from django.db import DatabaseError, close_old_connections
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

log = logging.getLogger(__name__)
ENDING = "/live/"
EVERY_SECONDS = 1.0
BEAT_EVERY = 5
"""So many looks apart the stream checks that its reader may still read, and says that it is there."""
THREAD = ThreadPoolExecutor(1, thread_name_prefix="live")
"""All that the streams of a process ask of the database is asked here, one after the other, by one connection."""
Found = TypeVar("Found")
_stopping: set[bool] = set()


class Watch:
    """What was written last under each key. `latest(keys)` gives a mark for each, which changes with every change."""

    def __init__(self, latest: Callable[[Collection[str]], Mapping[str, str]]) -> None:
        self.latest = latest
        self.listeners: Counter[str] = Counter()
        self.asked: asyncio.Future[Mapping[str, str]] | None = None
        self.asked_at = 0.0

    async def mark(self, key: str) -> str:
        """The mark of this key, at most a second old; "" while it is not known."""
        now = asyncio.get_running_loop().time()
        if self.asked is None or now - self.asked_at >= EVERY_SECONDS:
            self.asked, self.asked_at = _ask(self.latest, set(self.listeners)), now
        return (await asyncio.shield(self.asked)).get(key, "")


def stream(request: HttpRequest, watch: Watch, key: str, allowed: Callable[[], bool]) -> HttpResponseBase:
    """The stream of `changed` events of one key; 204, on which a page polls instead, where it is not served by ASGI.

    `allowed` is asked every few seconds; once it says no (signed out, locked, permission gone) the stream ends.
    The reader's last mark, from `Last-Event-ID` or `?since=`, spares it what it has.
    """
    if not isinstance(request, ASGIRequest):
        return HttpResponse(status=204)
    since = request.headers.get("Last-Event-ID", request.GET.get("since", ""))
    parts = events(watch, key, allowed, since)
    return StreamingHttpResponse(parts, content_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


async def events(watch: Watch, key: str, allowed: Callable[[], bool], since: str) -> AsyncIterator[bytes]:
    """`changed` (its id is the mark), `beat` (the server's time) and at the end `ended`, as bytes to send.

    The second look comes at a random part of a second after the first: pages that all came back at once, after a
    restart, do not all ask for their part in the same moment from then on.
    """
    watch.listeners[key] += 1
    looks = 0
    try:
        while not _stopping:
            mark = await watch.mark(key)
            if mark and mark != since:
                since = mark
                yield _event("changed", mark, mark)
            if looks % BEAT_EVERY == 0:
                if not await _ask(allowed):
                    yield _event("ended")
                    return
                yield _event("beat", timezone.now().isoformat())
            looks += 1
            await asyncio.sleep(EVERY_SECONDS * (1 if looks > 1 else random()))  # noqa: S311 (spreads load)
    except DatabaseError:
        log.warning("a live stream ended because the database did not answer; its page comes back by itself")
    finally:
        watch.listeners[key] -= 1
        watch.listeners += Counter()  # forgets the keys that nobody listens to


def stop() -> None:
    """End every stream of this process at its next look: it is about to stop."""
    _stopping.add(True)


def _ask(question: Callable[..., Found], *arguments: object) -> asyncio.Future[Found]:
    return asyncio.get_running_loop().run_in_executor(THREAD, _asked, question, *arguments)


def _asked(question: Callable[..., Found], *arguments: object) -> Found:
    close_old_connections()
    try:
        return question(*arguments)
    finally:
        close_old_connections()


def _event(name: str, data: str = "", mark: str = "") -> bytes:
    identity = f"id: {mark}\n" if mark else ""
    return f"{identity}event: {name}\ndata: {data}\n\n".encode()
