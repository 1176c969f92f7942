"""Answers that come after the sending: filed once, kept for the desk where they fit nothing."""

import pytest

from daybook.legacy.engine.collector import Collector
from daybook.legacy.engine.ports import Outcome, Reply
from daybook.legacy.models import State, UnmatchedReply
from helpers import settle
from old_systems import Target, kinds, only

pytestmark = pytest.mark.django_db


@pytest.fixture
def target():
    return Target(late=True)


@pytest.fixture
def collector(system, clock):
    return Collector(system, "worker-1", clock)


def test_an_accepted_delivery_is_confirmed_by_its_later_answer(worker, collector, desk, target):
    desk.record()
    settle()
    worker.turn()
    assert only().state == State.SENT
    assert collector.turn() == 1
    assert (only().state, only().reference) == (State.CONFIRMED, "LEDGER-1")
    assert not target.replies


def test_the_same_answer_twice_has_one_effect(worker, collector, desk, target):
    desk.record()
    settle()
    worker.turn()
    target.replies *= 2
    collector.turn()
    assert kinds().count("delivery:confirmed") == 1
    assert not UnmatchedReply.objects.exists()


def test_an_answer_to_something_never_sent_is_kept_for_the_desk(collector, target):
    target.replies = [Reply("nobody:ledger", Outcome("confirmed", reference="X"), b"<ack/>")]
    collector.turn()
    target.replies = [Reply("nobody:ledger", Outcome("confirmed", reference="X"), b"<ack/>")]
    collector.turn()
    kept = UnmatchedReply.objects.get()
    assert "never sent" in kept.problem
    assert bytes(kept.raw) == b"<ack/>"
    assert kinds().count("delivery:reply-unmatched") == 1


def test_an_answer_before_anything_was_sent_changes_nothing(collector, desk, target):
    desk.record()
    settle()
    target.replies = [Reply(only().key, Outcome("confirmed", reference="X"), b"<ack/>")]
    collector.turn()
    assert only().state == State.DUE
    assert UnmatchedReply.objects.get().delivery_id == only().id


def test_an_answer_that_cannot_be_read_is_kept_and_the_delivery_repeats(
    worker, collector, desk, target, clock
):
    desk.record()
    settle()
    worker.turn()
    target.replies = [Reply(only().key, None, b"<ack", "The XML is cut off at line 1.")]
    collector.turn()
    assert UnmatchedReply.objects.get().problem == "The XML is cut off at line 1."
    assert only().state == State.SENT
    clock.move(901)
    worker.turn()
    collector.turn()
    assert only().state == State.CONFIRMED
    assert len(target.effects) == 1


def test_only_one_process_collects(system, clock, collector, desk, target):
    collector.turn()
    target.replies = [Reply("nobody:ledger", None, b"x")]
    assert Collector(system, "worker-2", clock).turn() == 0
    assert collector.turn() == 1


def test_answers_stay_when_they_could_not_be_filed(collector, target, monkeypatch):
    from daybook.legacy.engine import collector as module

    target.replies = [Reply("nobody:ledger", None, b"x")]

    def fail(*args):
        raise RuntimeError("database away")

    monkeypatch.setattr(module, "file_replies", fail)
    with pytest.raises(RuntimeError):
        collector.turn()
    assert len(target.replies) == 1
