"""What comes in is linked at once, or asked about, without a run over everybody."""

from __future__ import annotations

from datetime import date

import pytest

from callers import caller_with
from daybook.book.models import Entry
from daybook.nominals.actions.decide import decide
from daybook.nominals.arriving import link_arrived
from daybook.nominals.evidence import evidence_of
from daybook.nominals.models import OWN, Decision, ReviewCase
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
