"""A crime entered over the screens of a host that takes 20 ms for each answer: sign-on, look, entry, number."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any
from uuid import uuid4

import httpx

from bench import measure
from daybook.legacy.systems.registry import mapping
from daybook.legacy.transports import Connection
from daybook.legacy.transports.tn3270 import Tn3270

MILLISECONDS, IN_A_ROW = 20, 20
GOLDEN = Path(mapping("crime_recording").folder) / "golden" / "crime.document.json"
numbers = count(1)


@measure(f"3270 entry of one crime with sign-on, host answering in {MILLISECONDS} ms", unit=" s", at_most=2)
def one() -> float:
    with host() as line:
        return _entered(Tn3270(), line)


@measure(f"3270 entry, {IN_A_ROW} crimes one after the other on one line: each", unit=" s")
def in_a_row() -> float:
    transport = Tn3270()
    with host() as line:
        return sum(_entered(transport, line) for _ in range(IN_A_ROW)) / IN_A_ROW


@measure("3270: a crime that is there already, found and compared over its three screens", unit=" s")
def again() -> float:
    transport, document = Tn3270(), _crime()
    with host() as line:
        _entered(transport, line, document)
        return _entered(transport, line, document)


@contextmanager
def host() -> Iterator[Connection]:
    """The emulated host in a process of its own."""
    with TemporaryDirectory() as home:
        command = [sys.executable, "-m", "daybook.legacy.systems.crime_recording.emulator", "--home", home]
        running = subprocess.Popen([*command, "--faults"], stdout=subprocess.PIPE, text=True)
        try:
            yield _line(running.stdout.readline().split()[-1])
        finally:
            running.kill()
            running.wait()


def _line(screen: str) -> Connection:
    httpx.post(f"{screen}/faults", json={"latency_s": MILLISECONDS / 1000}).raise_for_status()
    port = httpx.get(f"{screen}/line").json()["port"]
    params = {"host": f"tn3270://127.0.0.1:{port}", "user": "DAYBOOK", "password": "DEMO3270"}
    return Connection(mapping("crime_recording"), params)


def _crime() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return document | {"number": f"CR/{next(numbers):07d}/26"}


def _entered(transport: Tn3270, line: Connection, document: dict[str, Any] | None = None) -> float:
    body = line.mapping.encode(document or _crime()).body
    began = perf_counter()
    sent = transport.send(body, uuid4().hex, "create", line)
    spent = perf_counter() - began
    assert sent.state == "confirmed"
    return spent
