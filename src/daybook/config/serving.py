"""Django over ASGI, with threads that stay.

Django gives each ASGI request a thread of its own and forgets it afterwards, and the database connection with it: every
page would connect anew. Here a page borrows one of a few lasting threads, each of which keeps its connection
(`CONN_MAX_AGE`), and runs through the whole of Django in it, as under a threaded WSGI server. Live streams
(`web/live.py`) last for hours, so all of a process share one further thread.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from gunicorn.workers.gasgi import ASGIWorker

from daybook.web import live

THREADS = 8
CYCLES_AFTER = 50_000
"""So many new objects may be kept before cycles are looked for among them; Python's own figure is 700."""


def spare_the_collector() -> None:
    """Keep what this process is made of out of garbage collections, and collect more seldom.

    A full collection walks every object that is kept, code lists and detentions among them: a pause of a fifth of a
    second in the midst of somebody's page. What is not in a cycle is given back at once in any case.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(CYCLES_AFTER, 10, 10)


class Handler(ASGIHandler):
    """The ASGI application."""

    def __init__(self) -> None:
        BaseHandler.__init__(self)
        self.load_middleware(is_async=False)
        self.idle: asyncio.LifoQueue[ThreadPoolExecutor] = asyncio.LifoQueue()
        for number in range(THREADS):
            self.idle.put_nowait(ThreadPoolExecutor(1, thread_name_prefix=f"page-{number}"))

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            raise ValueError(f"Daybook serves HTTP only, not {scope['type']}.")
        async with self.thread_for(scope) as thread, ThreadSensitiveContext(executor=thread):
            await self.handle(scope, receive, send)

    @asynccontextmanager
    async def thread_for(self, scope: Any) -> AsyncIterator[ThreadPoolExecutor]:
        """The page thread used last of those at rest, so that few connections do most of the work."""
        if scope["path"].endswith(live.ENDING):
            yield live.THREAD
            return
        thread = await self.idle.get()
        try:
            yield thread
        finally:
            self.idle.put_nowait(thread)

    async def run_get_response(self, request: HttpRequest) -> HttpResponseBase:
        """Everything between request and response in one go, without changing threads on the way."""
        response: HttpResponseBase = await sync_to_async(self.get_response)(request)
        response._handler_class = self.__class__  # type: ignore[attr-defined]  # Django's own name, for its signal
        return response

    async def send_response(self, response: HttpResponseBase, send: Any) -> None:
        """Send a file or a long list as it is read; Django would first read all of it into memory."""
        if response.streaming and not response.is_async:  # type: ignore[attr-defined]  # a StreamingHttpResponse
            parts: Iterable[bytes] = response.streaming_content  # type: ignore[attr-defined]
            response.streaming_content = read_in_thread(parts)  # type: ignore[attr-defined]
        await super().send_response(response, send)


async def read_in_thread(parts: Iterable[bytes]) -> AsyncIterator[bytes]:
    """The parts of a synchronous stream, each read in the thread of its request."""
    iterator: Iterator[bytes] = iter(parts)
    following = sync_to_async(lambda: next(iterator, None))
    while (part := await following()) is not None:
        yield part


class Worker(ASGIWorker):
    """Gunicorn's ASGI worker, which on a request to stop ends the live streams: they would not end by themselves."""

    def handle_exit_signal(self) -> None:
        live.stop()
        super().handle_exit_signal()
