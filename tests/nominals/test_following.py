"""What waits on the desk follows what becomes of its people, and nobody decides on what they have not seen."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from callers import caller_with, signed_on_client
from daybook.book.models import Entry
from daybook.nominals.actions.decide import decide
from daybook.nominals.actions.undo_decision import undo_decision
from daybook.nominals.arriving import link_arrived
from daybook.nominals.following import follow
from daybook.nominals.models import Decision, ReviewCase
from daybook.nominals.queries.desk import waiting
from nominals_made import ask_about, persons, source

pytestmark = pytest.mark.django_db
PNCID, OTHER, CRO = ("pncid", "81/34U"), ("pncid", "00/223R"), ("cro", "85227/65L")
WHY = {"reason": "Seen both."}


@pytest.fixture
def by():
    return caller_with("crime-registrar")


@pytest.fixture
def desk():
    return signed_on_client("crime-registrar")


def came(key, *said, **more):
    """A record comes, new or changed, and is linked."""
    one = source(key, *said, **more)
    link_arrived([one])
    return one


def the_case(*pair):
    first, second = sorted(pair)
    return ReviewCase.objects.get(first_key=first[1], second_key=second[1])


def shown(desk, case):
    """What the page sends back with a decision."""
    page = desk.get(reverse("nominals:case", args=[case.pk]))
    return {"seen": page.context["seen"]}


def judge(desk, case, verdict, **said):
    return desk.post(reverse("nominals:decide", args=[case.pk]), {"verdict": verdict, **said})


@pytest.fixture
def groups():
    """Two persons of two records each."""
    one = [came(key, numbers=(PNCID,)) for key in ("A1", "A2")]
    other = [came(key, numbers=(CRO,)) for key in ("B1", "B2")]
    assert persons(*one, *other) == 2
    return one, other


def test_an_arrival_that_ties_two_groups_is_a_bridge_and_asked_once(groups, by):
    ReviewCase.objects.all().delete()
    came("A3", numbers=(PNCID,))
    case = waiting(by).get()
    assert (case.trouble, case.size) == ("bridge", 5)


def test_a_pair_that_waits_becomes_a_bridge_as_its_people_grow(by):
    one, other = came("A1", numbers=(PNCID,)), came("B1", numbers=(CRO,))
    case = the_case(one, other)
    assert (case.trouble, case.size) == ("uncertain", 2)
    before = case.harm
    came("A2", numbers=(PNCID,))
    came("B2", numbers=(CRO,))
    case.refresh_from_db()
    assert (case.trouble, case.size) == ("bridge", 4)
    assert case.harm > before
    assert list(waiting(by)) == [case]


def test_a_pair_whose_record_is_corrected_is_weighed_anew(by):
    one, other = came("A1"), came("B1", born="")
    case = the_case(one, other)
    came("B1")
    bits = case.bits
    case.refresh_from_db()
    assert case.bits > bits
    assert case.settled_at is None


def test_a_pair_that_a_correction_makes_two_people_leaves_the_desk_and_says_why(by, desk):
    one, other = came("A1"), came("B1")
    case = the_case(one, other)
    came("B1", "Novak", "Petra", "1971-02-03")
    assert not waiting(by).exists()
    page = desk.get(reverse("nominals:case", args=[case.pk])).content.decode()
    assert "no longer alike enough to ask" in page
    assert "Different people" not in page
    came("B1")
    assert list(waiting(by)) == [case], "asked again once they are alike again"


def test_a_pair_that_parts_and_joins_again_by_others_is_on_and_off_the_desk(by):
    one, other, third = came("A1"), came("B1"), source("C1", "Novak", "Petra", "1971-02-03")
    case = the_case(one, other)
    decide(by, one, third, "same", **WHY)
    made = decide(by, other, third, "same", **WHY)
    assert not waiting(by).exists()
    undo_decision(by, made.operation)
    assert list(waiting(by)) == [case]


def test_a_decision_on_what_has_changed_meanwhile_is_not_taken_and_nothing_is_lost(desk):
    one, other = came("A1"), came("B1", born="")
    case = the_case(one, other)
    seen = shown(desk, case)
    came("B1", born="1988-05-18")
    answer = judge(desk, case, "same", reason="Seen the passport.", verified="yes", **seen)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "This pair has changed since it was shown to you" in text
    assert "Seen the passport." in text
    assert "checked" in text
    assert not Decision.objects.exists()
    assert judge(desk, case, "same", **shown(desk, case)).status_code == 302
    assert persons(one, other) == 1


@pytest.mark.parametrize("grown", ["A2", "B2"])
def test_a_decision_is_not_taken_either_where_another_record_came_to_one_of_the_two(desk, grown):
    one, other = came("A1", numbers=(PNCID,)), came("B1", numbers=(CRO,))
    case = the_case(one, other)
    seen = shown(desk, case)
    came(grown, numbers=(PNCID if grown == "A2" else CRO,))
    assert judge(desk, case, "same", **seen).status_code == 409
    assert not Decision.objects.filter(by__isnull=False).exists()


def test_what_a_colleague_has_decided_meanwhile_is_shown_instead(desk, by):
    one, other = came("A1"), came("B1")
    case = the_case(one, other)
    seen = shown(signed_on_client("inspector"), case)
    ReviewCase.objects.update(locked_until=None, locked_by=None)
    decide(by, one, other, "different", **WHY)
    answer = judge(signed_on_client("inspector"), case, "same", **seen)
    assert answer.status_code == 409
    assert "This pair is decided: Different people" in answer.content.decode()
    assert persons(one, other) == 2


TYPED = {"reason": "Seen the passport of 2019.", "verified": "yes"}


def test_what_was_typed_stays_to_be_copied_where_a_colleague_has_decided_meanwhile(desk, by):
    one, other = came("A1"), came("B1")
    case = the_case(one, other)
    seen = shown(desk, case)
    colleague = caller_with("inspector", username="pryce")
    ReviewCase.objects.update(locked_until=None, locked_by=None)
    decide(colleague, one, other, "different", **WHY)
    answer = judge(desk, case, "same", **TYPED, **seen)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "This pair is decided: Different people, by" in text
    assert str(colleague.user) in text
    assert "Seen both." in text
    assert_kept(text)


def test_what_was_typed_stays_where_the_pair_was_closed_or_joined_by_way_of_others(desk, by):
    one, other, third = came("A1"), came("B1"), source("C1", "Novak", "Petra", "1971-02-03")
    case = the_case(one, other)
    seen = shown(desk, case)
    came("B1", "Novak", "Petra", "1971-02-03")
    text = judge(desk, case, "same", **TYPED, **seen).content.decode()
    assert "This pair is off the desk since" in text
    assert "no longer alike enough to ask" in text
    assert_kept(text)
    came("B1")
    seen = shown(desk, case)
    ReviewCase.objects.update(locked_until=None, locked_by=None)
    for pair in ((one, third), (other, third)):
        decide(by, *pair, "same", **WHY)
    text = judge(desk, case, "same", **TYPED, **seen).content.decode()
    assert "This pair is decided: The same person, by" in text
    assert ", by way of other records: Seen both." in text
    assert str(by.user) in text
    assert_kept(text)


def test_what_was_typed_stays_where_a_colleague_works_on_the_pair_now(desk):
    case = the_case(came("A1"), came("B1"))
    seen = shown(desk, case)
    ReviewCase.objects.update(locked_until=None, locked_by=None)
    colleague = signed_on_client("inspector")
    shown(colleague, case)
    text = judge(desk, case, "same", **TYPED, **seen).content.decode()
    assert f"{colleague.user} is working on this pair until" in text
    assert_kept(text)
    nothing = judge(desk, case, "same", **seen).content.decode()
    assert 'href="#became"' in nothing
    assert 'id="became"' in nothing


def assert_kept(text):
    """What was typed, at the place that the error leads to, with what was answered."""
    assert 'href="#reason"' in text
    assert 'id="reason"' in text
    assert TYPED["reason"] in text
    assert "Your answer was “The same person”, verified by" in text
    assert not Decision.objects.filter(verdict="same", verified=True).exists()


def test_the_page_is_told_whether_what_it_fetched_ahead_is_still_so(desk):
    one, other = ask_about(source("A1"), source("B1")), ask_about(source("C1"), source("B1"))
    seen = shown(desk, other)
    said = desk.post(
        reverse("nominals:decide", args=[one.pk]), {"verdict": "same"}, headers={"X-Requested-With": "fetch"}
    ).json()
    assert said["next"] == reverse("nominals:case", args=[other.pk])
    assert said["seen"] != seen["seen"], "B1 is another person now"


def test_the_desk_follows_twenty_arrivals_with_as_many_queries_as_one():
    few = [source(f"A{number}") for number in range(20)]
    link_arrived(few)
    assert ReviewCase.objects.count() >= 20
    asked = []
    for some in (few[:1], few):
        with CaptureQueriesContext(connection) as queries:
            follow(some)
        asked.append(len(queries))
    assert asked[0] <= asked[1] <= 14


def test_the_two_groups_of_a_bridge_stand_side_by_side_and_each_look_is_written(groups, by, desk):
    came("A3", "Okafor", "Chidy", numbers=(PNCID,))
    case = waiting(by).filter(trouble="bridge").get()
    text = desk.get(reverse("nominals:case", args=[case.pk])).content.decode()
    for title in ("Custody A1", "Custody A2", "Custody A3", "Custody B1", "Custody B2"):
        assert title in text
    assert "by Daybook: the same valid number, and a name or birth date that agrees" in text
    assert Entry.objects.filter(kind="pair:viewed", record_type="sourcerecord").count() == 5
