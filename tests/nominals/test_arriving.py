"""What comes in is linked at once, or asked about, without a run over everybody."""

from __future__ import annotations

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse

from callers import caller_with, signed_on_client
from daybook.book.models import Entry
from daybook.nominals.actions.decide import decide
from daybook.nominals.actions.detach_record import detach_record
from daybook.nominals.arriving import link_arrived
from daybook.nominals.evidence import evidence_of
from daybook.nominals.models import OWN, Decision, ReviewCase
from daybook.nominals.queries.desk import waiting
from daybook.records.actions.correct_person import correct_person
from daybook.records.models import Person
from daybook.records.people import AddressData
from helpers import settle
from nominals_made import person, persons, source
from people_made import record

pytestmark = pytest.mark.django_db
NUMBER = {"identifiers": {"pncid": "81/34U"}}


def arrived(family="Okafor", given="Chidi", born=date(1988, 5, 17), **more):
    """Somebody recorded, and the book read to its end."""
    made = record(family_name=family, given_names=given, date_of_birth=born, **more)
    settle()
    return OWN, str(made.pk)


def test_the_same_number_and_name_are_linked_by_themselves():
    one, other = arrived(**NUMBER), arrived(given="Chidy", **NUMBER)
    assert persons(one, other) == 1
    made = Decision.objects.get()
    assert (made.by, made.rule) == (None, "the same valid number, and a name or birth date that agrees")
    assert Entry.objects.filter(kind="people:linked", user_id=None).count() == 1


def test_the_same_number_of_wholly_another_is_asked_about():
    one, other = arrived(**NUMBER), arrived("Novak", "Petra", date(1971, 2, 3), **NUMBER)
    assert persons(one, other) == 2
    assert not Decision.objects.exists()


def test_without_a_number_nobody_is_joined_however_alike():
    one, other = arrived(), arrived()
    assert persons(one, other) == 2
    assert ReviewCase.objects.get().trouble == "uncertain"


def test_twins_with_one_number_typed_for_both_are_never_joined():
    one, twin = arrived(sex="1", **NUMBER), arrived(given="Ada", sex="2", **NUMBER)
    assert persons(one, twin) == 2
    assert ReviewCase.objects.get().rule == "one is male, the other female"


def test_brothers_of_one_house_do_not_fill_the_desk():
    home = {"address": AddressData(("4 Quay Court",), "AV18 1AJ")}
    one = arrived(given="Taylor", born=date(2008, 6, 8), **home)
    other = arrived(given="Matthew", born=date(2010, 10, 18), **home)
    assert evidence_of(one, other).bits > 0
    assert not ReviewCase.objects.exists()


def test_twins_of_one_house_wait_before_anything_less_alike():
    home = {"address": AddressData(("4 Quay Court",), "AV18 1AJ")}
    one, twin = arrived(given="Hassan", **home), arrived(given="Ada", **home)
    arrived("Novak", "Petra", date(1971, 2, 3))
    arrived("Novak", "Petra", date(1971, 2, 3))
    first = ReviewCase.objects.order_by("-harm").first()
    assert {first.first, first.second} == {one, twin}
    assert first.rule.startswith("perhaps twins")


def test_a_correction_takes_back_the_machines_own_link():
    one, other = arrived(sex="1", **NUMBER), arrived(**NUMBER)
    assert persons(one, other) == 1
    corrected = Person.objects.get(pk=other[1])
    correct_person(caller_with("officer"), corrected, {"sex": "2"}, reason="Typed wrong.")
    settle()
    assert persons(one, other) == 2
    assert ReviewCase.objects.get().trouble == "contradiction"


def test_a_persons_decision_is_not_asked_again():
    one, other = person(**NUMBER), source("C1", numbers=(("pncid", "81/34U"),))
    decide(caller_with("crime-registrar"), one, other, "different", reason="Seen both.")
    link_arrived([one, other])
    assert persons(one, other) == 2
    assert not ReviewCase.objects.exists()


def test_nothing_but_what_arrived_is_looked_at():
    arrived(**NUMBER)
    before = Decision.objects.count()
    arrived("Novak", "Petra", date(1971, 2, 3))
    assert Decision.objects.count() == before
    assert not ReviewCase.objects.exists()


def test_what_a_person_joined_stays_joined_after_late_corrections():
    one, other = arrived(sex="1"), arrived(given="Chidy", sex="1")
    decide(caller_with("crime-registrar"), one, other, "same", reason="Seen both.")
    corrected = Person.objects.get(pk=other[1])
    correct_person(caller_with("officer"), corrected, {"sex": "2"}, reason="Typed wrong.")
    settle()
    assert persons(one, other) == 1
    correct_person(
        caller_with("officer"), Person.objects.get(pk=one[1]), {"family_name": "Okoye"}, reason="Deed poll."
    )
    settle()
    assert persons(one, other) == 1
    assert Decision.objects.get().verdict == "same"


def test_a_record_that_agrees_with_a_man_and_a_woman_of_one_number_does_not_make_one_of_them():
    man, woman = arrived(sex="1", **NUMBER), arrived(sex="2", **NUMBER)
    unknown = arrived(**NUMBER)
    assert persons(man, woman, unknown) == 3
    assert not Decision.objects.exists()
    asked = [{case.first, case.second} for case in ReviewCase.objects.all()]
    assert all(pair in asked for pair in ({man, woman}, {man, unknown}, {woman, unknown}))


def test_a_second_record_without_a_sex_joins_the_first_and_neither_the_man_nor_the_woman():
    man, woman = arrived(sex="1", **NUMBER), arrived(sex="2", **NUMBER)
    one, other = arrived(**NUMBER), arrived(**NUMBER)
    assert persons(one, other) == 1
    assert persons(man, woman, one) == 3


