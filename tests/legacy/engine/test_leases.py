"""Workers that die or are too slow: another follows, and each delivery has its effect once."""

from datetime import timedelta

import pytest

from daybook.legacy.engine.ports import Outcome
from daybook.legacy.models import Delivery, State
from helpers import settle
from old_systems import dispatcher, kinds, only

pytestmark = pytest.mark.django_db


def test_a_worker_that_dies_after_sending_is_followed_by_another(system, desk, clock, target, worker):
    class KilledError(BaseException):
        pass

    desk.record()
    settle()
    target.answers = []
    original = target.send

    def die(parcel):
        original(parcel)
        raise KilledError

    object.__setattr__(system, "send", die)
    with pytest.raises(KilledError):
        worker.turn()
    object.__setattr__(system, "send", original)
    assert only().state == State.LEASED
    assert dispatcher(system, desk, clock, holder="worker-2").turn() == 0
    clock.move(60)
    assert dispatcher(system, desk, clock, holder="worker-2").turn() == 1
    assert only().state == State.CONFIRMED
    assert (len(target.tries), len(target.effects)) == (2, 1)
    assert kinds().count("delivery:sent") == 1
    assert kinds().count("delivery:resent") == 1


def test_a_worker_whose_lease_ran_out_files_nothing(system, desk, clock, target, worker):
    desk.record()
    settle()
    original = target.send

    def slow(parcel):
        clock.move(60)
        object.__setattr__(system, "send", original)
        assert dispatcher(system, desk, clock, holder="worker-2").turn() == 1
        return Outcome("failed", reason="too late")

    object.__setattr__(system, "send", slow)
    worker.turn()
    assert only().state == State.CONFIRMED


def test_lines_in_use_elsewhere_are_not_used_again(system, desk, clock, target):
    for number in range(8):
        desk.record(f"r{number}")
    settle()
    rows = list(Delivery.objects.order_by("seq")[:4])
    for row in rows:
        row.state, row.lease_holder = State.LEASED, "worker-9"
        row.next_try_at = clock.now() + timedelta(minutes=1)
        row.save()
    assert dispatcher(system, desk, clock, threads=4).turn() == 0
