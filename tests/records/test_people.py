"""A person is built from what one report says, once, and found under every name."""

from datetime import UTC, date, datetime

import pytest

from daybook.book import Act, register_kind, writing
from daybook.records import people, telephone
from daybook.records.models import Link, Location, NameToken, Person, PersonName
from daybook.records.people import AddressData, NameData, PersonData, Source, WarningData
from helpers import OFFICER

pytestmark = pytest.mark.django_db
MET = register_kind("test:met", Act.COLLECTION, "Person met in a test")
NOW = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)
ZOE = PersonData(
    family_name="O'Brien-Ó Súilleabháin",
    given_names="Zoë Jean-Paul",
    date_of_birth=date(1990, 2, 1),
    sex="2",
    aliases=(NameData(family_name="Jones"), NameData("Zed", "", "nickname")),
    identifiers={"pncid": "81/34U", "cro": "85227/65G", "custody": "C-77"},
    address=AddressData(("1 High Street", "Anytown"), "sw1a 1aa"),
    phone="+44 (0)7700 900123",
    email="zoe@example.org",
    height_cm=171,
    warnings=(WarningData("VI", "violent when drunk"),),
)


def meet(given: PersonData = ZOE) -> Person:
    with writing(MET, OFFICER) as page:
        person = people.new_person(page, given, NOW, "custody", "C-77")
        page.about(person)
    return person


def test_all_that_is_given_is_in_its_table_and_in_one_entry():
    with writing(MET, OFFICER) as page:
        person = people.new_person(page, ZOE, NOW)
    tables = {name: len(rows) for name, rows in page.change()["rows"].items()}
    assert tables == {
        "records.person": 1,
        "records.personname": 3,
        "records.identifier": 3,
        "records.location": 1,
        "records.phone": 1,
        "records.link": 2,
        "records.persondescription": 1,
        "records.warningmarker": 1,
    }
    assert person.full_name == "Zoë Jean-Paul O'Brien-Ó Súilleabháin"


def test_a_number_is_kept_as_given_and_compared_in_one_form():
    numbers = {row.scheme: row for row in meet().identifiers.all()}
    assert (numbers["pncid"].raw, numbers["pncid"].canonical) == ("81/34U", "1981/0000034U")
    assert (numbers["cro"].valid, numbers["cro"].canonical) == (False, "85227/65G")
    assert numbers["custody"].canonical == "C-77"


def test_two_people_at_one_address_share_the_location():
    meet()
    meet(PersonData(family_name="Smith", address=AddressData(("1 HIGH STREET", "Anytown"), "SW1A 1AA")))
    assert Location.objects.count() == 1
    assert Link.objects.filter(role=people.LIVES_AT).count() == 2


def test_saying_the_same_again_adds_nothing():
    person = meet()
    with writing(MET, OFFICER) as page:
        people.add_details(page, person, ZOE, Source(NOW, "custody", "C-77"))
    assert page.change() == {}


def test_an_alias_without_given_names_is_found_with_the_given_names_of_the_person():
    meet()
    alias = PersonName.objects.get(family_name="Jones")
    assert {"jones", "zoe", "jeanpaul"} <= set(alias.search.split())


def test_names_inserted_in_bulk_are_indexed():
    person = meet(PersonData())
    with writing(MET, OFFICER) as page:
        page.save(PersonName(person=person, family_name="Łukasz", asserted_at=NOW))
    assert NameToken.objects.get().token == "lukasz"


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("07700 900123", "07700900123"),
        ("+44 7700 900123", "07700900123"),
        ("0044 (0)7700-900123", "07700900123"),
        ("+48 22 123", "+4822123"),
    ],
)
def test_a_telephone_number_has_one_form(typed, canonical):
    assert telephone.canonical(typed) == canonical


def test_a_new_address_ends_the_one_the_same_source_gave_before():
    person = meet()
    with writing(MET, OFFICER) as page:
        new = AddressData(("9 New Road",), "SW1A 2AA")
        people.add_address(page, person, new, Source(NOW, "custody"))
        people.add_address(page, person, new, Source(NOW, "crime"))
    running = Link.objects.filter(role=people.LIVES_AT, valid_to__isnull=True)
    assert [Location.objects.get(pk=link.to_id).postcode for link in running] == ["SW1A 2AA"]
    assert Link.objects.filter(role=people.LIVES_AT).count() == 2
