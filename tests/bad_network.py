"""A bad network between Daybook and an old machine: a proxy that does to bytes what networks do."""

from __future__ import annotations

import asyncio
import contextlib
import random
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

TROUBLES = (
    "slow line",
    "drip",
    "reset at once",
    "reset before the answer",
    "half an answer",
    "half an answer, then nothing",
    "no answer, line open",
    "garbage for an answer",
    "garbage after the answer",
)
CUT = 40
"""Bytes of the answer that come through before it is cut."""


class BadNetwork:
    """Listens on `port` and passes on to the machine; `trouble` is what happens to connections made from now on."""

    def __init__(self, host: str, port: int) -> None:
        self.there = (host, port)
        self.trouble = ""
        self.struck = 0
        self.port = 0
        self._dice = random.Random(5)
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def start(self) -> None:
        self._thread.start()
        self._ready.wait(10)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _serve(self) -> None:
        server = self._loop.run_until_complete(asyncio.start_server(self._connected, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    async def _connected(self, ours: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.CancelledError):
            await self._between(ours, back)

    async def _between(self, ours: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        trouble = self.trouble
        self.struck += bool(trouble)
        if trouble == "reset at once":
            _reset(back)
            return
        theirs, there = await asyncio.open_connection(*self.there)
        asking = asyncio.ensure_future(self._ask(ours, there, trouble))
        with contextlib.suppress(ConnectionError):
            await self._answer(theirs, back, trouble)
        asking.cancel()
        for each in (there, back):
            each.close()

    async def _ask(self, ours: asyncio.StreamReader, there: asyncio.StreamWriter, trouble: str) -> None:
        with contextlib.suppress(ConnectionError):
            while piece := await ours.read(65536):
                if trouble == "slow line":
                    await asyncio.sleep(0.1)
                there.write(piece)
                await there.drain()
            there.write_eof()

    async def _answer(self, theirs: asyncio.StreamReader, back: asyncio.StreamWriter, trouble: str) -> None:
        while piece := await theirs.read(65536):
            if trouble == "reset before the answer":
                _reset(back)
                return
            if trouble == "no answer, line open":
                continue
            if trouble.startswith("half an answer"):
                back.write(piece[:CUT])
                await back.drain()
                if trouble.endswith("nothing"):
                    await asyncio.sleep(60)
                return
            if trouble == "garbage for an answer":
                piece = self._dice.randbytes(len(piece))
            await self._pass(back, piece, drip=trouble == "drip")
            if trouble == "garbage after the answer":
                back.write(self._dice.randbytes(200))
                await back.drain()

    async def _pass(self, back: asyncio.StreamWriter, piece: bytes, *, drip: bool) -> None:
        size = 7 if drip else len(piece)
        for at in range(0, len(piece), size):
            back.write(piece[at : at + size])
            await back.drain()
            await asyncio.sleep(0.001 if drip else 0)


def _reset(writer: asyncio.StreamWriter) -> None:
    """End the connection as a firewall does: with RST."""
    end: socket.socket = writer.get_extra_info("socket")
    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


@contextmanager
def network_to(port: int, host: str = "127.0.0.1") -> Iterator[BadNetwork]:
    network = BadNetwork(host, port)
    network.start()
    try:
        yield network
    finally:
        network.stop()
