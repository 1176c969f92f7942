"""Judging who is one person: what follows at once, what needs a reason, what outlives what."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from uuid_utils.compat import uuid7

from callers import caller_with
from daybook.book import writing
from daybook.book.models import Entry
from daybook.nominals.actions import detach_record as detaching
from daybook.nominals.actions.decide import decide
from daybook.nominals.actions.detach_record import detach_record
from daybook.nominals.actions.undo_decision import undo_decision
from daybook.nominals.evidence import NoSuchRecordError
from daybook.nominals.judging import CannotDecide
from daybook.nominals.membership import JudgedOneError
from daybook.nominals.models import Decision, IndexedRecord, ReviewCase
from helpers import OFFICER
from nominals_made import person, persons, source, whose

pytestmark = pytest.mark.django_db


@pytest.fixture
def registrar():
    return caller_with("crime-registrar")


def change(entry: Entry) -> dict:
    return json.loads(entry.value.change)


def test_two_records_judged_the_same_are_one_person_named_by_the_oldest_of_ours(registrar):
    older, newer, other = person(), person(given="Chidy"), source("C1")
    decide(registrar, newer, other, "same")
    assert whose(other) == whose(newer)
    decide(registrar, other, older, "same")
    assert persons(older, newer, other) == 1
    assert str(whose(other)) == older[1]


def test_the_judgement_is_an_entry_with_who_moved_and_whom_it_concerns(registrar):
    one, other = person(), person(given="Chidy")
    decide(registrar, one, other, "same", reason="Both were fingerprinted as the same.")
    entry = Entry.objects.get(kind="person:linked")
    assert entry.act == "combination"
    assert entry.user_id == registrar.user.pk
    said = change(entry)
    assert {one[1].replace("-", ""), other[1].replace("-", "")} == set(said["people"])
    assert [move["key"] for move in said["moved"]] == [other[1]]
    assert said["reason"] == "Both were fingerprinted as the same."


def test_twins_are_called_one_only_with_a_reason(registrar):
    one, twin = person(given="Hassan"), person(given="Ibrahim")
    with pytest.raises(CannotDecide, match="speak against it"):
        decide(registrar, one, twin, "same")
    assert persons(one, twin) == 2
    decide(registrar, one, twin, "same", reason="One man, two names: seen passport.")
    assert persons(one, twin) == 1


def test_the_same_number_is_called_two_people_only_with_a_reason(registrar):
    one, other = person(identifiers={"pncid": "81/34U"}), source("C1", numbers=(("pncid", "81/34U"),))
    with pytest.raises(CannotDecide, match="same valid number"):
        decide(registrar, one, other, "different")
    decide(registrar, one, other, "different", reason="The number was typed for his brother.")
    assert Decision.objects.get().verdict == "different"


def test_a_decision_keeps_the_evidence_as_it_was(registrar):
    one, other = person(), source("C1")
    made = decide(registrar, one, other, "same")
    assert made.evidence[0][0] == "How likely before looking"
    assert sum(bits for *_, bits in made.evidence) == pytest.approx(made.bits, abs=0.01)
    assert made.model == "start"


def test_not_sure_changes_nobody_and_is_kept(registrar):
    one, other = person(), source("C1")
    decide(registrar, one, other, "unsure")
    assert persons(one, other) == 2
    assert Entry.objects.filter(kind="person:left-open").exists()


def test_people_who_contradict_one_another_are_told_so(registrar):
    one, middle, other = person(), source("C1"), source("C2")
    decide(registrar, one, middle, "same")
    decide(registrar, middle, other, "same")
    with pytest.raises(JudgedOneError, match="Undo the decision that is wrong"):
        decide(registrar, one, other, "different", reason="Seen both.")
    assert persons(one, middle, other) == 1
    assert Decision.objects.count() == 2


def test_verified_gives_way_to_nothing_unverified(registrar):
    one, other = person(), source("C1")
    decide(registrar, one, other, "same", verified=True)
    with pytest.raises(CannotDecide, match="verified"):
        decide(registrar, one, other, "different", reason="I think not.")
    decide(registrar, one, other, "different", reason="Fingerprints differ.", verified=True)
    assert persons(one, other) == 2


def test_undo_puts_back_what_there_was_and_the_case_onto_the_desk(registrar):
    one, other = person(), source("C1")
    case = ReviewCase.objects.create(
        **dict(zip(("first_system", "first_key"), min(one, other), strict=True)),
        **dict(zip(("second_system", "second_key"), max(one, other), strict=True)),
        bits=3,
        harm=1,
        trouble="uncertain",
        opened_at="2026-11-22T10:00Z",
    )
    made = decide(registrar, one, other, "same")
    case.refresh_from_db()
    assert case.decision == made
    undo_decision(registrar, made.operation)
    case.refresh_from_db()
    assert case.settled_at is None
    assert persons(one, other) == 2
    assert Entry.objects.get(kind="person:link-undone").user_id == registrar.user.pk


def test_of_chained_links_the_first_is_undone_and_the_later_stands(registrar):
    oldest, middle, last = person(), person(given="Chidy"), person(given="Chydi")
    first = decide(registrar, oldest, middle, "same")
    decide(registrar, middle, last, "same")
    assert persons(oldest, middle, last) == 1
    undo_decision(registrar, first.operation)
    assert persons(middle, last) == 1
    assert str(whose(last)) == middle[1]
    assert str(whose(oldest)) == oldest[1]


def test_what_was_decided_again_is_undone_in_turn(registrar):
    one, other = person(), source("C1")
    first = decide(registrar, one, other, "same")
    second = decide(registrar, one, other, "different", reason="Seen both.")
    with pytest.raises(CannotDecide, match="later decision"):
        undo_decision(registrar, first.operation)
    undo_decision(registrar, second.operation)
    assert persons(one, other) == 1


def test_anothers_decision_is_undone_with_a_reason_only(registrar):
    one, other = person(), source("C1")
    made = decide(registrar, one, other, "same")
    colleague = caller_with("data-protection-officer")
    with pytest.raises(CannotDecide, match="Say why"):
        undo_decision(colleague, made.operation)
    undo_decision(colleague, made.operation, reason="The custody number was misread.")
    assert persons(one, other) == 2


def test_a_detached_record_stands_alone_and_the_rest_is_asked_about(registrar):
    one, bridge, other = person(), source("C1"), source("C2")
    decide(registrar, one, bridge, "same")
    decide(registrar, bridge, other, "same")
    made = detach_record(registrar, bridge, reason="Typed for another man.")
    assert persons(one, bridge, other) == 3
    assert ReviewCase.objects.filter(settled_at=None).count() == 1
    undo_decision(registrar, made[0].operation)
    assert persons(one, bridge, other) == 1


def test_a_record_is_detached_from_whom_it_was_linked_with_a_moment_before(registrar, monkeypatch):
    one, record, late = person(), source("C1"), source("C2")
    decide(registrar, one, record, "same")
    monkeypatch.setattr(detaching, "alone", lambda: decide(registrar, record, late, "same"))
    detach_record(registrar, record, reason="Typed for another man.")
    assert persons(one, record, late) == 3


def test_of_two_decisions_about_one_pair_a_new_one_leaves_itself_alone_in_force(registrar):
    one, other = person(), source("C1")
    twice = decide(registrar, one, other, "same")
    twice.pk, twice.by, twice._state.adding = uuid7(), None, True
    with writing("people:linked", OFFICER) as page:
        page.save(twice)
    made = decide(registrar, one, other, "unsure")
    assert list(Decision.objects.filter(Decision.IN_FORCE)) == [made]


def test_only_who_works_the_desk_decides_and_only_of_whom_they_may_see(registrar):
    one, hidden = person(), person(given="Chidy", handling="sealed")
    with pytest.raises(PermissionDenied):
        decide(caller_with("communications"), one, hidden, "same")
    with pytest.raises(NoSuchRecordError):
        decide(registrar, one, hidden, "same")


class TestUndo(TestCase):
    """Whatever is decided and taken back in whatever order, persons are what the decisions left say."""

    @settings(max_examples=8, deadline=None)
    @given(st.data())
    def test_undoing_everything_leaves_everybody_alone(self, data):
        caller = caller_with("crime-registrar")
        records = [person(), *(source(f"C{n}") for n in range(4))]
        pairs = st.lists(
            st.tuples(*[st.sampled_from(records)] * 2).filter(lambda it: it[0] != it[1]), max_size=5
        )
        made = []
        for first, second in data.draw(pairs):
            made.append(decide(caller, first, second, "same").operation)
        standing = [one for one in made if not Decision.objects.get(operation=one).superseded_by_id]
        for operation in data.draw(st.permutations(standing)):
            undo_decision(caller, operation)
        while left := list(Decision.objects.filter(Decision.IN_FORCE)):
            undo_decision(caller, left[0].operation)
        assert IndexedRecord.objects.values("nominal").distinct().count() == len(records)
        assert str(whose(records[0])) == records[0][1]
