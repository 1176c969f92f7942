"""An old system that does not answer: tried again by itself, later each time, with the same key and payload."""

from datetime import timedelta

import pytest

from daybook.legacy.engine.ports import Outcome
from daybook.legacy.models import State, System
from helpers import settle
from old_systems import AWAY, SILENT, kinds, only

pytestmark = pytest.mark.django_db


def test_a_system_that_cannot_be_reached_is_tried_again_by_itself(worker, desk, target, clock):
    target.answers = [AWAY]
    desk.record()
    settle()
    worker.turn()
    row = only()
    assert (row.state, row.exposed, row.reason) == (State.WAITING, False, AWAY.reason)
    assert "delivery:sent" not in kinds()
    clock.move(2)
    worker.turn()
    assert only().state == State.CONFIRMED


def test_waiting_grows_with_each_try_and_has_a_ceiling(worker):
    from daybook.legacy.engine.results import backoff

    class Most:
        def random(self):
            return 1.0

    waits = [backoff(attempts, None, Most()).total_seconds() for attempts in range(1, 20)]
    assert waits[:4] == [1, 2, 4, 8]
    assert max(waits) == 300


def test_the_system_may_say_when_to_come_back(worker, desk, target, clock):
    target.answers = [Outcome("failed", reason="Busy.", retry_after=120)]
    desk.record()
    settle()
    worker.turn()
    assert only().next_try_at >= clock.now() + timedelta(seconds=120)


def test_the_technical_word_stands_with_the_system_not_in_the_reason(worker, desk, target):
    target.answers = [Outcome("failed", code="ConnectError", reason="Ledger is not answering.")]
    desk.record()
    settle()
    worker.turn()
    assert (only().reason, only().code) == ("Ledger is not answering.", "ConnectError")
    assert System.objects.get().last_error == "Ledger is not answering. (ConnectError)"


def test_what_may_have_arrived_keeps_its_payload_and_key(worker, desk, target, clock):
    target.answers = [SILENT]
    record = desk.record("first")
    settle()
    worker.turn()
    desk.amend(record, "second")
    settle()
    clock.move(2)
    worker.turn()
    worker.turn()
    assert [parcel.body for parcel in target.tries] == [b"create first", b"create first", b"amend second"]
    assert target.tries[1].again
    assert len(target.effects) == 2
    assert kinds().count("delivery:resent") == 1
