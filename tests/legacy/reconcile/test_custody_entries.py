"""Each entry of a custody record reaches Cellblock custody, in order, under its own custody number."""

import re
from uuid import uuid4

import pytest

from callers import caller_with, signed_on_client
from custody_made import arrest_of, opened, sergeant, suite, write
from daybook.custody.actions.correct_entry import correct_entry
from daybook.custody.entries import kind_of
from daybook.legacy.actions.repair import repair
from daybook.legacy.custody_panel import rows_of
from daybook.legacy.models import Delivery, Difference, State
from daybook.legacy.reconcile.repairs import verb_for
from switches_made import stands

pytestmark = pytest.mark.django_db


@pytest.fixture
def detained(house):
    """Somebody booked in whose arrest Cellblock knows."""
    arrest = arrest_of(hours=3, codes=("TH68010",))
    record = opened(arrest, at=suite())
    write(record, "authorised", grounds=["QUESTIONING"], told=True)
    return record


def log(house):
    """What the machine's log holds, line by line."""
    lines = [r for r in house.machine.store.every() if "FORM" in r.content]
    return [(r.reference.partition("/")[2], r.content.get("Kind", "OPENED")) for r in lines]


def correct(entry, **said):
    new = kind_of(entry.kind).model_validate({**entry.details, "happened_at": entry.happened_at, **said})
    return correct_entry(sergeant(), entry, new, reason="Wrong time", submission=uuid4(), reasons=ANSWERS)


ANSWERS = {"late-entry@happened_at": "Written up after the rush."}


def test_opening_and_entries_arrive_in_order_under_one_number(house, detained):
    write(detained, "note", text="Asked for a blanket.")
    house.deliver()
    assert log(house) == [("0001", "OPENED"), ("0002", "AUT"), ("0003", "REM")]
    [number] = {r.reference.partition("/")[0] for r in house.machine.store.records() if "FORM" in r.content}
    assert re.fullmatch(r"CB\d{7}-\d\d", number)
    assert set(Delivery.objects.filter(record_id=detained.pk).values_list("state", flat=True)) == {
        "confirmed"
    }


def test_the_record_takes_the_number_that_the_arrest_has_there(house):
    [event] = house.arrested("Alder")
    house.deliver()
    record = opened(event, at=suite(), minutes=0)
    house.deliver()
    arrest, opening = sorted(r.reference for r in house.machine.store.records())
    assert opening == f"{arrest}/0001"
    assert rows_of(record)[0].reference == arrest


def test_a_correction_names_the_entry_in_whose_place_it_stands(house, detained):
    wrong = write(detained, "note", text="Asked for a blanket.")
    house.deliver()
    right = correct(wrong, text="Asked for a pillow.")
    house.deliver()
    held = {r.origin: r.content for r in house.machine.store.every() if "FORM" in r.content}
    told = held[right.pk.hex.upper()]
    assert (told["Message"], told["Corrects"], told["Text"]) == (
        "COR",
        wrong.pk.hex.upper(),
        "ASKED FOR A PILLOW.",
    )
    assert told["Reason"] == "WRONG TIME"


def test_a_withdrawal_arrives_as_a_correction_by_nothing(house, detained):
    wrong = write(detained, "note", text="Of another person.")
    house.deliver()
    correct_entry(sergeant(), wrong, None, reason="Of another person", submission=uuid4())
    house.deliver()
    [told] = [r.content for r in house.machine.store.every() if r.content.get("Message") == "COR"]
    assert (told["Withdrawn"], told["Text"]) == ("Y", "ENTRY WITHDRAWN.")


def test_leaving_closes_the_record_there(house, detained):
    write(
        detained, "released", disposal="no-further-action", reasons={"CARE-8@happened_at": "Done on paper."}
    )
    house.deliver()
    [closed] = [r for r in house.machine.store.every() if r.content.get("Message") == "CLO"]
    assert (closed.content["Kind"], closed.title[-16:-6].count("/")) == ("REL", 2)


def test_entries_wait_for_the_ones_before_and_nothing_replaces_them(house, detained):
    write(detained, "note", text="First.")
    write(detained, "note", text="Second.")
    house.machine.faults.change({"answer": "500", "times": 1})
    house.deliver(rounds=1)
    assert not log(house)
    house.deliver()
    assert [kind for _, kind in log(house)] == ["OPENED", "AUT", "REM", "REM"]
    assert not Delivery.objects.filter(state=State.SUPERSEDED).exists()


def test_the_machine_refuses_an_entry_of_a_record_that_was_not_opened(house, detained):
    house.deliver()
    house.there("DELETE FROM log")
    write(detained, "note", text="Asked for a blanket.")
    house.deliver()
    row = Delivery.objects.get(state=State.REFUSED)
    assert row.code == "C021"
    [shown] = rows_of(detained)
    assert (shown.code, shown.words) == ("refused", "2 of 3 entries confirmed")
    assert "opening of the custody record" in shown.why


def test_a_long_entry_is_cut_and_the_delivery_says_so(house, detained):
    write(detained, "note", text="He said: " + "no comment, " * 60)
    house.deliver()
    row = Delivery.objects.filter(record_id=detained.pk).order_by("seq").last()
    assert [loss["rule"] for loss in row.losses if loss["field"] == "entry.text"] == [
        "upper case, cut to 500 characters"
    ]


def test_the_panel_counts_and_is_asked_again_until_all_is_there(house, detained):
    client = signed_on_client("custody-officer")
    address = f"/custody-records/{detained.pk}/deliveries/"
    assert "About to be sent" in client.get(address).content.decode()
    house.deliver()
    done = client.get(address)
    assert "2 of 2 entries confirmed" in done.content.decode()
    assert "data-refresh-url" not in done.content.decode()
    assert client.get(address, HTTP_IF_NONE_MATCH=done.headers["ETag"]).status_code == 304
    assert signed_on_client("analyst").get(address).status_code == 403


def test_custody_is_compared_too_and_a_lost_entry_is_sent_again(house, detained):
    note = write(detained, "note", text="Asked for a blanket.")
    house.deliver()
    assert house.compared().is_clean
    house.there("DELETE FROM record WHERE origin = ?", note.pk.hex.upper())
    run = house.compared()
    assert (run.only_here, run.alike) == (1, 2)
    row = Difference.objects.get()
    assert (row.part_id, verb_for(row)) == (note.pk, "create")
    repair(house.sergeant, row.pk)
    house.deliver()
    assert house.compared().is_clean


def test_an_entry_changed_there_is_shown_and_told_again(house, detained):
    note = write(detained, "note", text="Asked for a blanket.")
    house.deliver()
    house.there(
        "UPDATE record SET content = replace(content, 'BLANKET', 'LAWYER') WHERE origin = ?",
        note.pk.hex.upper(),
    )
    house.compared()
    row = Difference.objects.get()
    assert [(v["field"], v["theirs"]) for v in row.values] == [("entry.text", ["ASKED FOR A LAWYER."])]
    stands("ours-wins", system="custody", function="custody-record")
    repair(house.sergeant, row.pk)
    house.deliver()
    assert house.compared().is_clean


def test_who_may_not_deliver_sees_no_panel(house, detained):
    assert caller_with("health-professional")
    assert (
        signed_on_client("health-professional").get(f"/custody-records/{detained.pk}/deliveries/").status_code
        == 403
    )
