"""From an entry in the book to the old system's confirmation."""

import json

import pytest

from daybook.book.models import Entry
from daybook.legacy import registry
from daybook.legacy.models import Delivery, Reference, State
from helpers import settle
from old_systems import VIEWED, Target, kinds, old_system, only

pytestmark = pytest.mark.django_db


def test_an_entry_becomes_a_delivery_and_is_confirmed_with_the_systems_reference(worker, desk, target):
    record = desk.record("seen at the bridge")
    settle()
    assert worker.turn() == 1
    row = only()
    assert (row.state, row.reference, row.attempts) == (State.CONFIRMED, "LEDGER-1", 1)
    assert target.effects[row.key].body == b"create seen at the bridge"
    assert Reference.objects.get(record_id=record).reference == "LEDGER-1"
    assert kinds() == ["sighting:recorded", "delivery:sent", "delivery:confirmed"]
    assert Entry.objects.get(kind="delivery:sent").act == "disclosure"
    assert worker.turn() == 0


def test_reading_the_book_again_makes_no_second_delivery(worker, desk):
    from daybook.book.models import Bookmark

    desk.record()
    settle()
    worker.turn()
    Bookmark.objects.update(seq=0)
    settle()
    assert Delivery.objects.count() == 1
    assert worker.turn() == 0


def test_looking_at_a_record_tells_no_old_system(worker, desk):
    desk.write(VIEWED, desk.record(), "x")
    settle()
    assert Delivery.objects.count() == 1


def test_each_system_that_wants_the_report_gets_its_own_row(desk):
    for name, wants in (("one", {"sighting"}), ("two", {"sighting:create"}), ("three", {"arrest"})):
        registry.register(old_system(Target(name), wants=frozenset(wants)))
    record = desk.record()
    desk.amend(record, "more")
    settle()
    rows = Delivery.objects.order_by("seq", "system").values_list("system", "verb")
    assert list(rows) == [("one", "create"), ("two", "create"), ("one", "amend")]


def test_the_disclosure_entry_names_the_recipient_and_nothing_personal(worker, desk):
    from daybook.book.models import EntryValue

    desk.record("John Smith")
    settle()
    worker.turn()
    entry = Entry.objects.get(kind="delivery:sent")
    change = json.loads(EntryValue.objects.get(entry=entry).change)
    assert change["system"] == "ledger"
    assert "Smith" not in json.dumps(change)
