"""Once a function is ours only, its old system gets nothing more, and all that it missed if it is turned back."""

import pytest

from callers import caller_with
from daybook.legacy.actions.ask_reconciliation import ask_reconciliation
from daybook.legacy.actions.errors import CannotDo
from daybook.legacy.models import Breaker, Delivery, System
from daybook.legacy.reconcile.nightly import Reconciler
from helpers import settle
from old_systems import AWAY, SILENT, kinds, only


def states():
    return list(Delivery.objects.order_by("seq").values_list("state", flat=True))


def test_a_new_record_is_not_sent_and_stays_to_be_seen_with_the_reason(ledger):
    ledger.to_ours_only()
    ledger.desk.record()
    ledger.deliver()
    assert not ledger.target.tries
    row = only()
    assert (row.state, row.code) == ("not-wanted", "OURS-ONLY")
    assert "Daybook alone keeps each sighting since" in row.reason
    assert "Agreed with the users" in row.reason
    assert kinds().count("delivery:not-wanted") == 1


def test_it_is_so_too_while_the_old_machine_is_switched_off(ledger):
    ledger.to_ours_only()
    System.objects.update_or_create(name="ledger", defaults={"breaker": Breaker.OPEN})
    ledger.desk.record()
    settle()
    assert only().state == "not-wanted"


def test_what_waits_when_it_is_turned_is_left_out(ledger):
    ledger.target.answers = [AWAY]
    ledger.desk.record()
    settle()
    ledger.worker.turn()
    assert states() == ["waiting"]
    ledger.to_ours_only()
    assert states() == ["not-wanted"]
    ledger.deliver()
    assert len(ledger.target.tries) == 1


def test_what_may_have_arrived_is_brought_to_its_end(ledger):
    ledger.target.answers = [SILENT]
    ledger.desk.record()
    settle()
    ledger.worker.turn()
    ledger.to_ours_only()
    ledger.deliver()
    assert states() == ["confirmed"]
    assert len(ledger.target.effects) == 1


def test_one_made_while_it_was_being_turned_is_left_out_when_it_is_taken(ledger):
    ledger.desk.record()
    settle()
    assert states() == ["due"]
    turn = ledger.to_ours_only()
    Delivery.objects.update(state="due", code="", reason="", finished_at=None)
    ledger.deliver()
    row = only()
    assert (row.state, row.code, turn.reason in row.reason) == ("not-wanted", "OURS-ONLY", True)


def test_one_taken_to_be_left_out_is_sent_if_it_is_turned_back_before_that_is_written(ledger, monkeypatch):
    from daybook.legacy.engine import dispatcher

    ledger.to_ours_only()
    ledger.desk.record()
    settle()
    Delivery.objects.update(state="due", code="", reason="", finished_at=None)
    real = dispatcher.freeze

    def turned_back_meanwhile(*args):
        frozen = real(*args)
        monkeypatch.setattr(dispatcher, "freeze", real)
        ledger.turn("ours-wins", "They found a fault")
        return frozen

    monkeypatch.setattr(dispatcher, "freeze", turned_back_meanwhile)
    ledger.deliver()
    assert states() == ["confirmed"]


def test_turned_back_everything_left_out_is_sent_once_the_newest_of_each(ledger):
    told = ledger.desk.record("before")
    ledger.deliver()
    ledger.to_ours_only()
    ledger.desk.amend(told, "second")
    ledger.desk.amend(told, "third")
    fresh = ledger.desk.record("new")
    ledger.deliver()
    assert len(ledger.target.tries) == 1
    ledger.turn("ours-wins", "They found a fault")
    ledger.deliver()
    assert [parcel.body for parcel in ledger.target.tries[1:]] == [b"amend third", b"create new"]
    assert {parcel.record_id for parcel in ledger.target.tries} == {told, fresh}
    assert states() == ["confirmed", "superseded", "confirmed", "confirmed"]


def test_a_refusal_on_the_desk_is_left_out_too(ledger):
    from old_systems import Outcome

    ledger.target.answers = [Outcome("refused", code="E12", reason="No.")]
    ledger.desk.record()
    ledger.deliver()
    assert states() == ["refused"]
    ledger.to_ours_only()
    assert states() == ["not-wanted"]


def test_it_is_not_compared_any_more(ledger):
    ledger.to_ours_only()
    with pytest.raises(CannotDo, match="kept by Daybook alone now"):
        ask_reconciliation(caller_with("sergeant"), "ledger")
    ledger.desk.record()
    Delivery.objects.update(state="confirmed")
    reconciler = Reconciler(ledger.system, "worker-1", ledger.clock)
    assert not reconciler._is_due()
