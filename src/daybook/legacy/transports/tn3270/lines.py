"""Lines to hosts that are kept for a moment after use, so that a batch signs on once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from daybook.legacy.transports.base import Connection, TransportError
from daybook.legacy.transports.tn3270.deadline import Deadline
from daybook.legacy.transports.tn3270.terminal import Terminal

KEPT_SECONDS = 3.0
"""A host has few terminals, and a user often one: a line that nobody uses is hung up soon."""
PORTS = {"tn3270": 23, "tn3270s": 992}
Key = tuple[str, str]


class Lines:
    """Free terminals by host and user."""

    def __init__(self) -> None:
        self._free: dict[Key, list[Terminal]] = {}
        self._guard = threading.Lock()

    @contextmanager
    def taken(self, connection: Connection, deadline: Deadline) -> Iterator[Terminal]:
        """A terminal to use alone. After an error it is hung up, since nobody knows what it shows."""
        key = connection.param("host"), connection.param("user")
        terminal = self._kept(key) or _dialled(connection, deadline)
        try:
            yield terminal
        except BaseException:
            terminal.close()
            raise
        self._give_back(key, terminal)

    def _kept(self, key: Key) -> Terminal | None:
        while True:
            with self._guard:
                free = self._free.get(key)
                terminal = free.pop() if free else None
            if terminal is None:
                return None
            terminal.more(0)
            if not terminal.is_lost and not terminal.is_locked:
                return terminal
            terminal.close()

    def _give_back(self, key: Key, terminal: Terminal) -> None:
        with self._guard:
            self._free.setdefault(key, []).append(terminal)
        timer = threading.Timer(KEPT_SECONDS, self._hang_up, (key, terminal))
        timer.daemon = True
        timer.start()

    def _hang_up(self, key: Key, terminal: Terminal) -> None:
        """Unless it is in use again; whoever used it meanwhile has started a timer of its own."""
        with self._guard:
            free = self._free.get(key, [])
            if terminal not in free:
                return
            free.remove(terminal)
        terminal.close()


def _dialled(connection: Connection, deadline: Deadline) -> Terminal:
    address = urlsplit(connection.param("host"))
    if address.scheme not in PORTS or not address.hostname:
        raise TransportError(
            f"The address set for {connection.mapping.system.title} is no terminal host. Write tn3270s://host:port, or"
            " tn3270://host:port where the line is protected otherwise.", permanent=True, unsent=True,
        )  # fmt: skip
    spec = connection.mapping.spec.terminal
    terminal = Terminal(spec.code_page if spec else "cp037")
    try:
        port = address.port or PORTS[address.scheme]
        terminal.dial(address.hostname, port, address.scheme == "tn3270s", deadline)
    except BaseException:
        terminal.close()
        raise
    return terminal
