"""People are found by any part of what is known of them, and only by those who may see them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callers import caller_with
from daybook.book import writing
from daybook.records import people
from daybook.records.models import Handling, Location, Vehicle
from daybook.records.people import AddressData, NameData, PersonData
from daybook.records.queries.search import find_people, find_places, find_vehicles
from daybook.records.words import read
from helpers import OFFICER

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)


def record(family="", given_names="", **more):
    with writing("person:recorded", OFFICER) as page:
        person = people.new_person(page, PersonData(family_name=family, given_names=given_names, **more), NOW)
        page.about(person)
    return person


@pytest.fixture
def caller():
    return caller_with("officer")


def found(caller, words):
    return find_people(caller, read(words), 50)


@pytest.mark.parametrize(
    "words",
    [
        "zoe obrien",
        "O'BRIEN zoë",
        "o brien",
        "bri z",
        "marie-lou",
        "marie lou obr",
        "marielou",
        "Zed",
        "jones zo",
        "zoe 1/2/1990",
        "obrien 1990",
        "1 feb 1990",
        "81/34u",
        "07700 900 123",
        "sw1a1aa",
        "obrien sw1a 1aa",
    ],
)
def test_a_person_is_found(caller, words):
    zoe = record(
        "O’Brien",
        "Zoë Marie-Lou",
        date_of_birth=date(1990, 2, 1),
        aliases=(NameData("Jones"), NameData("", "Zed", "nickname")),
        identifiers={"pncid": "1981/0000034U"},
        address=AddressData(("1 High Street",), "SW1A 1AA"),
        phone="+447700900123",
    )
    record("Smith", "John", date_of_birth=date(1990, 2, 2), address=AddressData(("2 Low Road",), "SW1A 1AB"))
    assert found(caller, words) == [zoe]


@pytest.mark.parametrize("words", ["", "?!", "smith 3/3/1990", "xsmith", "smith sw9 9zz"])
def test_what_does_not_fit_is_not_found(caller, words):
    record("Smith", "John", date_of_birth=date(1990, 2, 2))
    assert found(caller, words) == []


def test_the_whole_word_comes_before_its_beginning(caller):
    smithson, smith = record("Smithson"), record("Smith")
    assert found(caller, "smith") == [smith, smithson]


def test_half_a_postcode_finds_the_places_in_it(caller):
    record("Smith", address=AddressData(("1 High Street",), "SW1A 1AA"))
    record("Jones", address=AddressData(("1 Far Street",), "SW1 9AA"))
    assert [place.postcode for place in find_places(caller, read("sw1a"), 9)] == ["SW1A 1AA"]


@pytest.mark.parametrize(
    "words",
    ["mill lane", "LANE mil", "12 mill lane", "st johns court", "john’s", "mill sw1a 1aa", "mill sw1a"],
)
def test_a_place_by_words_of_its_address(caller, words):
    record("Smith", address=AddressData(("12 Mill Lane", "St John's Court"), "SW1A 1AA"))
    record("Jones", address=AddressData(("12 Far Street",), "SW1 9AA"))
    assert [place.postcode for place in find_places(caller, read(words), 9)] == ["SW1A 1AA"]


@pytest.mark.parametrize("words", ["12", "mill sw9 9zz", "mill 1/2/1990", "millx", "lane street"])
def test_a_place_is_not_found_by_a_bare_number_or_what_does_not_fit(caller, words):
    record("Smith", address=AddressData(("12 Mill Lane",), "SW1A 1AA"))
    assert find_places(caller, read(words), 9) == []


def test_a_place_in_words_that_is_put_right_is_found_by_its_new_words_alone(caller):
    with writing("incident:recorded", OFFICER) as page:
        place = page.save(Location(description="Behind the bandstand"))
    with writing("incident:amended", OFFICER) as page:
        place.description = "Behind the boathouse"
        page.save(place)
    assert find_places(caller, read("boathouse"), 9) == [place]
    assert find_places(caller, read("bandstand"), 9) == []
    assert find_places(caller_with("communications"), read("boathouse"), 9) == []


def test_a_vehicle_by_its_registration(caller):
    with writing("person:recorded", OFFICER) as page:
        car = page.save(Vehicle(registration="AB12CDE"))
    assert find_vehicles(caller, read("ab12 cde"), 9) == [car]


def test_restricted_and_sealed_people_are_not_found_by_everybody(caller):
    record("Open")
    restricted = record("Hidden", handling=Handling.RESTRICTED)
    record("Hidden", handling=Handling.SEALED)
    assert found(caller, "hidden") == []
    assert found(caller_with("inspector"), "hidden") == [restricted]
    assert found(caller_with("communications"), "open") == []


NAME = st.text(st.characters(categories=("L", "M"), include_characters=" '’-"), min_size=1, max_size=30)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(NAME, NAME, st.randoms(use_true_random=False))
def test_any_beginning_of_any_words_in_any_order_finds_the_person(caller, family, given_names, random):
    person = record(family, given_names)
    words = [word for word in f"{given_names} {family}".split() if people.fold(word)]
    random.shuffle(words)
    typed = " ".join(word[: random.randint(1, len(word))] for word in words)
    asked = read(typed)
    assert not asked.names or person in find_people(caller, asked, 400)
