"""When a comparison begins by itself, and who carries it out."""

from datetime import UTC, datetime, timedelta

import pytest

from daybook.book import leases
from daybook.legacy.models import Reconciliation, RunState
from daybook.legacy.reconcile.nightly import Reconciler, due

NIGHT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("last", "now", "begins"),
    [
        (None, NIGHT, True),
        (None, NIGHT.replace(hour=2, minute=29), False),
        (None, NIGHT.replace(hour=2, minute=30), True),
        (None, NIGHT.replace(hour=5, minute=30), False),
        (NIGHT - timedelta(days=1), NIGHT, True),
        (NIGHT - timedelta(minutes=10), NIGHT, False),
        (NIGHT - timedelta(hours=3), NIGHT, True),
        (NIGHT - timedelta(hours=3), NIGHT + timedelta(hours=8), False),
        (NIGHT, NIGHT + timedelta(hours=37), True),
        (datetime(2026, 7, 1, 12, tzinfo=UTC), datetime(2026, 7, 2, 1, 29, tzinfo=UTC), False),
        (datetime(2026, 7, 1, 12, tzinfo=UTC), datetime(2026, 7, 2, 1, 30, tzinfo=UTC), True),
    ],
)
def test_once_a_night_by_london_time(last, now, begins):
    assert due(last, now) is begins


@pytest.mark.django_db
def test_a_reconciler_carries_out_what_was_asked(house):
    house.arrested("Alder")
    house.deliver()
    house.clock.move(60)
    run = Reconciliation.objects.create(system="custody", asked_at=house.clock.now())
    reconciler = Reconciler(house.system, "worker-1", house.clock)
    reconciler.turn()
    house.machine.work()
    reconciler.turn()
    run.refresh_from_db()
    assert (run.state, run.alike) == (RunState.DONE, 1)


@pytest.mark.django_db
def test_in_the_night_it_begins_by_itself_and_once(house):
    house.arrested("Alder")
    house.deliver()
    house.clock.at = NIGHT + timedelta(days=400)
    reconciler = Reconciler(house.system, "worker-1", house.clock)
    for _ in range(3):
        reconciler.turn()
        house.machine.work()
    assert Reconciliation.objects.filter(state=RunState.DONE).count() == 1


@pytest.mark.django_db
def test_a_system_that_was_told_nothing_is_left_alone(house):
    house.clock.at = NIGHT
    Reconciler(house.system, "worker-1", house.clock).turn()
    assert not Reconciliation.objects.exists()


@pytest.mark.django_db
def test_only_one_process_compares_at_a_time(house):
    house.arrested("Alder")
    house.deliver()
    run = Reconciliation.objects.create(system="custody", asked_at=house.clock.now())
    assert leases.take("reconcile:custody", "worker-2", 60)
    Reconciler(house.system, "worker-1", house.clock).turn()
    run.refresh_from_db()
    assert run.requested_at is None
