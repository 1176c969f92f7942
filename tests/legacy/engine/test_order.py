"""What is told of one record goes in its order: amended, superseded, taken back."""

from uuid import uuid4

import pytest

from daybook.legacy.engine.ports import Outcome
from daybook.legacy.models import Delivery, State
from helpers import settle
from old_systems import AWAY, SILENT, kinds

pytestmark = pytest.mark.django_db


def test_a_newer_version_takes_the_place_of_one_never_sent(worker, desk, target, clock):
    target.answers = [AWAY]
    record = desk.record("first")
    settle()
    worker.turn()
    desk.amend(record, "second")
    settle()
    clock.move(2)
    worker.turn()
    assert [parcel.body for parcel in target.tries] == [b"create first", b"create second"]
    states = list(Delivery.objects.order_by("seq").values_list("state", "verb"))
    assert states == [(State.SUPERSEDED, "create"), (State.CONFIRMED, "create")]
    assert "delivery:superseded" in kinds()


def test_taking_back_what_was_never_told_needs_no_sending(worker, desk, target):
    record = desk.record()
    desk.withdraw(record)
    settle()
    worker.turn()
    states = set(Delivery.objects.values_list("state", flat=True))
    assert states == {State.SUPERSEDED, State.NOT_WANTED}
    assert not target.tries


def test_a_withdrawal_reaches_a_system_that_was_told(worker, desk, target):
    record = desk.record()
    settle()
    worker.turn()
    desk.withdraw(record)
    settle()
    worker.turn()
    assert [parcel.verb for parcel in target.tries] == ["create", "withdraw"]
    assert target.tries[1].reference == "LEDGER-1"


def test_deliveries_of_one_record_go_in_order(worker, desk, target, clock):
    target.answers = [SILENT]
    first, other = desk.record("a1"), desk.record("b1")
    settle()
    worker.turn()
    desk.amend(first, "a2")
    settle()
    worker.turn()
    assert [parcel.body for parcel in target.tries] == [b"create a1", b"create b1"]
    clock.move(2)
    worker.turn()
    worker.turn()
    assert [parcel.body for parcel in target.tries[2:]] == [b"create a1", b"amend a2"]
    assert Delivery.objects.filter(record_id=other, state=State.CONFIRMED).exists()


def test_an_entry_that_was_refused_stays_on_the_desk_though_a_later_one_of_its_record_is_taken(
    worker, desk, target
):
    target.answers = [Outcome("refused", code="C021", reason="Ledger does not hold the record.")]
    record = desk.record("arrival")
    for words in ("arrival", "charge"):
        if words == "charge":
            desk.amend(record, words)
        settle()
        Delivery.objects.filter(part_id=None).update(part_id=uuid4())
        worker.turn()
    states = Delivery.objects.order_by("seq").values_list("state", flat=True)
    assert list(states) == [State.REFUSED, State.CONFIRMED]
