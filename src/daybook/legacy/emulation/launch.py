"""Starts an emulator for as long as it is needed, and says how it is reached."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from daybook.legacy.emulation.keys import public_host_key

PATIENCE_SECONDS = 10
READY = "ready on "
SERVICES = {"intelligence": "lantern"}
"""Where a machine does not serve at the root."""
SERVERS = {"antisocial_behaviour"}
"""Which have an SFTP server with a host key of its own."""
ACCOUNTS = {"crime_recording": {"user": "DAYBOOK", "password": "DEMO3270"}}
"""Where a machine has users of its own."""


def module_of(name: str) -> str:
    return f"daybook.legacy.systems.{name}.emulator"


def has_emulator(name: str) -> bool:
    """Whether a system that ships has an emulator."""
    return find_spec(f"daybook.legacy.systems.{name}") is not None and find_spec(module_of(name)) is not None


def reached_at(name: str, home: Path, screen: str, line: int) -> dict[str, str]:
    """How an emulator is reached, by the names that mappings use.

    `home` is its folder, `screen` the address of its own screen, `line` the port of its terminals, where it has any.
    """
    return {
        "folder": str(home),
        "url": (screen.rstrip("/") + "/" + SERVICES.get(name, "")).rstrip("/"),
        "user": "daybook",
        "password": "demonstration",
        "token": "demonstration",
        "database": f"sqlite://{home / 'staging.sqlite3'}",
        "host": f"tn3270://127.0.0.1:{line}",
        "broker": f"file://{home / 'queue.sqlite3'}",
        "server": f"sftp://127.0.0.1:{line}/",
        "host_key": public_host_key(home) if name in SERVERS else "",
    } | ACCOUNTS.get(name, {})


@contextmanager
def running(name: str) -> Iterator[dict[str, str]]:
    """An emulator in a process and a folder of its own; gives its parameters. OSError where it does not start."""
    with TemporaryDirectory(prefix=f"daybook-{name}-", ignore_cleanup_errors=True) as folder:
        home, line = Path(folder), _free_port()
        ports = ["--port", "0", "--line", str(line)]
        command = [sys.executable, "-m", module_of(name), "--home", str(home), *ports]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 (our own program)
            try:
                yield reached_at(name, home, _screen(process), line)
            finally:
                process.terminate()
                process.wait(PATIENCE_SECONDS)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _screen(process: subprocess.Popen[str]) -> str:
    said = process.stdout.readline() if process.stdout else ""
    if READY not in said:
        raise OSError("the emulator did not start")
    return said.split(READY)[1].strip()
