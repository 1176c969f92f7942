"""Pages under ASGI run in a few lasting threads with lasting connections; streams and long lists hold up nothing."""

import asyncio
import os
import signal
import threading
import time
from pathlib import Path

import httpx
import pytest
from django.contrib.staticfiles import finders
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path

from daybook.access.views_guard import public
from daybook.config.readiness import make_ready
from daybook.config.serving import THREADS, Handler
from daybook.nominals import scoring
from daybook.nominals.matching import ModelError
from daybook.web import live
from house import free_bind, house, until

read: list[bytes] = []


@public
def where(request: HttpRequest) -> HttpResponse:
    time.sleep(0.05)
    return HttpResponse(threading.current_thread().name)


@public
def long_list(request: HttpRequest) -> StreamingHttpResponse:
    def lines():
        for number in range(5):
            read.append(b"%d " % number)
            yield read[-1]

    return StreamingHttpResponse(lines())


@public
def live_view(request: HttpRequest) -> HttpResponse:
    return live.stream(request, live.Watch(lambda keys: {"a": "1"}), "a", lambda: True)


ADDRESSES = (path("where/", where), path("list/", long_list), path("a/live/", live_view))


@pytest.fixture
def handler(settings):
    settings.ROOT_URLCONF = ADDRESSES
    settings.MIDDLEWARE = []
    read.clear()
    return Handler()


async def asked(handler, address, on_part=lambda number: False):
    """What the server would send of this GET; the reader goes away once `on_part` says so."""
    sent, gone = [], asyncio.Event()
    messages = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive():
        if messages:
            return messages.pop(0)
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)
        if on_part(len(sent)):
            gone.set()

    scope = {"type": "http", "method": "GET", "path": address, "headers": [], "query_string": b""}
    await asyncio.wait_for(handler(scope, receive, send), 20)
    return sent


def body(sent):
    return b"".join(message.get("body", b"") for message in sent)


def test_pages_run_beside_each_other_in_lasting_threads(handler):
    async def many():
        return await asyncio.gather(*(asked(handler, "/where/") for _ in range(3 * THREADS)))

    names = {body(sent) for sent in asyncio.run(many())}
    assert 1 < len(names) <= THREADS
    assert all(name.startswith(b"page") for name in names)


def test_a_page_alone_uses_one_thread_again_and_again(handler):
    async def one_by_one():
        return {body(await asked(handler, "/where/")) for _ in range(5)}

    assert len(asyncio.run(one_by_one())) == 1


def test_a_long_list_is_sent_as_it_is_read(handler):
    read_by_then = []
    sent = asyncio.run(asked(handler, "/list/", lambda number: read_by_then.append(len(read))))
    assert body(sent) == b"0 1 2 3 4 "
    assert read_by_then == [0, 1, 2, 3, 4, 5, 5]


def test_streams_leave_the_page_threads_free_and_end_with_their_reader(handler):
    async def both():
        streams = [
            asyncio.create_task(asked(handler, "/a/live/", lambda number: number > 2))
            for _ in range(2 * THREADS)
        ]
        page = await asked(handler, "/where/")
        return page, await asyncio.gather(*streams)

    page, streams = asyncio.run(both())
    assert page[0]["status"] == 200
    assert all(b"event: changed" in body(sent) for sent in streams)


def test_nothing_but_http_is_served(handler):
    with pytest.raises(ValueError, match="HTTP only"):
        asyncio.run(handler({"type": "websocket"}, None, None))


@pytest.mark.processes
def test_the_web_role_serves_pages_and_stops_when_asked(tmp_path):
    with house(tmp_path) as place:
        bind = free_bind()
        web = place.start("web", "--bind", bind, "--workers", "1")

        def answers():
            try:
                return httpx.get(f"http://{bind}/sign-on/", timeout=20).status_code == 200
            except httpx.HTTPError:
                return False

        until(answers, 150, "the first page")
        style = httpx.get(f"http://{bind}/static/web/daybook.css", timeout=20)
        assert style.status_code == 200
        assert style.content == Path(finders.find("web/daybook.css")).read_bytes()
        os.kill(web.pid, signal.SIGTERM)
        assert web.wait(15) == 0


def test_a_process_starts_though_the_database_is_not_there_yet(monkeypatch):
    asked = []

    def not_there():
        asked.append(True)
        raise OperationalError

    monkeypatch.setattr(scoring, "loaded", not_there)
    make_ready()
    assert asked


def test_a_process_starts_though_the_model_in_force_cannot_be_read(monkeypatch, caplog):
    def of_another_release():
        raise ModelError("This model file has the format 0, not 1. Train it anew.")

    monkeypatch.setattr(scoring, "loaded", of_another_release)
    make_ready()
    assert "matching model in force: This model file has the format 0, not 1. Train it anew." in caplog.text
