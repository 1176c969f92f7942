"""A pause at the office stops the host elsewhere, and the duty desk sees how that host stands."""

from datetime import timedelta

import pytest
from django.urls import reverse

from callers import caller_with, signed_on_client
from daybook.legacy import far_words
from daybook.legacy.actions.pause import pause, resume
from daybook.legacy.engine.watch import Watch
from daybook.legacy.models import FarSide, State, System
from elsewhere_made import until
from nats_server import OwnServer
from old_systems import SILENT, Target, only

pytestmark = [pytest.mark.nats, pytest.mark.django_db]


@pytest.fixture
def desk():
    """Who runs the systems."""
    return caller_with("administrator")


def page():
    return signed_on_client("administrator").get(reverse("legacy:systems")).content.decode()


def paused(both, desk):
    System.objects.get_or_create(name="ledger")
    pause(desk, "ledger", "Moving house")
    both.watch.turn()


def test_what_is_in_nats_already_is_held_until_the_system_is_resumed(join, desk):
    both = join()
    both.told()
    host = both.host()
    paused(both, desk)
    for _ in range(3):
        assert host.work() == 0
    assert (both.waiting(), both.target.tries) == (1, [])
    resume(desk, "ledger")
    both.watch.turn()
    assert host.work() == 1
    both.collector.turn()
    assert only().state == State.CONFIRMED
    assert both.said == ["Ledger is paused by the office.", "Ledger is resumed by the office."]


def test_a_host_that_is_started_while_it_is_paused_knows_it(join, desk):
    both = join()
    both.told()
    paused(both, desk)
    assert both.host().work() == 0
    assert both.target.tries == []


def test_what_was_taken_in_the_moment_of_the_pause_is_given_back_unsent(join, desk, monkeypatch):
    both = join()
    both.told()
    host = both.host()
    host.open = host.connect()
    take = host.open.take

    def taken_while_it_is_paused(*asked):
        found = take(*asked)
        paused(both, desk)
        return found

    monkeypatch.setattr(host.open, "take", taken_while_it_is_paused)
    assert host.work() == 0
    assert (both.waiting(), both.target.tries) == (1, [])
    resume(desk, "ledger")
    both.watch.turn()
    monkeypatch.undo()
    until(host.work, lambda: both.waiting() == 0)
    assert len(both.target.tries) == 1


def test_later_answers_come_back_while_it_is_paused(join, desk):
    both = join(Target(late=True))
    both.told()
    host = both.host()
    host.work()
    paused(both, desk)
    host.work()
    both.collector.turn()
    both.collector.turn()
    assert only().state == State.CONFIRMED


def test_a_pause_for_some_minutes_holds_the_host_and_ends_by_itself(join, desk):
    both = join()
    System.objects.create(name="ledger")
    pause(desk, "ledger", "New disks", both.clock.now() + timedelta(minutes=10))
    both.watch.turn()
    assert FarSide.objects.get().told_paused
    both.clock.move(601)
    both.watch.turn()
    assert not FarSide.objects.get().told_paused


def test_the_page_says_when_the_host_was_heard_of_that_it_holds_and_what_is_in_nats(join, desk, monkeypatch):
    both = join()
    assert "No other host was heard of yet. Run daybook legacy deliver ledger beside it." in page()
    both.told()
    host = both.host()
    listener = both.listen(host)
    assert "Its host was heard of at" in page()
    assert "(gateway:1)" in page()
    paused(both, desk)
    assert "and has not said yet that it does." in page()
    host.work()
    until(both.watch.turn, lambda: ", and holds." in page())
    assert "In NATS for its host: 1 waiting." in page()
    listener.stop()
    monkeypatch.setattr(far_words, "HEARD", timedelta(0))
    assert "Its host was not heard of since" in page()
    resume(desk, "ledger")
    assert "Its host is not there" in page()


def test_what_was_handed_out_and_what_troubles_the_host_is_said(join, desk):
    both = join(Target(answers=[SILENT] * 50))
    both.told()
    host = both.host()
    host.work()
    both.listen(host)
    both.watch.turn()
    assert "In NATS for its host: 0 waiting; 1 handed out to it and not answered." in page()
    assert SILENT.reason in page()


def test_a_pause_that_cannot_be_told_is_said_plainly(settings, tmp_path, join, desk, monkeypatch):
    own = OwnServer(tmp_path)
    settings.NATS_URL = own.url()
    monkeypatch.setenv("TEST_NATS_OF_HOST", own.url())
    both = join()
    both.listen()
    own.kill()
    paused(both, desk)
    assert "NATS is not answering, over which Ledger is delivered to." in page()
    assert "Its host was not told of the pause yet, and may go on sending." in page()
    own.start()
    both.watch.turn()
    assert "Its host was told to hold at" in page()
    own.kill()


def test_of_several_offices_one_tells(join, desk):
    both = join()
    both.watch.turn()
    other = Watch(both.here, "worker-2", both.clock)
    System.objects.get_or_create(name="ledger")
    pause(desk, "ledger", "")
    other.turn()
    assert not FarSide.objects.get().told_paused
    both.watch.close()
    other.turn()
    assert FarSide.objects.get().told_paused
    other.close()
