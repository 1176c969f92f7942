"""What the book says Cellblock custody holds, against what its own extract holds."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from callers import caller_with
from daybook.book.models import Entry
from daybook.legacy.actions.ask_reconciliation import ask_reconciliation
from daybook.legacy.actions.errors import CannotDo
from daybook.legacy.actions.repair import repair, repair_all
from daybook.legacy.actions.settle_difference import settle_difference
from daybook.legacy.models import Delivery, Difference, Reconciliation, RunState, State
from daybook.legacy.reconcile.run import PATIENCE, step
from daybook.records.actions.change_report import change_report
from switches_made import stands

pytestmark = pytest.mark.django_db


def test_where_nobody_meddled_all_is_alike(house):
    house.arrested("Alder", "Birch", "Cedar")
    house.deliver()
    run = house.compared()
    assert (run.state, run.ours, run.theirs, run.alike) == ("done", 3, 3, 3)
    assert run.is_clean
    assert not run.days.exists()


def fresh(event):
    return type(event).objects.get(pk=event.pk)


def test_a_record_deleted_there_is_only_here(house):
    alder, _ = house.arrested("Alder", "Birch")
    house.deliver()
    house.delete(alder)
    run = house.compared()
    assert (run.only_here, run.only_there, run.differs, run.alike) == (1, 0, 0, 1)
    row = house.differences()["only-here", alder.number]
    assert row.record_id == alder.pk
    [day] = run.days.all()
    assert (day.report, day.ours, day.theirs) == ("arrest", 2, 1)


def test_a_value_changed_there_stands_beside_ours(house):
    [alder] = house.arrested("Alder")
    house.deliver()
    house.change(alder, Detainee__Surname="ELDER", Officer__Collar="9")
    run = house.compared()
    assert run.differs == 1
    values = {each["field"]: each for each in house.differences()["differs", alder.number].values}
    assert values.keys() == {"person.family_name", "officer.collar_number"}
    assert (values["person.family_name"]["ours"], values["person.family_name"]["theirs"]) == (
        ["ALDER"],
        ["ELDER"],
    )


def test_a_record_taken_out_of_force_there_is_only_here(house):
    [alder] = house.arrested("Alder")
    house.deliver()
    house.there("UPDATE record SET state = 'WITHDRAWN' WHERE origin = ?", alder.number)
    assert house.compared().only_here == 1


def test_a_record_taken_back_here_and_in_force_there_is_only_there(house):
    [alder] = house.arrested("Alder")
    house.deliver()
    change_report(house.sergeant, fresh(alder), "wrong-person", reason="Another man of that name")
    house.deliver()
    assert house.compared().is_clean
    house.there("UPDATE record SET state = 'LIVE' WHERE origin = ?", alder.number)
    run = house.compared()
    assert (run.only_there, run.only_here) == (1, 0)
    assert house.differences()["only-there", alder.number].record_id == alder.pk


def test_what_was_typed_there_since_we_joined_is_only_there_and_what_was_before_is_left_alone(house):
    house.arrested("Alder")
    house.deliver()
    house.keyed_in("OLD/1")
    house.there("UPDATE record SET arrived = 0 WHERE origin = 'OLD/1'")
    house.keyed_in("NEW/1")
    run = house.compared()
    assert (run.only_there, run.earlier) == (1, 1)
    row = house.differences()["only-there", "NEW/1"]
    assert (row.record_id, row.reference) == (None, "HNEW/1")


def test_what_is_on_the_way_is_no_difference(house):
    alder, _ = house.arrested("Alder", "Birch")
    house.deliver()
    house.delete(alder)
    Delivery.objects.filter(record_id=alder.pk).update(state=State.SENT)
    run = house.compared()
    assert (run.only_here, run.on_the_way, run.alike) == (0, 1, 1)


def test_what_was_confirmed_after_the_extract_was_asked_for_is_on_the_way(house):
    house.arrested("Alder")
    house.deliver()
    house.clock.move(60)
    run = Reconciliation.objects.create(system="custody", asked_at=house.clock.now())
    step(house.system, run, house.clock)
    house.machine.work()
    Delivery.objects.update(confirmed_at=run.requested_at + timedelta(seconds=5))
    assert step(house.system, run, house.clock)
    assert (run.on_the_way, run.alike) == (1, 0)


def test_a_number_that_stands_there_twice_is_found(house):
    [alder] = house.arrested("Alder")
    house.deliver()
    house.keyed_in("X")
    house.change(alder)
    house.there(
        "UPDATE record SET content = (SELECT content FROM record WHERE origin = ?) WHERE origin = 'X'",
        alder.number,
    )
    run = house.compared()
    assert (run.only_there, run.alike) == (1, 1)


def test_what_is_missing_there_is_sent_again_as_new(house):
    alder, birch = house.arrested("Alder", "Birch")
    house.deliver()
    house.delete(alder)
    house.delete(birch)
    house.compared()
    assert repair_all(house.sergeant, "custody", "only-here") == 2
    house.deliver()
    assert {(r.origin, r.content["Detainee.Surname"]) for r in house.machine.store.records()} == {
        (alder.number, "ALDER"), (birch.number, "BIRCH"),
    }  # fmt: skip
    assert Delivery.objects.filter(record_id=alder.pk).order_by("seq").last().verb == "create"
    assert house.compared().is_clean
    assert Entry.objects.filter(kind="delivery:repair-asked").count() == 2


def test_what_was_changed_there_is_told_again_as_an_amendment(house):
    [alder] = house.arrested("Alder")
    house.deliver()
    house.change(alder, Detainee__Surname="ELDER")
    stands("ours-wins", system="custody", function="arrest")
    house.compared()
    repair(house.sergeant, Difference.objects.get().pk)
    house.deliver()
    assert Delivery.objects.order_by("seq").last().verb == "amend"
    assert house.compared().is_clean


def test_what_is_wrongly_in_force_there_is_taken_back_again(house):
    [alder] = house.arrested("Alder")
    house.deliver()
    change_report(house.sergeant, fresh(alder), "wrong-person", reason="Another man of that name")
    house.deliver()
    house.there("UPDATE record SET state = 'LIVE' WHERE origin = ?", alder.number)
    house.compared()
    repair(house.sergeant, Difference.objects.get().pk)
    house.deliver()
    assert house.machine.store.records()[0].state == "WITHDRAWN"
    assert house.compared().is_clean


def test_asking_twice_to_repair_tells_the_old_system_once(house):
    [alder] = house.arrested("Alder")
    house.deliver()
    house.delete(alder)
    house.compared()
    difference = Difference.objects.get().pk
    repair(house.sergeant, difference)
    repair(house.sergeant, difference)
    assert repair_all(house.sergeant, "custody", "only-here") == 0
    house.deliver()
    assert Delivery.objects.filter(record_id=alder.pk).count() == 2


def test_what_was_not_sent_from_here_is_not_taken_back_from_here(house):
    house.arrested("Alder")
    house.deliver()
    house.keyed_in("NEW/1")
    house.compared()
    with pytest.raises(CannotDo, match="Correct it there"):
        repair(house.sergeant, Difference.objects.get().pk)


def test_a_settled_difference_stays_settled_until_a_side_changes(house):
    [alder] = house.arrested("Alder")
    house.deliver()
    house.change(alder, Detainee__Surname="ELDER")
    house.compared()
    settle_difference(house.sergeant, Difference.objects.get().pk, "His own spelling, proved by passport")
    again = house.compared()
    assert again.differs == 0
    assert Difference.objects.get().settled_reason.startswith("His own spelling")
    house.change(alder, Detainee__Surname="OLDER")
    assert house.compared().differs == 1
    assert Difference.objects.get().settled_at is None


def test_a_difference_is_not_settled_without_a_reason(house):
    [alder] = house.arrested("Alder")
    house.deliver()
    house.delete(alder)
    house.compared()
    with pytest.raises(CannotDo, match="Enter why"):
        settle_difference(house.sergeant, Difference.objects.get().pk, "  ")


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (lambda text: text[: len(text) // 2], "cut off or broken"),
        (lambda text: text.replace(b"<Records>2", b"<Records>3"), "says that it holds 3 records, and 2 came"),
        (lambda text: text.replace(b"<CustodyExtract>", b"<!DOCTYPE x><CustodyExtract>"), "document type"),
    ],
)
def test_an_extract_that_is_not_whole_is_not_compared(house, damage, sentence):
    house.arrested("Alder", "Birch")
    house.deliver()
    run = Reconciliation.objects.create(system="custody", asked_at=house.clock.now())
    step(house.system, run, house.clock)
    house.machine.work()
    [file] = (house.home / "extract").iterdir()
    file.write_bytes(damage(file.read_bytes()))
    assert step(house.system, run, house.clock)
    assert run.state == RunState.FAILED
    assert sentence in run.problem
    assert not Difference.objects.exists()


def test_an_extract_that_never_comes_ends_the_run_with_a_sentence(house):
    house.arrested("Alder")
    house.deliver()
    run = Reconciliation.objects.create(system="custody", asked_at=house.clock.now())
    assert not step(house.system, run, house.clock)
    house.clock.move(PATIENCE.seconds + 1)
    assert step(house.system, run, house.clock)
    assert "no extract within 30 minutes" in run.problem


def test_the_extract_is_deleted_once_it_was_compared(house):
    house.arrested("Alder")
    house.deliver()
    house.compared()
    assert not list((house.home / "extract").iterdir())
    assert not list((house.home / "request").iterdir())


def test_findings_of_the_run_before_make_room_and_history_stays(house):
    [alder] = house.arrested("Alder")
    house.deliver()
    house.delete(alder)
    house.compared()
    house.compared()
    assert Difference.objects.count() == 1
    assert Reconciliation.objects.filter(only_here=1).count() == 2


def test_asking_needs_a_readable_system_and_the_permission(house):
    first = ask_reconciliation(house.sergeant, "custody")
    assert ask_reconciliation(house.sergeant, "custody").pk == first.pk
    assert Entry.objects.filter(kind="reconciliation:asked").count() == 1
    with pytest.raises(CannotDo, match="no joined system"):
        ask_reconciliation(house.sergeant, "abacus")
    with pytest.raises(PermissionDenied):
        ask_reconciliation(caller_with("officer"), "custody")


def test_the_end_of_a_run_is_in_the_book_without_personal_values(house):
    house.arrested("Alder")
    house.deliver()
    house.compared()
    entry = Entry.objects.get(kind="reconciliation:ended")
    assert "ALDER" not in entry.value.change.upper()