def test_what_arrives_together_is_joined_no_further_than_the_rules_allow():
    sexes = {"A": "", "B": "1", "C": "2"}
    sent = [source(key, numbers=(("pncid", "81/34U"),), sex=sex) for key, sex in sexes.items()]
    link_arrived(sent)
    assert persons(*sent) == 3


def test_whoever_is_one_with_a_man_is_not_joined_to_a_woman():
    man, unknown = arrived(sex="1", **NUMBER), arrived(**NUMBER)
    assert persons(man, unknown) == 1
    woman = arrived(sex="2", **NUMBER)
    assert persons(man, woman) == 2
    case = ReviewCase.objects.get(first_key__in=(unknown[1], woman[1]), second_key__in=(unknown[1], woman[1]))
    assert (case.trouble, case.rule) == ("contradiction", "one is male, the other female")


def test_what_people_told_apart_is_not_joined_by_way_of_a_third():
    one, other = person(**NUMBER), person(given="Chidy", **NUMBER)
    decide(caller_with("crime-registrar"), one, other, "unsure")
    third = arrived(**NUMBER)
    assert persons(one, other, third) == 3


@pytest.fixture
def chain():
    """A man, one of his PNCID, and one of the CRO number of the second alone: one person by two links."""
    pncid, cro = ("pncid", "81/34U"), ("cro", "85227/65L")
    three = (
        source("A", numbers=(pncid,), sex="1"),
        source("B", numbers=(pncid, cro)),
        source("C", numbers=(cro,)),
    )
    link_arrived(three)
    assert persons(*three) == 1
    return three


def test_a_correction_that_contradicts_the_rest_of_the_person_takes_the_link_back(chain):
    man, between, last = chain
    source("C", numbers=(("cro", "85227/65L"),), sex="2")
    link_arrived([last])
    assert (persons(man, between), persons(man, last)) == (1, 2)
    assert ReviewCase.objects.get(first_key="B", second_key="C").rule == "one is male, the other female"


def test_beside_whom_a_person_joined_the_machines_link_stands():
    pncid = ("pncid", "81/34U")
    one, other, joined = source("A", numbers=(pncid,)), source("B", numbers=(pncid,)), source("C", born="")
    link_arrived([one, other])
    decide(caller_with("crime-registrar"), one, joined, "same", reason="Seen both.")
    source("B", numbers=(pncid,), postcodes=("AV18 1AJ",))
    link_arrived([other])
    assert persons(one, other, joined) == 1


def test_a_pair_that_is_one_person_by_way_of_a_third_is_not_asked_about():
    one, other = person(), person()
    third = source("C1")
    for end in (one, other):
        decide(caller_with("crime-registrar"), end, third, "same")
    link_arrived([one])
    assert not ReviewCase.objects.exists()


@pytest.fixture
def asked():
    """A pair that waits on the desk, for want of a number."""
    pair = source("A", sex="1"), source("B", numbers=(("pncid", "81/34U"),))
    link_arrived(pair)
    assert ReviewCase.objects.get().settled_at is None
    return pair


def number_known():
    """A comes again, with the number of B."""
    link_arrived([source("A", sex="1", numbers=(("pncid", "81/34U"),))])


def test_a_pair_that_the_machine_joins_is_off_the_desk_and_says_so(asked):
    number_known()
    case, link = ReviewCase.objects.get(), Decision.objects.get()
    assert (case.settled_at, case.decision, link.by) == (link.decided_at, link, None)
    assert not waiting(caller_with("crime-registrar")).exists()
    page = signed_on_client("crime-registrar").get(reverse("nominals:case", args=[case.pk]))
    assert "Daybook has joined the two by itself: the same valid number" in page.content.decode()
    assert "Different people" in page.content.decode()


def test_a_pair_that_a_correction_parts_again_is_asked_again(asked):
    number_known()
    source("B", numbers=(("pncid", "81/34U"),), sex="2")
    link_arrived([asked[1]])
    assert persons(*asked) == 2
    case = ReviewCase.objects.get()
    assert (case.settled_at, case.decision, case.trouble) == (None, None, "contradiction")


def test_what_a_person_then_judges_is_not_asked_again(asked):
    number_known()
    detach_record(caller_with("crime-registrar"), asked[0], reason="Seen both.")
    assert persons(*asked) == 2
    assert not waiting(caller_with("crime-registrar")).exists()
    link_arrived(asked)
    assert not waiting(caller_with("crime-registrar")).exists()


def test_a_pair_made_one_by_way_of_another_is_off_the_desk_until_people_part_them(asked):
    first, second = asked
    desk = caller_with("crime-registrar")
    link_arrived([third := source("C")])
    decide(desk, second, third, "same")
    assert {(case.first, case.second) for case in waiting(desk)} == {(first, second), (first, third)}
    number_known()
    assert not waiting(desk).exists()
    decide(desk, first, second, "different", reason="Seen both.")
    assert {(case.first, case.second) for case in waiting(desk)} == {(first, third)}


def test_pairs_that_a_machine_joined_before_are_taken_off_the_desk_by_the_migration_once(asked):
    """As the cases were left until pairs that the machine joins were closed."""
    closing = import_module("daybook.nominals.migrations.0008_joined_cases")
    number_known()
    link_arrived([source("C")])
    link = Decision.objects.get()
    ReviewCase.objects.update(settled_at=None, decision=None)
    assert ReviewCase.objects.count() == 2, "the joined pair, and C beside them"
    for _ in range(2):
        closing.close_joined(apps, None)
        settled = ReviewCase.objects.exclude(settled_at=None)
        assert [(case.first, case.second, case.decision) for case in settled] == [(*asked, link)]
        assert settled.get().settled_at == link.decided_at
