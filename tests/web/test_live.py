"""A stream says that something changed, once; asks rarely; and ends when its reader may no longer read."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import pytest
from django.db import DatabaseError
from django.http import HttpResponse
from django.test import AsyncRequestFactory, RequestFactory

from daybook.web import live


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(live, "EVERY_SECONDS", 0.02)
    monkeypatch.setattr(live, "close_old_connections", lambda: None)
    yield
    live._stopping.clear()


class Marks:
    """What the database would say, and how often it was asked."""

    def __init__(self, **marks: str) -> None:
        self.marks, self.asked = marks, []

    def __call__(self, keys: Any) -> dict[str, str]:
        self.asked.append(set(keys))
        return dict(self.marks)


def names(parts: list[bytes]) -> list[str]:
    return [part.decode().split("event: ")[1].split("\n")[0] for part in parts]


async def collect(stream: Any, seconds: float, during: Callable[[], Coroutine] | None = None) -> list[bytes]:
    parts: list[bytes] = []

    async def read() -> None:
        async for part in stream:
            parts.append(part)

    reading = asyncio.create_task(read())
    if during:
        await during()
    await asyncio.wait([reading], timeout=seconds)
    reading.cancel()
    await asyncio.wait([reading])
    return parts


def test_a_new_reader_hears_the_mark_and_one_that_has_it_does_not() -> None:
    watch = live.Watch(Marks(north="3"))
    new = asyncio.run(collect(live.events(watch, "north", lambda: True, ""), 0.1))
    assert new[0] == b"id: 3\nevent: changed\ndata: 3\n\n"
    again = asyncio.run(collect(live.events(live.Watch(Marks(north="3")), "north", lambda: True, "3"), 0.1))
    assert "changed" not in names(again)
    assert "beat" in names(again)


def test_every_change_is_told_once() -> None:
    marks = Marks(north="3")

    async def write() -> None:
        for number in ("4", "5"):
            await asyncio.sleep(0.15)
            marks.marks["north"] = number

    parts = asyncio.run(collect(live.events(live.Watch(marks), "north", lambda: True, "3"), 0.15, write))
    assert [part for part in parts if b"changed" in part] == [
        b"id: 4\nevent: changed\ndata: 4\n\n",
        b"id: 5\nevent: changed\ndata: 5\n\n",
    ]


def test_twenty_streams_ask_no_more_than_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "EVERY_SECONDS", 0.2)
    marks = Marks(north="1", south="1")
    watch = live.Watch(marks)

    async def twenty() -> list[list[bytes]]:
        streams = [live.events(watch, key, lambda: True, "") for key in ["north", "south"] * 10]
        return await asyncio.gather(*(collect(stream, 0.9) for stream in streams))

    heard = asyncio.run(twenty())
    assert all("changed" in names(parts) for parts in heard)
    assert len(marks.asked) <= 5
    assert marks.asked[-1] == {"north", "south"}
    assert not watch.listeners


def test_a_reader_who_may_no_longer_read_is_told_so_and_left() -> None:
    answers = iter([True, True, False])
    parts = asyncio.run(collect(live.events(live.Watch(Marks()), "north", lambda: next(answers), ""), 5))
    assert names(parts) == ["beat", "beat", "ended"]


def test_streams_end_when_the_process_stops_or_the_database_does_not_answer() -> None:
    async def stop() -> None:
        await asyncio.sleep(0.05)
        live.stop()

    parts = asyncio.run(collect(live.events(live.Watch(Marks()), "north", lambda: True, ""), 5, stop))
    assert names(parts) == ["beat"]
    live._stopping.clear()

    def broken(keys: Any) -> dict[str, str]:
        raise DatabaseError("away")

    assert asyncio.run(collect(live.events(live.Watch(broken), "north", lambda: True, ""), 5)) == []


def test_a_page_served_without_asgi_is_told_to_poll() -> None:
    answer = live.stream(RequestFactory().get("/live/"), live.Watch(Marks()), "north", lambda: True)
    assert isinstance(answer, HttpResponse)
    assert answer.status_code == 204


def test_the_last_event_heard_goes_before_the_one_in_the_address() -> None:
    request = AsyncRequestFactory().get("/live/?since=1", headers={"Last-Event-ID": "2"})
    answer: Any = live.stream(request, live.Watch(Marks(north="2")), "north", lambda: True)
    assert answer["Content-Type"] == "text/event-stream"
    parts = asyncio.run(collect(answer.streaming_content, 0.1))
    assert "changed" not in names(parts)
