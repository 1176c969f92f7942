"""Whoever is known to old systems alone is offered in forms, and recorded by one click: nothing is typed again."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.utils import timezone

from callers import caller_with, signed_on_client
from daybook.book.models import Entry
from daybook.nominals.actions.decide import decide
from daybook.nominals.actions.take_in import take_in
from daybook.nominals.evidence import NoSuchRecordError, cleaned_of, evidence_of
from daybook.nominals.matching import Birth
from daybook.nominals.models import IndexedRecord
from daybook.nominals.search import look_up
from daybook.records.models import Identifier, Person, PersonName
from daybook.records.person_lookup import our_person
from nominals_made import person, persons, source, whose

pytestmark = pytest.mark.django_db
TYPED = {
    "family_name": "Nowak",
    "given_names": "Petra",
    "date_of_birth": {"day": "3", "month": "2", "year": "1971"},
}
FULL = {
    "sex": "F",
    "addresses": ("12 Mill Lane, Averwick",),
    "postcodes": ("SW1A 1AA",),
    "phones": ("07700900123",),
    "numbers": (("pncid", "81/34U"),),
}


@pytest.fixture
def petra():
    return source("P1", "NOVAK", "PETRA", "03/02/1971", system="case_preparation", **FULL)


@pytest.fixture
def officer():
    return caller_with("officer")


def test_she_is_offered_with_the_system_that_knows_her_and_since_when(petra, officer):
    (found,) = look_up(officer, TYPED, 6).people
    assert (found.name, found.detail) == ("PETRA NOVAK", "Female, born 03/02/1971")
    assert found.source == f"Only in Case preparation P1, as of {timezone.localdate():%d/%m/%Y}"
    assert found.strength == "Very likely"
    assert "name" in found.why.casefold()
    assert not found.near_certain, "she is not recorded here: a new record would be no second one"


def test_a_record_that_may_be_of_one_of_ours_is_named_beside_them_not_offered(petra, officer):
    ours = person("Nowak", "Petra", "1971-02-03", sex="2")
    stranger = source("X1", "Nowak", "Peter", "1971-02-03", sex="M")
    found = look_up(officer, TYPED, 6).people
    assert [str(one.id) for one in found] == [ours[1], str(whose(stranger))]
    assert found[0].elsewhere == "Case preparation P1"
    assert found[1].source.startswith("Only in Custody X1")


def test_of_those_who_fit_equally_well_only_whoever_is_shown_is_counted(officer):
    ours = person("Nowak", "Petra", "1971-02-03", sex="2")
    source("P7", "Nowak", "Petra", "03/02/1971", system="case_preparation", sex="F")
    found = look_up(officer, {**TYPED, "sex": "2"}, 6)
    assert [str(one.id) for one in found.people] == [ours[1]]
    assert found.people[0].elsewhere == "Case preparation P7"
    assert not found.advice


def test_one_entry_makes_her_a_person_of_ours_with_all_that_was_known(petra, officer):
    again = source("C9", "Novak", "Petra Anna", "03/02/1971", sex="F")
    decide(caller_with("crime-registrar"), petra, again, "same")
    before = Entry.objects.count()
    made = take_in(officer, whose(petra))
    assert Entry.objects.count() == before + 1
    entry = Entry.objects.get(kind="person:taken-in")
    assert (entry.record_id, entry.user_id) == (made, officer.author.user)
    her = Person.objects.get(pk=made)
    assert (her.family_name, her.given_names, her.sex) == ("Novak", "Petra Anna", "2"), "the latest"
    assert her.date_of_birth == date(1971, 2, 3)
    number = Identifier.objects.get(person=her)
    assert (number.canonical, number.source, number.source_key) == ("1981/0000034U", "case_preparation", "P1")
    assert PersonName.objects.filter(person=her, given_names="PETRA", kind="alias").exists()
    assert persons(("daybook", str(made)), petra, again) == 1
    assert whose(petra) == made


def test_chosen_twice_she_is_recorded_once(petra, officer):
    nominal = whose(petra)
    assert take_in(officer, nominal) == take_in(officer, whose(petra))
    assert our_person(officer, str(nominal)) != str(nominal)
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("born", "more", "expected"),
    [
        ("1971", {}, (date(1971, 1, 1), True)),
        ("31/02/1971", {}, (date(1971, 1, 1), True)),
        ("", {}, (None, False)),
    ],
)
def test_of_a_birth_date_what_is_known_is_kept(officer, born, more, expected):
    her = Person.objects.get(pk=take_in(officer, whose(source("P1", "Novak", "Petra", born, **more))))
    assert (her.date_of_birth, her.birth_year_only) == expected


@pytest.mark.parametrize(
    ("more", "year"),
    [
        ({"ages": (("about 40", "2/3/2019"),)}, 1979),
        ({"ages": (("30s", "01/02/2020"),)}, 1985),
        ({"ages": (("40", "2019"),), "born": "1979", "age_estimated": True}, 1979),
    ],
)
def test_a_guessed_age_stays_a_guess_and_refuses_nobody_near_it(officer, more, year):
    made = take_in(officer, whose(source("P1", "Novak", "Petra", more.pop("born", ""), **more)))
    her = Person.objects.get(pk=made)
    assert (her.date_of_birth, her.apparent_age) == (None, timezone.localdate().year - year)
    ours = "daybook", str(made)
    assert cleaned_of(ours).births == (Birth(year, estimated=True),)
    assert not evidence_of(ours, source("C1", "Novak", "Petra", f"{year - 3}-05-17")).rule


def test_an_age_is_kept_of_whichever_record_has_one_and_gives_way_to_a_birth_date(officer):
    one = source("P1", "Novak", "Petra", "", ages=(("40", "2/3/2019"),))
    named = source("C1", "Novak", "Petra", "")
    decide(caller_with("crime-registrar"), one, named, "same", reason="Seen together.")
    her = Person.objects.get(pk=take_in(officer, whose(named)))
    assert her.apparent_age == timezone.localdate().year - 1979
    dated = (
        source("P2", "Rossi", "Anna", "03/02/1981"),
        source("P3", "Rossi", "Anna", "", ages=(("40", "2019"),)),
    )
    decide(caller_with("crime-registrar"), *dated, "same", reason="Seen together.")
    her = Person.objects.get(pk=take_in(officer, whose(dated[0])))
    assert (her.date_of_birth, her.apparent_age) == (date(1981, 2, 3), None)


def test_a_single_name_another_script_and_half_a_postcode_are_kept(officer):
    made = take_in(
        officer, whose(source("P1", "", "محمد", "1971", addresses=("1 Quay",), postcodes=("SW1A",)))
    )
    assert Person.objects.get(pk=made).full_name == "محمد"


def test_who_is_linked_with_a_closed_person_is_not_offered_nor_taken_in(petra, officer):
    closed = person("Novak", "Petra", "1971-02-03", handling="sealed")
    IndexedRecord.objects.filter(key="P1").update(nominal=whose(closed))
    assert look_up(officer, TYPED, 6).people == ()
    with pytest.raises(NoSuchRecordError):
        take_in(officer, whose(petra))
    with pytest.raises(NoSuchRecordError):
        take_in(officer, uuid4())


def test_on_the_form_one_click_fills_her_in_and_the_look_is_written(petra):
    desk = signed_on_client("officer")
    address = desk.get("/reports/arrest/new/").url
    typed = {"people_arrested.0.family_name": "Novak", "people_arrested.0.given_names": "Petra"}
    text = desk.post(address, {**typed, "do": "look:people_arrested.0"}).content.decode()
    assert "Only in Case preparation P1" in text
    assert "Take in this person" in text
    chosen = desk.post(address, {**typed, "do": f"choose:people_arrested.0:{whose(petra)}"})
    made = Person.objects.get()
    assert f'value="{made.pk}"' in chosen.content.decode()
    assert "PETRA NOVAK, born 03/02/1971" in chosen.content.decode()
    assert Entry.objects.filter(kind="person:viewed", record_id=made.pk).exists()


def test_by_its_button_she_is_recorded_and_shown(petra):
    desk = signed_on_client("officer")
    answer = desk.post("/people/take-in/", {"take_in": str(whose(petra))})
    assert answer.url == f"/people/{Person.objects.get().pk}/"
    assert desk.post("/people/take-in/", {"take_in": "nobody"}).status_code == 404
    assert (
        signed_on_client("auditor").post("/people/take-in/", {"take_in": str(whose(petra))}).status_code
        == 403
    )
