"""Lists as their users meet them: who gets on, who sees, what leaves by itself, and what no list ever counts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from callers import caller_with
from daybook.access.caller import system_caller
from daybook.book import writing
from daybook.book.models import Entry
from daybook.forecast.harm import rounds
from daybook.forecast.harm.actions.keep_list import end_list, name_member
from daybook.forecast.harm.actions.open_list import Assessed, FieldError, ListWanted, open_list
from daybook.forecast.harm.actions.review import as_kept, pass_over, put_on, review_row
from daybook.forecast.harm.gate import ListClosedError, why_closed
from daybook.forecast.harm.job import round_next
from daybook.forecast.harm.models import HarmList, HarmRecall, HarmRound, HarmRow, Left, RowState
from daybook.forecast.harm.queries.lists import candidates, listed
from daybook.nominals.actions.decide import decide
from daybook.records.actions.change_report import change_report
from daybook.records.actions.set_handling import set_handling
from daybook.records.models import Event, Person
from harm_made import (
    ASSESSED,
    DAMAGE,
    SHOP,
    a_caution,
    a_conviction,
    a_copy,
    a_list,
    a_recall,
    a_row,
    a_victim,
    an_event,
)
from helpers import OFFICER, settle
from people_made import record
from report_samples import changed_to

pytestmark = pytest.mark.django_db


def days_on(made):
    return [
        (one.person.family_name, one.figure.days, one.figure.events) for one in listed(made.owner, made.list)
    ]


def offered(made):
    return [one.person.family_name for one in candidates(made.reviewer, made.list)]


def change(row, **values):
    """As an action would: the row with these values, in the book."""
    with writing("person:recorded", OFFICER) as page:
        for name, value in values.items():
            setattr(row, name, value)
        page.save(row)


def test_nobody_is_put_on_by_the_figure_alone():
    made = a_list()
    a_victim("Quill", events=2)
    a_victim("Once", events=1)
    assert (offered(made), listed(made.owner, made.list)) == (["Quill"], [])
    a_row(made, a_victim("Reed", events=3))
    assert days_on(made) == [("Reed", 3 * 365, 3)]
    assert offered(made) == ["Quill"]


def test_what_was_decided_is_offered_again_only_with_new_evidence():
    made, person = a_list(), a_victim()
    pass_over(made.reviewer, made.list, person, "Both were one night.")
    assert offered(made) == []
    an_event(person, recorded_at=timezone.now() + timedelta(minutes=1))
    assert offered(made) == ["Quill"]


def test_offenders_are_listed_by_what_they_admitted_and_by_nothing_else():
    made = a_list("offenders")
    suspect, fined, denied, cautioned = (
        record(family_name=name, date_of_birth=date(1990, 2, 1)) for name in ("Sus", "Fine", "Deny", "Caut")
    )
    for _ in range(3):
        an_event(suspect, "suspect")
        an_event(suspect, "arrested", report="arrest", status="arrested")
        an_event(suspect, "searched", report="stop-search")
        an_event(suspect, "subject", report="intelligence")
        a_caution(fined, "penalty-notice")
        a_caution(denied, "community-resolution", admitted="no")
        a_caution(cautioned, "conditional-caution")
    assert offered(made) == ["Caut"]


def test_convictions_count_and_neither_acquittals_nor_what_was_quashed_or_not_complied_with():
    made = a_list("offenders")
    convicted, acquitted, other, quashed, broke, appeals = (
        record(family_name=name, date_of_birth=date(1990, 2, 1))
        for name in ("Convict", "Acquit", "Other", "Quash", "Broke", "Appeal")
    )
    for _ in range(2):
        a_conviction(convicted)
        a_conviction(acquitted, "NG")
        a_conviction(other, "NA")
        a_conviction(quashed, status="quashed")
        a_caution(broke, "conditional-caution", status="breached")
        a_conviction(appeals, status="appealed", offence=DAMAGE)
    assert offered(made) == ["Convict", "Appeal"]
    assert [line.basis for line in candidates(made.reviewer, made.list)[0].lines] == ["conviction"] * 2
    assert offered(a_list("victims")) == []


def test_a_conviction_that_is_quashed_takes_the_person_off_at_once_and_recalls_the_copies():
    made, person = a_list("offenders"), record(family_name="Quill", date_of_birth=date(1990, 2, 1))
    first, _ = a_conviction(person), a_conviction(person)
    row = a_row(made, person)
    a_copy(made, partner="probation")
    settle()
    changed_to(first, "quash", on=str(timezone.localdate()), court="An invented Crown Court")
    with pytest.raises(ValueError, match="nobody on the list"):
        a_copy(made, partner="probation")
    settle()
    row.refresh_from_db()
    assert (row.state, row.left_why, row.evidence) == (RowState.LEFT, Left.EVIDENCE, [])
    assert HarmRecall.objects.filter(line__row=row, answered_at=None).count() == 1


def test_who_stays_is_recalled_from_the_copies_that_tell_what_was_undone_and_from_no_other():
    made, person = a_list(), a_victim(events=3)
    row = a_row(made, person)
    told, other = a_copy(made), a_copy(made, partner="health")
    settle()
    crime = Event.objects.order_by("number").first()
    change_report(caller_with("sergeant"), crime, "cancel", reason="Recorded in error")
    settle()
    row.refresh_from_db()
    assert (row.state, len(row.evidence)) == (RowState.ON, 2)
    assert [one.line.export for one in HarmRecall.objects.all()] == [told.export]
    assert other.export.lines.get().row_id == row.pk
    assert b",2," in a_copy(made).content
    review_row(made.reviewer, row, False, "Has moved away.")
    assert HarmRecall.objects.count() == 3


def test_what_only_grows_old_recalls_nothing():
    made, person = a_list(), a_victim(events=2)
    an_event(person, days_ago=364)
    a_row(made, person)
    a_copy(made)
    settle()
    change(made.list, window_days=300)
    assert round_next() == 1
    assert [len(row.evidence) for row in HarmRow.objects.all()] == [2]
    assert not HarmRecall.objects.exists()


def test_a_victim_is_on_no_list_of_offenders_and_an_offender_on_none_of_victims():
    victims, offenders = a_list("victims"), a_list("offenders")
    harmed, cautioned = a_victim("Harmed", 3), record(family_name="Caut", date_of_birth=date(1990, 2, 1))
    a_caution(cautioned)
    a_caution(cautioned)
    assert (offered(victims), offered(offenders)) == (["Harmed"], ["Caut"])
    with pytest.raises(ValueError, match="fewer than 2 events"):
        put_on(offenders.reviewer, offenders.list, harmed, "Why not.")


@pytest.mark.parametrize(
    "fields", [{"date_of_birth": date(2012, 1, 1)}, {}, {"date_of_birth": date(1990, 1, 1), "known": False}]
)
def test_no_child_and_nobody_unknown_is_on_a_list_of_offenders(fields):
    made, person = a_list("offenders"), record(family_name="Young", **fields)
    a_caution(person)
    a_caution(person)
    assert offered(made) == []
    with pytest.raises(ValueError, match="cannot be on this list"):
        put_on(made.reviewer, made.list, person, "Twice.")


def test_offences_found_by_looking_and_records_that_are_closed_or_undone_count_nowhere():
    made, person = a_list(), record(family_name="Quill")
    an_event(person, offence=SHOP)
    an_event(person, status="cancelled")
    an_event(person, handling="restricted")
    an_event(person, days_ago=366)
    an_event(person)
    assert offered(made) == []


def test_who_somebody_is_changes_neither_figure_nor_order():
    made = a_list()
    one, other = a_victim("Alder", 3), a_victim("Birch", 2)
    before = [(line.person.pk, line.figure) for line in candidates(made.reviewer, made.list)]
    for person, ethnicity, sex in ((one, "B1", "1"), (other, "W1", "2")):
        change(
            Person.objects.get(pk=person.pk), self_defined_ethnicity=ethnicity, sex=sex, nationality="Irish"
        )
    assert [(line.person.pk, line.figure) for line in candidates(made.reviewer, made.list)] == before


def test_a_list_holds_as_many_as_can_be_reviewed():
    made = a_list(reviews_a_week=1, review_days=7)
    a_row(made)
    with pytest.raises(ValueError, match="The list is full: 1 of 1"):
        a_row(made, a_victim("Reed"))


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"kind": "both"}, "kind"),
        ({"purpose": " "}, "purpose"),
        ({"owner": "nobody"}, "owner"),
        ({"least_events": 1}, "least_events"),
        ({"window_days": 9999}, "window_days"),
        ({"assessed": Assessed("", date(2999, 1, 1), "E", date(2999, 1, 1))}, "dpia"),
        ({"assessed": Assessed("D", date(2999, 1, 1), "E", date(2020, 1, 1))}, "eia_until"),
    ],
)
def test_a_list_is_not_opened_without_what_it_needs(changed, name):
    with pytest.raises(FieldError) as caught:
        a_list(**changed)
    assert caught.value.name == name
    assert not HarmList.objects.exists()


def test_nobody_opens_a_list_for_themselves():
    both = caller_with("superintendent")
    wanted = ListWanted("victims", "T", "P.", both.user.username, "O", ASSESSED)
    with pytest.raises(FieldError, match="somebody else must answer"):
        open_list(both, wanted)


@pytest.mark.parametrize("over", ["dpia_until", "eia_until"])
def test_when_an_assessment_runs_out_the_list_is_closed_to_everybody_at_that_moment(over):
    made = a_list()
    row = a_row(made)
    change(made.list, **{over: timezone.localdate() - timedelta(days=1)})
    assert "ran out" in why_closed(made.list)[0]
    for caller in (made.owner, made.reviewer, made.overseer):
        with pytest.raises(ListClosedError, match="renew it"):
            listed(caller, made.list)
    row.harm_list = made.list
    for act in (
        lambda: a_copy(made),
        lambda: review_row(made.reviewer, row, True, "Still so."),
        lambda: a_row(made, a_victim("Reed")),
    ):
        with pytest.raises(ListClosedError):
            act()


def test_a_list_whose_owner_has_left_is_closed():
    made = a_list()
    made.owner.user.left = timezone.localdate() - timedelta(days=1)
    made.owner.user.save()
    assert "owner has left" in why_closed(made.list)[0]


def test_only_those_who_are_named_see_it_whatever_their_roles():
    made = a_list()
    a_row(made)
    for caller in (made.opener, caller_with("inspector"), caller_with("auditor"), system_caller("test")):
        with pytest.raises(PermissionDenied):
            listed(caller, made.list)
    with pytest.raises(PermissionDenied, match="Your roles do not include"):
        put_on(made.overseer, made.list, a_victim("Reed"), "Twice.")
    name_member(made.opener, made.list, made.reviewer.user.username, "overseer")
    with pytest.raises(PermissionDenied, match="You may look"):
        put_on(made.reviewer, made.list, a_victim("Sedge"), "Twice.")


def test_an_outcome_that_is_undone_takes_the_person_off_at_once_and_recalls_the_copies():
    made, person = a_list(), record(family_name="Quill")
    first, _ = an_event(person), an_event(person)
    row = a_row(made, person)
    a_copy(made)
    settle()
    change_report(caller_with("sergeant"), first, "cancel", reason="Recorded in error")
    assert [one.enough for one in listed(made.owner, made.list)] == [False]
    with pytest.raises(ValueError, match="nobody on the list"):
        a_copy(made)
    settle()
    row.refresh_from_db()
    assert (row.state, row.left_why, row.evidence) == (RowState.LEFT, Left.EVIDENCE, [])
    assert HarmRecall.objects.filter(line__row=row, answered_at=None).count() == 1
    assert "1 of at least 2 events" in row.reason


def test_new_evidence_is_reckoned_without_anybody_asking():
    made, person = a_list(), a_victim()
    row = a_row(made, person)
    an_event(person, offence=DAMAGE)
    settle()
    row.refresh_from_db()
    assert [one["days"] for one in row.evidence] == [365, 365, None]


def test_who_leaves_while_a_round_reckons_leaves_no_evidence_behind(monkeypatch):
    made, person = a_list(), a_victim()
    row = a_row(made, person)
    an_event(person, offence=DAMAGE)

    def removed_meanwhile(lines):
        if HarmRow.objects.get(pk=row.pk).state == RowState.ON:
            review_row(made.owner, row, False, "Lives elsewhere now.")
        return as_kept(lines)

    monkeypatch.setattr(rounds, "as_kept", removed_meanwhile)
    rounds.go_over(made.list, system_caller("harm lists"))
    row.refresh_from_db()
    assert (row.state, row.evidence) == (RowState.LEFT, [])
    assert not Entry.objects.filter(kind="harm-row:reckoned").exists()


def test_a_review_that_nobody_does_takes_the_row_off_after_the_days_of_grace():
    made = a_list(grace_days=3)
    row = a_row(made)
    today = timezone.localdate()
    change(row, review_due=today - timedelta(days=3))
    assert round_next() == 1
    assert [one.overdue for one in listed(made.owner, made.list)] == [True]
    change(HarmRow.objects.get(pk=row.pk), review_due=today - timedelta(days=4))
    assert round_next() == 0, "once a day"
    next_day(made)
    assert round_next() == 1
    row.refresh_from_db()
    assert (row.state, row.left_why) == (RowState.LEFT, Left.OVERDUE)


def next_day(made):
    HarmRound.objects.filter(harm_list=made.list).update(day=timezone.localdate() - timedelta(days=1))


def test_keeping_moves_the_review_and_removing_takes_the_evidence_away():
    made = a_list()
    row = a_row(made)
    kept = review_row(made.reviewer, row, True, "A third is being looked at.")
    assert kept.review_due == timezone.localdate() + timedelta(days=28)
    gone = review_row(made.owner, kept, False, "Lives elsewhere now.")
    assert (gone.state, gone.evidence, gone.review_due) == (RowState.LEFT, [], None)
    assert [one.kept for one in gone.reviews.all()] == [False, True]
    with pytest.raises(ValueError, match="not on the list any more"):
        review_row(made.owner, gone, True, "Back.")
    other = a_row(made, a_victim("Reed"))
    with pytest.raises(ValueError, match="Give the reason"):
        review_row(made.owner, other, True, " ")


def test_two_records_of_one_person_are_one_row_and_part_again():
    made = a_list(least_events=3)
    one, other = a_victim("Quill", 3), a_victim("Quill", 3)
    rows = [a_row(made, one), a_row(made, other)]
    settle()
    join(one, other)
    settle()
    states = [HarmRow.objects.get(pk=row.pk) for row in rows]
    assert [row.state for row in states] == [RowState.ON, RowState.LEFT]
    assert states[1].left_why == Left.SAME
    assert days_on(made) == [("Quill", 6 * 365, 6)]
    part(one, other)
    settle()
    assert days_on(made) == [("Quill", 3 * 365, 3)]


def join(one, other):
    decide(caller_with("crime-registrar"), *ends(one, other), "same", reason="Same date of birth.")


def part(one, other):
    decide(caller_with("crime-registrar"), *ends(one, other), "different", reason="They are two sisters.")


def ends(one, other):
    return ("daybook", str(one.pk)), ("daybook", str(other.pk))


def test_somebody_on_a_sealed_record_is_shown_to_nobody_who_may_not_open_it_and_stands_in_no_copy():
    made = a_list()
    a_row(made, a_victim("Reed"))
    hidden = a_victim("Quill")
    a_row(made, hidden)
    set_handling(caller_with("superintendent"), hidden, "sealed", reason="Witness at risk")
    assert [one.person is None for one in listed(made.reviewer, made.list)].count(True) == 1
    assert b"Quill" not in a_copy(made).content
    settle()
    assert [one.person.family_name for one in listed(made.reviewer, made.list)] == ["Reed"]


def test_who_has_died_leaves():
    made, person = a_list(), a_victim()
    row = a_row(made, person)
    settle()
    change(Person.objects.get(pk=person.pk), deceased_on=timezone.localdate())
    settle()
    row.refresh_from_db()
    assert (row.state, row.left_why) == (RowState.LEFT, Left.PERSON)


def test_when_a_list_ends_everybody_leaves_and_every_copy_is_recalled():
    made = a_list()
    a_row(made)
    a_row(made, a_victim("Reed"))
    a_copy(made)
    end_list(made.opener, made.list, "The operation is over.")
    assert not HarmRow.objects.filter(state=RowState.ON).exists()
    assert HarmRecall.objects.count() == 2
    with pytest.raises(ListClosedError, match="ended on"):
        listed(made.owner, HarmList.objects.get())


def test_each_act_is_one_entry_that_names_the_row():
    recall = a_recall()
    kinds = list(Entry.objects.filter(record_id=recall.line.row_id).values_list("kind", flat=True))
    assert kinds == ["harm-row:entered", "harm-row:left"]
    assert Entry.objects.get(record_id=recall.line.export_id).act == "disclosure"
