"""An emulator as its own process: `python -m daybook.legacy.systems.<name>.emulator --home DIR --port N`."""

import argparse
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from daybook.legacy.emulation.faults import Faults
from daybook.legacy.emulation.machine import Machine
from daybook.legacy.emulation.screen import Routes, serve

PAUSE_SECONDS = 0.1


@dataclass(frozen=True)
class Settings:
    """The command line of every emulator; what a machine does not need stays empty."""

    home: Path
    port: int
    database: str
    queue: str
    line: int
    faults: bool


def settings(argv: Sequence[str] | None = None) -> Settings:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="An old machine, emulated for demonstrations and tests.")
    parser.add_argument(
        "--home", type=Path, required=True, help="folder for its state (and its drop folders)"
    )
    parser.add_argument(
        "--port", type=int, default=0, help="port of its screen on this machine; 0 takes a free one"
    )
    parser.add_argument("--database", default="", help="address of the staging table, where it has one")
    parser.add_argument("--queue", default="", help="address of the message queue, where it has one")
    parser.add_argument(
        "--line", type=int, default=0, help="port of its terminals or other line of its own, where it has one"
    )
    parser.add_argument("--faults", action="store_true", help="answer POST /faults, for tests only")
    return Settings(**vars(parser.parse_args(argv)))


def run(
    machine: Machine, chosen: Settings, work: Callable[[], None] | None = None, routes: Routes | None = None
) -> None:
    """Serve the screen and do `work` again and again until SIGTERM or SIGINT."""
    stop = threading.Event()
    server = serve(machine, chosen.port, chosen.faults, routes or {})
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    worker = threading.Thread(target=_again_and_again, args=(work, stop), daemon=True) if work else None
    screen = threading.Thread(target=server.serve_forever, daemon=True)
    for thread in filter(None, (worker, screen)):
        thread.start()
    sys.stdout.write(f"{machine.title} is ready on http://127.0.0.1:{server.server_port}\n")
    sys.stdout.flush()
    stop.wait()
    server.shutdown()
    if worker:
        worker.join(timeout=5)


def _again_and_again(work: Callable[[], None], stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            work()
        except Exception as error:
            # The machine keeps running, as the old ones do.
            sys.stderr.write(f"{type(error).__name__}\n")
        stop.wait(PAUSE_SECONDS)


def parse(argv: Sequence[str] | None = None) -> tuple[Settings, Faults]:
    """The settings, and the faults object that the screen and the machine share."""
    return settings(argv), Faults()
