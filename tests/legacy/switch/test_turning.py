"""Turning a switch: the rule, the order, the second person, and what stands in the book."""

import pytest
from django.core.exceptions import PermissionDenied

from callers import caller_with
from daybook.book.models import Entry
from daybook.legacy.actions.answer_turn import answer_turn
from daybook.legacy.actions.errors import CannotDo
from daybook.legacy.actions.turn_switch import turn_switch
from daybook.legacy.models import Position, Turn
from daybook.legacy.switch.positions import position_of
from switches_made import clean, compared, readable, stands, was_read


def where(function="sighting"):
    return position_of("ledger", function)


def test_it_begins_with_entry_on_both_sides_and_theirs_standing(ledger):
    assert where() == Position.OLD_WINS


def test_after_clean_days_it_is_turned_on_and_the_book_says_so(ledger):
    clean()
    turn = ledger.turn("ours-wins")
    assert where() == Position.OURS_WINS
    assert (turn.clean_days, turn.asked_by) == (14, ledger.head.author.user)
    entry = Entry.objects.get(kind="switch:turned")
    assert entry.record_id == turn.pk
    assert "Agreed with the users" in entry.value.change


def test_without_clean_days_it_is_refused_with_what_is_missing(ledger):
    clean(13)
    compared(2, unsettled=1)
    with pytest.raises(
        CannotDo, match=r"12 of 14 clean days; the last with a difference was .* not compared"
    ):
        ledger.turn("ours-wins")
    assert where() == Position.OLD_WINS


def test_the_house_sets_how_many_days(ledger, settings):
    settings.CLEAN_DAYS = 3
    clean(3)
    ledger.turn("ours-wins")
    assert where() == Position.OURS_WINS


def test_the_days_of_the_position_before_do_not_count(ledger):
    clean()
    ledger.turn("ours-wins")
    with pytest.raises(CannotDo, match="0 of 14 clean days"):
        ledger.turn("ours-only")


def test_one_step_at_a_time(ledger):
    clean()
    with pytest.raises(CannotDo, match="one step at a time: from Both, old wins to Both, ours wins"):
        ledger.turn("ours-only")


@pytest.mark.parametrize("to", ["old-wins", "old-is-master"])
def test_it_is_turned_back_at_any_time_with_a_reason(ledger, to):
    stands("ours-wins", days_ago=1)
    was_read()
    with pytest.raises(CannotDo, match="Enter why"):
        ledger.turn(to, " ")
    ledger.turn(to, "They found a fault")
    assert where() == to


def test_to_where_it_stands_and_to_nowhere_are_refused(ledger):
    with pytest.raises(CannotDo, match="stands at Both, old wins already"):
        ledger.turn("old-wins")
    with pytest.raises(CannotDo, match="one of old-is-master, old-wins, ours-wins, ours-only"):
        ledger.turn("sideways")


def test_who_saw_another_position_is_told(ledger):
    stands("ours-wins")
    with pytest.raises(CannotDo, match="Somebody has turned it meanwhile"):
        ledger.turn("old-wins", seen="old-wins")


def test_the_last_step_takes_two(ledger):
    stands("ours-wins")
    clean()
    turn = ledger.turn("ours-only")
    assert where() == Position.OURS_WINS
    with pytest.raises(CannotDo, match="Another person has to agree"):
        answer_turn(ledger.head, turn.pk, True)
    with pytest.raises(CannotDo, match="proposed already"):
        ledger.turn("ours-only")
    answer_turn(ledger.second, turn.pk, True)
    assert where() == Position.OURS_ONLY
    with pytest.raises(CannotDo, match="answered already: done"):
        answer_turn(ledger.second, turn.pk, True)


def test_a_proposal_is_declined_with_a_reason_or_withdrawn_without(ledger):
    stands("ours-wins")
    clean()
    turn = ledger.turn("ours-only")
    with pytest.raises(CannotDo, match="Enter why you do not agree"):
        answer_turn(ledger.second, turn.pk, False)
    assert answer_turn(ledger.second, turn.pk, False, "Not before the audit").state == "declined"
    turn = ledger.turn("ours-only")
    assert answer_turn(ledger.head, turn.pk, False).state == "withdrawn"
    assert Entry.objects.filter(kind="switch:turn-declined").count() == 2


def test_a_difference_found_after_the_proposal_stops_it(ledger):
    stands("ours-wins")
    clean()
    turn = ledger.turn("ours-only")
    compared(0, unsettled=1)
    with pytest.raises(CannotDo, match="13 of 14 clean days"):
        answer_turn(ledger.second, turn.pk, True)
    assert where() == Position.OURS_WINS


def test_turning_back_overtakes_a_proposal(ledger):
    stands("ours-wins")
    clean()
    turn = ledger.turn("ours-only")
    ledger.turn("old-wins", "They found a fault")
    assert Turn.objects.get(pk=turn.pk).state == "withdrawn"
    with pytest.raises(CannotDo, match="answered already"):
        answer_turn(ledger.second, turn.pk, True)


def test_a_system_without_an_extract_says_what_it_would_need(ledger):
    readable(extracts=None)
    with pytest.raises(CannotDo, match=r"gives no extract .* can be turned on once its mapping says"):
        ledger.turn("ours-wins")


def test_a_kind_of_record_that_is_not_in_the_extract_says_so(ledger):
    readable(None, "sighting", wants=frozenset({"sighting", "arrest"}))
    with pytest.raises(CannotDo, match="does not hold this kind of record"):
        turn_switch(ledger.head, "ledger", "arrest", "ours-wins", "Agreed")


def test_each_kind_of_record_has_its_own_switch(ledger):
    readable(None, "sighting", "arrest")
    clean(function="arrest")
    turn_switch(ledger.head, "ledger", "arrest", "ours-wins", "Agreed")
    assert (where("arrest"), where("sighting")) == (Position.OURS_WINS, Position.OLD_WINS)
    with pytest.raises(CannotDo, match="It takes: arrest, sighting"):
        turn_switch(ledger.head, "ledger", "warrant", "old-wins", "Agreed")


def test_only_those_who_run_the_estate_turn_it(ledger):
    with pytest.raises(PermissionDenied):
        turn_switch(caller_with("sergeant"), "ledger", "sighting", "old-wins", "Agreed")
    with pytest.raises(CannotDo, match="no joined system called abacus"):
        turn_switch(ledger.head, "abacus", "sighting", "old-wins", "Agreed")
