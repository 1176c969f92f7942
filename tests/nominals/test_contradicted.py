"""What cannot be of one person, within a person whom people joined, or written since: asked, and asked once."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from callers import caller_with, signed_on_client
from daybook.nominals.actions.decide import decide
from daybook.nominals.actions.undo_decision import undo_decision
from daybook.nominals.arriving import link_arrived
from daybook.nominals.evidence import cleaned_of
from daybook.nominals.linking import Scored, start_run, store
from daybook.nominals.matching import Clusters, Scorer, Thresholds, starting_model
from daybook.nominals.models import Decision
from daybook.nominals.queries.desk import waiting
from daybook.records.actions.correct_person import correct_person
from daybook.records.models import Person
from helpers import OFFICER, settle
from nominals_made import persons, source
from people_made import record
from retention_made import aged

pytestmark = pytest.mark.django_db
PNCID, OTHER, THIRD = ("pncid", "81/34U"), ("pncid", "00/223R"), ("pncid", "93/5V")
CRO, OTHER_CRO = ("cro", "85227/65L"), ("cro", "123456/12U")
WHY = {"reason": "Seen both."}


@pytest.fixture
def by():
    return caller_with("crime-registrar")


def came(key, *said, **more):
    one = source(key, *said, **more)
    link_arrived([one])
    return one


def asked(by):
    return [(case.trouble, case.rule, {case.first, case.second}) for case in waiting(by)]


@pytest.fixture
def joined(by):
    """One person whom people joined."""
    one, other = came("A"), came("B")
    decide(by, one, other, "same")
    assert not waiting(by).exists()
    return one, other


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ({"sex": "1"}, {"sex": "2"}, "one is male, the other female"),
        ({"numbers": (PNCID,)}, {"numbers": (OTHER,)}, "two valid and different PNCIDs"),
        ({"born": "1988-05-17"}, {"born": "1951-11-02"}, "perhaps parent and child"),
    ],
)
def test_what_a_correction_makes_contradictory_is_asked_and_they_stay_one(by, joined, before, after, words):
    came("A", **before)
    came("B", **after)
    (case,) = asked(by)
    assert (case[0], case[2]) == ("contradiction", set(joined))
    assert words in case[1]
    assert persons(*joined) == 1


def test_a_persons_own_correction_read_from_the_book_is_asked(by):
    ours = [record(family_name="Okafor", given_names="Chidi", sex="1") for _ in range(2)]
    settle()
    one, other = (("daybook", str(it.pk)) for it in ours)
    decide(by, one, other, "same", **WHY)
    correct_person(
        caller_with("officer"), Person.objects.get(pk=ours[1].pk), {"sex": "2"}, reason="Typed wrong."
    )
    settle()
    assert asked(by) == [("contradiction", "one is male, the other female", {one, other})]
    assert persons(one, other) == 1


def test_two_cro_numbers_within_one_person_are_asked_beside_the_same_pncid(by):
    came("A", numbers=(PNCID, CRO))
    came("B", numbers=(PNCID, OTHER_CRO))
    assert [case[1] for case in asked(by)] == ["two valid and different CRO numbers"]


def test_what_was_judged_knowing_it_is_not_asked_again_whatever_comes(by):
    one, other = came("A", sex="1"), came("B", sex="2")
    decide(by, one, other, "same", **WHY)
    assert not waiting(by).exists()
    came("B", sex="2", postcodes=("AV18 1AJ",))
    link_arrived([one, other])
    assert not waiting(by).exists()
    run(one, other)
    assert not waiting(by).exists()


def test_one_that_comes_after_the_decision_is_asked_once_more(by):
    one, other = came("A", numbers=(PNCID,)), came("B", numbers=(OTHER,))
    decide(by, one, other, "same", **WHY)
    assert not waiting(by).exists()
    came("B", numbers=(THIRD,))
    assert asked(by) == [("contradiction", "two valid and different PNCIDs", {one, other})]
    decide(by, one, other, "same", **WHY)
    assert not waiting(by).exists()
    link_arrived([one, other])
    assert not waiting(by).exists()


def test_what_the_records_beside_the_judged_pair_say_is_asked_too_and_the_worst_first(by):
    man, one = came("M", sex="1", numbers=(PNCID,)), came("A", numbers=(PNCID,))
    other, woman = came("B", numbers=(CRO,)), came("W", sex="2", numbers=(CRO,))
    decide(by, one, other, "same", **WHY)
    assert persons(man, woman) == 1
    (case,) = asked(by)
    assert case == ("contradiction", "one is male, the other female", {man, woman})
    assert waiting(by).get().harm > 5
    decide(by, man, woman, "unsure")
    assert not waiting(by).exists(), "looked at, left open"
    came("X", sex="2", numbers=(CRO,))
    assert not waiting(by).filter(inside=True).exists(), "it is not one with them"


def test_undone_the_contradiction_goes_with_the_person(by):
    man, other = came("M", sex="1", numbers=(PNCID,)), came("B", numbers=(CRO,))
    woman = came("W", sex="2", numbers=(CRO,))
    made = decide(by, man, other, "same", **WHY)
    assert [case[2] for case in asked(by)] == [{man, woman}]
    undo_decision(by, made.operation)
    assert persons(man, woman) == 2
    assert not waiting(by).filter(inside=True).exists()


def test_a_correction_that_settles_it_takes_it_off_the_desk(by, joined):
    came("A", sex="1")
    came("B", sex="2")
    case = waiting(by).get()
    came("B", sex="1")
    assert not waiting(by).exists()
    page = signed_on_client("crime-registrar").get(reverse("nominals:case", args=[case.pk]))
    assert "nothing contradicts between them any longer" in page.content.decode()


def test_the_page_says_that_they_are_one_person_and_by_what(by, joined):
    came("A", sex="1")
    came("B", sex="2")
    page = signed_on_client("crime-registrar").get(reverse("nominals:case", args=[waiting(by).get().pk]))
    text = page.content.decode()
    assert "The two are one person now" in text
    assert "one is male, the other female" in text


def test_parted_on_the_page_they_are_two_and_off_the_desk(by, joined):
    came("A", sex="1")
    came("B", sex="2")
    desk, case = signed_on_client("crime-registrar"), waiting(by).get()
    desk.post(reverse("nominals:decide", args=[case.pk]), {"verdict": "different"})
    assert persons(*joined) == 2
    assert not waiting(by).exists()


def run(*records):
    """A run that finds each of them by itself."""
    cleaned = [cleaned_of(one) for one in records]
    judged = [(0, 1)]
    clusters = Clusters([tuple(range(len(cleaned)))], [])
    made = start_run(OFFICER, "custody.csv", "start", Thresholds(), timezone.now())
    store(OFFICER, made, Scored(cleaned, [], clusters, Scorer(starting_model(), 2), judged))


def test_a_run_asks_about_what_people_joined_and_the_records_now_contradict(by, joined):
    source("A", sex="1")
    source("B", sex="2")
    run(*joined)
    run(*joined)
    assert asked(by) == [("contradiction", "one is male, the other female", set(joined))]
    assert persons(*joined) == 1


def test_a_decision_from_before_such_things_were_kept_stands_for_its_pair(by):
    one, other = came("A", sex="1"), came("B", sex="2")
    decide(by, one, other, "same", **WHY)
    aged(Decision.objects.get(), known=None)
    link_arrived([one, other])
    assert not waiting(by).exists()
