"""Carrying out comparisons: those that were asked for, and each readable system once a night."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db.models import Max

from daybook.book import leases
from daybook.legacy.clock import LONDON
from daybook.legacy.engine.ports import Clock, OldSystem
from daybook.legacy.models import Delivery, Reconciliation, RunState, State
from daybook.legacy.reconcile.run import reports_asked, step

NIGHT = (time(2, 30), time(5, 30))
"""Local time. A night missed is made up for in the next hour that Daybook runs, whatever the hour."""
MISSED = timedelta(hours=36)
LEASE_SECONDS = 600.0


class Reconciler:
    """One readable system; of all processes only the one that holds the lease compares it."""

    def __init__(self, system: OldSystem, holder: str, clock: Clock | None = None) -> None:
        self.system, self.holder, self.clock = system, holder, clock or Clock()

    def turn(self) -> int:
        """Go on with what is open. Always 0: the extract is waited for, not hurried."""
        if run := self._open_run():
            carry_out(self.system, run, self.holder, self.clock)
        return 0

    def _open_run(self) -> Reconciliation | None:
        runs = Reconciliation.objects.filter(system=self.system.name)
        run = runs.filter(state=RunState.ASKED).first()
        if run is None and self._is_due():
            now = self.clock.now()
            run, _ = runs.get_or_create(
                system=self.system.name, state=RunState.ASKED, defaults={"asked_at": now}
            )
        return run

    def _is_due(self) -> bool:
        """Once a night, for a system that has confirmed anything, as long as it still gets something."""
        runs = Reconciliation.objects.filter(system=self.system.name)
        last: datetime | None = runs.aggregate(last=Max("asked_at"))["last"]
        told = Delivery.objects.filter(system=self.system.name, state=State.CONFIRMED)
        return due(last, self.clock.now()) and bool(reports_asked(self.system)) and told.exists()


def due(last: datetime | None, now: datetime) -> bool:
    """Whether a nightly comparison should begin; `last` is when one was asked for last."""
    local = now.astimezone(LONDON)
    if last is not None and now - last > MISSED:
        return True
    in_the_night = NIGHT[0] <= local.time() < NIGHT[1]
    begins = local.replace(hour=NIGHT[0].hour, minute=NIGHT[0].minute, second=0, microsecond=0)
    return in_the_night and (last is None or last < begins)


def carry_out(system: OldSystem, run: Reconciliation, holder: str, clock: Clock | None = None) -> bool:
    """One step, unless another process is at it; True when the run has ended, here or elsewhere."""
    lease = f"reconcile:{system.name}"
    mine = leases.take(lease, holder, LEASE_SECONDS)
    try:
        run.refresh_from_db()
        return run.state != RunState.ASKED or (mine and step(system, run, clock))
    finally:
        if mine:
            leases.release(lease, holder)
