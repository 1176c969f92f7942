"""The office's word to the hosts whether they may send, and what is known of them. Both are kept by NATS, so that a
host that comes back knows it, and so does an office."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from daybook.legacy.elsewhere.messages import Names, beat_of
from daybook.legacy.engine.ports import CannotRead, HostHeard, Stand

if TYPE_CHECKING:
    from nats.js.api import RawStreamMsg

    from daybook.legacy.elsewhere.wire import Wire

FORGOTTEN = timedelta(days=1)
"""A host that was not heard of for so long is not shown any more."""


class Steering:
    """One connection, kept. `connect` opens a wire with its streams made."""

    def __init__(self, title: str, names: Names, connect: Callable[[], Wire]) -> None:
        self.title, self.names, self.connect = title, names, connect
        self.open: Wire | None = None

    def steer(self, paused: bool) -> Stand:
        """Tell the hosts where it is not told yet; CannotRead where NATS does not answer."""
        from daybook.legacy.elsewhere.wire import HOST, WireDownError

        try:
            self.open = self.open or self.connect()
            self._tell(self.open, paused)
            waiting, handed_out = self.open.under_way(self.names.out, HOST)
            return Stand(waiting, handed_out, self._hosts(self.open))
        except WireDownError as error:
            self.close()
            raise CannotRead(f"NATS is not answering, over which {self.title} is delivered to.") from error

    def close(self) -> None:
        wire, self.open = self.open, None
        if wire:
            wire.close()

    def _tell(self, wire: Wire, paused: bool) -> None:
        from daybook.legacy.elsewhere.wire import PAUSED

        word = "yes" if paused else "no"
        if (wire.last(self.names.state, self.names.orders) or {}).get(PAUSED) != word:
            wire.put(self.names.orders, b"", {PAUSED: word})

    def _hosts(self, wire: Wire) -> list[HostHeard]:
        """Those heard of lately, the last first."""
        found = wire.newest(self.names.state, f"{self.names.state}.host.>")
        oldest = datetime.now(UTC) - FORGOTTEN
        for each in found:
            if each.subject and each.time and each.time < oldest:
                wire.clear(self.names.state, each.subject)
        hosts = [host for host in _read(found) if host.seen_at >= oldest]
        return sorted(hosts, key=lambda host: host.seen_at, reverse=True)


def _read(found: Sequence[RawStreamMsg]) -> list[HostHeard]:
    hosts = []
    for each in found:
        try:
            hosts.append(beat_of(each.data or b"", each.time or datetime.now(UTC)))
        except ValueError:
            continue
    return hosts
