"""How hard an old system is driven: breaker, pause, maintenance, rate."""

from datetime import timedelta

import pytest

from daybook.legacy import registry
from daybook.legacy.engine.ports import Outcome
from daybook.legacy.models import Breaker, Delivery, State, System
from helpers import settle
from old_systems import AWAY, Pace, dispatcher, kinds, old_system

pytestmark = pytest.mark.django_db


def test_the_breaker_opens_and_one_delivery_tries_the_system(worker, desk, target, clock):
    target.answers = [AWAY] * 3
    for number in range(6):
        desk.record(f"r{number}")
    settle()
    worker.turn()
    row = System.objects.get()
    assert row.breaker == Breaker.OPEN
    assert "system:breaker-opened" in kinds()
    tried = len(target.tries)
    assert worker.turn() == 0
    clock.at = row.next_probe_at
    assert worker.turn() == 1
    assert len(target.tries) == tried + 1
    assert System.objects.get().breaker == Breaker.CLOSED
    worker.turn()
    assert set(Delivery.objects.values_list("state", flat=True)) == {State.CONFIRMED}
    assert kinds().count("system:breaker-opened") == kinds().count("system:breaker-closed") == 1


def test_a_failed_probe_doubles_the_rest(worker, desk, target, clock):
    target.answers = [AWAY] * 8
    for number in range(3):
        desk.record(f"r{number}")
    settle()
    worker.turn()
    rests = []
    for _ in range(3):
        row = System.objects.get()
        clock.at = row.next_probe_at
        worker.turn()
        rests.append((System.objects.get().next_probe_at - clock.at).total_seconds())
    assert rests[0] > 40
    assert rests[2] > rests[1] > rests[0]
    assert kinds().count("system:breaker-opened") == 1


def test_the_pause_it_asked_for_holds_for_the_whole_system(worker, desk, target, clock):
    target.answers = [Outcome("failed", reason="Busy.", retry_after=600)] * 3
    for _ in range(4):
        desk.record()
    settle()
    worker.turn()
    row = System.objects.get()
    assert row.breaker == Breaker.OPEN
    assert row.next_probe_at >= clock.now() + timedelta(seconds=600)


def test_a_paused_or_resting_system_gets_nothing(desk, target, clock):
    pace = Pace(rest=clock.now() + timedelta(hours=1))
    system = registry.register(old_system(target, limits=pace))
    desk.record()
    settle()
    worker = dispatcher(system, desk, clock)
    assert worker.turn() == 0
    clock.move(3601)
    System.objects.update_or_create(name="ledger", defaults={"paused": True})
    assert worker.turn() == 0
    System.objects.update(paused=False)
    assert worker.turn() == 1


def test_the_rate_limit_holds_over_all_workers(desk, target, clock):
    system = registry.register(old_system(target, limits=Pace(rate_per_second=5)))
    for number in range(30):
        desk.record(f"r{number}")
    settle()
    workers = [dispatcher(system, desk, clock, holder=f"w{n}") for n in range(2)]
    for _ in range(3):
        for worker in workers:
            worker.turn()
    assert len(target.tries) == 5
    clock.move(2)
    for worker in workers:
        worker.turn()
    assert len(target.tries) == 10
