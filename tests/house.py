"""A whole house of its own for tests that start and kill processes: home folder, database, child processes."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

GIVEN = os.environ.get("DATABASE_URL", "")
SERVER = GIVEN.rsplit("/", 1)[0] if GIVEN.startswith("postgres") else "postgres://root@127.0.0.1:5432"
POSTGRES = f"{SERVER}/postgres"
SETUP = "import django; django.setup()\n"


class House:
    """`run` waits for a command, `start` leaves it running until the house is closed; both by `daybook <words>`."""

    def __init__(self, home: Path, database: str = "") -> None:
        self.home = home
        self.database = database or f"sqlite:///{home / 'daybook.sqlite3'}"
        self.children: list[subprocess.Popen[str]] = []
        self.environment = {
            **os.environ,
            "DAYBOOK_HOME": str(home),
            "DATABASE_URL": self.database,
            "DJANGO_SETTINGS_MODULE": "daybook.config.settings",
            "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path]),
        }

    def run(self, *words: str, status: int | None = 0) -> str:
        return self._finish([sys.executable, "-m", "daybook", *words], status)

    def python(self, code: str, *arguments: str, status: int | None = 0) -> str:
        """Run Python with Django set up; returns what it printed."""
        return self._finish([sys.executable, "-c", SETUP + code, *arguments], status)

    def start(self, *words: str) -> subprocess.Popen[str]:
        return self._start([sys.executable, "-m", "daybook", *words])

    def start_python(self, code: str, *arguments: str) -> subprocess.Popen[str]:
        return self._start([sys.executable, "-c", SETUP + code, *arguments])

    def _start(self, command: list[str]) -> subprocess.Popen[str]:
        log = (self.home / "children.log").open("a")
        child = subprocess.Popen(command, env=self.environment, text=True, stdout=subprocess.PIPE, stderr=log)
        self.children.append(child)
        return child

    def _finish(self, command: list[str], status: int | None) -> str:
        done = subprocess.run(command, env=self.environment, text=True, capture_output=True, timeout=300)
        if status is not None and done.returncode != status:
            raise AssertionError(f"{command} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def sql(self, query: str) -> list[tuple]:
        """Rows from a connection of the test's own."""
        if self.database.startswith("sqlite"):
            import sqlite3

            with sqlite3.connect(self.home / "daybook.sqlite3", timeout=20) as connection:
                rows = connection.execute(query).fetchall()
            connection.close()
            return rows
        with psycopg.connect(self.database, autocommit=True) as connection:
            cursor = connection.execute(query)
            return cursor.fetchall() if cursor.description else []

    def close(self) -> None:
        for child in self.children:
            if child.poll() is None:
                child.send_signal(signal.SIGKILL)
            child.wait()
            if child.stdout:
                child.stdout.close()


_templates: dict[str, str] = {}


@contextmanager
def house(folder: Path, vendor: str = "sqlite", *, migrated: bool = True) -> Iterator[House]:
    """A house that is torn down at the end; on PostgreSQL in a database of its own."""
    template = _template(vendor) if migrated else ""
    if vendor == "sqlite" and migrated:
        shutil.copyfile(template, folder / "daybook.sqlite3")
    place = House(folder, "" if vendor == "sqlite" else create_database(template))
    try:
        yield place
    finally:
        place.close()
        if vendor == "postgresql":
            drop_database(place.database)


def _template(vendor: str) -> str:
    """A migrated database, made once in a test run: the file of SQLite, the name on PostgreSQL."""
    if vendor not in _templates:
        folder = Path(tempfile.mkdtemp(prefix="daybook-house-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        place = House(folder, "" if vendor == "sqlite" else create_database())
        if vendor == "postgresql":
            atexit.register(drop_database, place.database)
        place.run("migrate", "--verbosity", "0")
        _templates[vendor] = (
            str(folder / "daybook.sqlite3") if vendor == "sqlite" else place.database.rsplit("/", 1)[1]
        )
    return _templates[vendor]


def create_database(template: str = "") -> str:
    """The URL of a new, empty database on the PostgreSQL server of the tests."""
    name = f"daybook_test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template or 'template1'}")
    return POSTGRES.rsplit("/", 1)[0] + f"/{name}"


def drop_database(url: str) -> None:
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {url.rsplit('/', 1)[1]} WITH (FORCE)")


def free_bind() -> str:
    """An address that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{probe.getsockname()[1]}"


def until(condition, seconds: float = 60.0, what: str = "what was awaited") -> None:
    """Wait for a condition; fail with a sentence when it does not come true in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"{what} did not happen within {seconds:g} s")
        time.sleep(0.05)
