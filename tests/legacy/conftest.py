"""Old machines as real processes, and the golden arrest."""

import copy
import fcntl
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pika
import pytest

from daybook.legacy.systems import registry
from daybook.legacy.transports import Connection

SERVER = "amqp://guest:guest@127.0.0.1:5672"
SOURCE = Path(__file__).parents[2] / "src"


@dataclass
class Running:
    """An emulator that runs; everything is asked of it over its own screen."""

    name: str
    home: Path
    arguments: list[str] = field(default_factory=list)
    process: subprocess.Popen[str] | None = None
    url: str = ""

    def start(self) -> None:
        command = [
            sys.executable,
            "-m",
            f"daybook.legacy.systems.{self.name}.emulator",
            "--home",
            str(self.home),
        ]
        environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
        self.process = subprocess.Popen(
            [*command, *self.arguments], stdout=subprocess.PIPE, text=True, env=environment
        )
        line = self.process.stdout.readline()
        assert "ready on" in line, line
        self.url = line.split()[-1]

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(timeout=10)

    def records(self) -> list[dict[str, Any]]:
        return httpx.get(f"{self.url}/api/records").json()

    def messages(self) -> list[dict[str, Any]]:
        return httpx.get(f"{self.url}/api/messages").json()

    def line(self) -> dict[str, Any]:
        """Where a host's terminals dial in, and what they show."""
        return httpx.get(f"{self.url}/line").json()

    def fault(self, **wanted: Any) -> None:
        assert httpx.post(f"{self.url}/faults", json=wanted).status_code == 200


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def emulators(folder: Path) -> Iterator[Callable[..., Running]]:
    """Starts emulators at home in that folder; those that still run at the end are killed."""
    with ExitStack() as stack:

        @contextmanager
        def started(name: str, *arguments: str) -> Iterator[Running]:
            running = Running(name, folder / name, ["--faults", *arguments])
            running.start()
            yield running
            if running.process.poll() is None:
                running.kill()

        yield lambda name, *arguments: stack.enter_context(started(name, *arguments))


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    with emulators(tmp_path) as start:
        yield start


@pytest.fixture(scope="module")
def module_emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Running]]:
    """The same for all tests of a file: each brings records of its own."""
    with emulators(tmp_path_factory.mktemp("machines")) as start:
        yield start


def golden(name: str, **changes: Any) -> dict[str, Any]:
    """The golden arrest of a system; `person__family_name="X"` changes one value."""
    text = (registry.FOLDER / name / "golden" / "arrest.document.json").read_text()
    document = copy.deepcopy(json.loads(text))
    for path, value in changes.items():
        *way, last = path.split("__")
        node = document
        for step in way:
            node = node[step]
        node[last] = value
    return document


@pytest.fixture
def arrest() -> Callable[..., dict[str, Any]]:
    return golden


def connection(name: str, **params: str) -> Connection:
    return Connection(registry.mapping(name), params)


@pytest.fixture
def connect() -> Callable[..., Connection]:
    return connection


def wait_for(condition: Callable[[], Any], seconds: float = 10) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not happen in time")


@pytest.fixture
def until() -> Callable[..., Any]:
    return wait_for


@pytest.fixture
def rabbitmq():
    """The server, with our queues empty before and after; one test at a time, as the queues have one name."""
    names = registry.mapping("national_computer").spec.transport

    def purge():
        with pika.BlockingConnection(pika.URLParameters(f"{SERVER}/%2F")) as connection:
            for name in (names["queue"], names["replies"], names["search"]):
                connection.channel().queue_delete(name)

    with (Path(tempfile.gettempdir()) / "daybook-rabbitmq.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        purge()
        yield f"{SERVER}/%2F"
        purge()
