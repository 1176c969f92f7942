from __future__ import annotations

import os
import signal
import socket
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from daybook.legacy import connections, registry
from daybook.legacy.connections import ConnectionsError
from daybook.legacy.elsewhere.host import Host
from daybook.legacy.elsewhere.joining import is_away, names_of, server_url, wire_to
from daybook.legacy.elsewhere.listening import Listener
from daybook.legacy.engine.ports import OldSystem
from daybook.legacy.joined import join
from daybook.legacy.mapping import MappingError
from daybook.legacy.systems import registry as shelf

LONGEST_WAIT = 10.0


class Command(BaseCommand):
    help = (
        "Deliver to one old system what the office puts into NATS for it, and answer what the office asks of it: on a"
        " host that reaches the system and needs no database. Run two: each takes what the other does not."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "name", help="the system's folder, under DAYBOOK_SYSTEMS_FOLDER or shipped with Daybook"
        )

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        try:
            system, url = _system(name), server_url()
        except (ConnectionsError, MappingError) as error:
            raise CommandError(str(error)) from error
        try:
            from daybook.legacy.elsewhere.wire import WireDownError
        except ImportError as error:
            raise CommandError(
                "This needs the package nats-py. Install Daybook with it: daybook[nats]."
            ) from error
        names = names_of(name)
        host = Host(system, names, lambda: wire_to(url, names), self.stdout.write)
        listener = Listener(system, names, url, _own_name(), host.standing, self.stderr.write)
        self.stdout.write(f"Delivering to {system.title} what the office puts into NATS.")
        listener.start()
        Rounds(host, WireDownError, self.stderr.write).run()
        listener.stop()


class Rounds:
    """Works until it is asked to stop; where the server is away it waits, longer each time, and says so once."""

    def __init__(self, host: Host, down: type[Exception], complain: Any) -> None:
        self.host, self.down, self.complain = host, down, complain
        self.stopping, self.failures = False, 0

    def run(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self.stopping:
            self._wait(self._round())
        self.host.close()

    def _round(self) -> float:
        try:
            done = self.host.work()
        except self.down as error:
            if not self.failures:
                self.complain(f"{error}. What was taken is handed out again; it is tried again by itself.")
            self.failures += 1
            pause: float = min(LONGEST_WAIT, 0.25 * 2 ** min(self.failures, 10))
            return pause
        self.failures = 0
        return 0.0 if done else 0.1

    def _wait(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while not self.stopping and (left := end - time.monotonic()) > 0:
            time.sleep(min(left, 0.1))

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True


def _own_name() -> str:
    """As the duty desk reads it: the machine, and which process on it."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}"


def _system(name: str) -> OldSystem:
    """The system as this host reaches it. ConnectionsError where it cannot."""
    folder = next((each for each in registry.folders() if name in shelf.names(each)), None)
    if folder is None:
        known = sorted({each for place in registry.folders() for each in shelf.names(place)})
        raise ConnectionsError(f"There is no old system '{name}'. Known: {', '.join(known)}.")
    params = connections.params_of(name, settings.SYSTEMS_FILE)
    if is_away(params):
        raise ConnectionsError(
            f"On this host 'via' is set for '{name}', so it would put everything into NATS again. Take it out here."
        )
    mapping = shelf.mapping(name, folder)
    if lacking := connections.missing(mapping.system.connection, params):
        raise ConnectionsError(
            f"{mapping.system.title} lacks {', '.join(lacking)} in the settings of this host."
        )
    return join(mapping, params)
