"""The hosts that deliver for the office: told whether they may send, and looked at; of all processes one does it."""

from __future__ import annotations

from datetime import timedelta

from daybook.book import leases
from daybook.legacy.engine.ports import CannotRead, Clock, HostHeard, OldSystem, Stand
from daybook.legacy.models import FarSide, System

LEASE_SECONDS = 10.0
FRESH = timedelta(seconds=5)
"""How often it is written down that nothing has changed."""


class Watch:
    """Only for a system with `elsewhere`."""

    def __init__(self, system: OldSystem, holder: str, clock: Clock | None = None) -> None:
        self.system, self.holder, self.clock = system, holder, clock or Clock()
        self.row: FarSide | None = None

    @property
    def lease_name(self) -> str:
        return f"watch:{self.system.name}"

    def turn(self) -> int:
        """Tell, look and write down; always 0, since the next look is due when its time comes."""
        if leases.take(self.lease_name, self.holder, LEASE_SECONDS):
            self._look()
        else:
            self.row = None
        return 0

    def close(self) -> None:
        if self.row is not None:
            leases.release(self.lease_name, self.holder)

    def _look(self) -> None:
        assert self.system.elsewhere is not None
        row = self.row or FarSide.objects.get_or_create(system=self.system.name)[0]
        self.row, paused = row, self._is_held()
        try:
            stand = self.system.elsewhere.steer(paused)
        except CannotRead as error:
            self._write(row, problem=str(error))
            return
        told = {} if row.told_paused == paused else {"told_paused": paused, "told_at": self.clock.now()}
        self._write(row, problem="", **_noted(stand), **told)

    def _is_held(self) -> bool:
        """Paused by a person, or under maintenance for a while."""
        row = System.objects.filter(name=self.system.name).first()
        if row is None:
            return False
        return row.paused or bool(row.maintenance_until and row.maintenance_until > self.clock.now())

    def _write(self, row: FarSide, **found: object) -> None:
        """Not at every look: only what has changed, and from time to time that all is as it was."""
        now = self.clock.now()
        changed = any(getattr(row, name) != value for name, value in found.items() if name != "hosts")
        changed = changed or ("hosts" in found and _names(row.hosts) != _names(found["hosts"]))
        if not changed and row.looked_at and now - row.looked_at < FRESH:
            return
        for name, value in found.items():
            setattr(row, name, value)
        if not row.problem:
            row.looked_at = now
        row.save()


def _noted(stand: Stand) -> dict[str, object]:
    return {
        "waiting": stand.waiting, "handed_out": stand.handed_out, "hosts": list(map(_host, stand.hosts))
    }  # fmt: skip


def _host(host: HostHeard) -> dict[str, object]:
    return {
        "name": host.name, "seen_at": host.seen_at.isoformat(), "paused": host.paused, "problem": host.problem
    }  # fmt: skip


def _names(hosts: object) -> list[tuple[object, ...]]:
    """What of the hosts is told at once: all but when each was seen."""
    assert isinstance(hosts, list)
    return [(each["name"], each["paused"], each["problem"]) for each in hosts]
