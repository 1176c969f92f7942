"""Somebody taken in from a record of an old system follows that record, and nothing of ours is overwritten."""

from datetime import date

import pytest
from django.utils import timezone

from callers import caller_with, signed_on_client
from daybook.legacy.models import Position
from daybook.nominals.actions.detach_record import detach_record
from daybook.nominals.actions.take_in import take_in
from daybook.nominals.models import IndexedRecord
from daybook.records.actions.correct_person import correct_person
from daybook.records.models import Link, Person
from daybook.records.people import PersonData
from old_systems import kinds
from people_made import record
from switches_made import stands

pytestmark = pytest.mark.django_db
OFFICER = "officer"


def taken_in(there, reference="T-1"):
    """Our person, made of the record that was read in."""
    row = IndexedRecord.objects.get(system=there.system.name, key=there.row(reference).source_key)
    return Person.objects.get(pk=take_in(caller_with(OFFICER), row.nominal))


@pytest.fixture
def taken(there):
    there.typed("T-1", "Alder")
    there.read()
    there.person = taken_in(there)
    return there


def name_of(there):
    there.person.refresh_from_db()
    return there.person.family_name


def test_a_name_changed_there_is_followed_and_the_former_one_stays_to_be_seen(taken):
    taken.typed("T-1", "Elder")
    taken.read()
    assert name_of(taken) == "Elder"
    words = taken.person.assertions.filter(field="family_name").order_by("asserted_at")
    assert [(one.value, one.source, one.superseded) for one in words] == [
        ("Alder", taken.system.name, True),
        ("Elder", taken.system.name, False),
    ]
    assert {name.family_name for name in taken.person.names.all()} == {"Alder", "Elder"}
    key = taken.row("T-1").source_key
    assert [name for _, name, _ in taken.sources(key)] == ["Alder", "Elder"]


def test_the_value_stands_with_its_system_and_the_day_and_the_change_is_an_entry_that_says_why(web):
    web.typed("T-1", "Alder")
    web.read()
    person = taken_in(web)
    web.joined.typed("T-1", **{"suspect.surname": "Elder"})
    web.read()
    day = timezone.localdate()
    page = signed_on_client(OFFICER).get(f"/people/{person.pk}/").content.decode()
    assert f"from Case preparation, {day.day} {day:%B %Y}" in page
    assert kinds().count("person:corrected") == 1


def test_read_again_without_a_change_nothing_is_written(taken):
    taken.typed("T-1", "Elder")
    taken.read()
    taken.swept()
    taken.swept()
    assert kinds().count("person:corrected") == 1


def test_what_an_officer_corrected_here_stands_against_a_later_change_there(taken):
    correct_person(caller_with("sergeant"), taken.person, {"family_name": "Oak"}, reason="Passport")
    taken.typed("T-1", "Elder")
    taken.read()
    assert name_of(taken) == "Oak"
    assert kinds().count("person:corrected") == 1


def test_where_ours_wins_the_change_stands_beside(taken):
    stands(Position.OURS_WINS, system=taken.system.name, function="arrest")
    taken.typed("T-1", "Elder")
    taken.read()
    assert name_of(taken) == "Alder"
    assert taken.sources(taken.row("T-1").source_key)[-1][1] == "Elder"


def test_what_was_emptied_there_is_not_emptied_here(taken):
    taken.typed("T-1", "")
    taken.read()
    assert name_of(taken) == "Alder"


def test_who_was_detached_from_the_record_follows_it_no_more(taken):
    record = taken.system.name, taken.row("T-1").source_key
    detach_record(caller_with("sergeant"), record, reason="Not them")
    taken.typed("T-1", "Elder")
    taken.read()
    assert name_of(taken) == "Alder"


def test_a_key_that_names_somebody_else_now_renames_nobody(web):
    web.joined.typed("T-1", **{"suspect.surname": "Alder", "suspect.givenName.1": "Ann"})
    web.swept()
    web.person = taken_in(web)
    other = {
        "suspect.surname": "Zebedee",
        "suspect.givenName.1": "Boris",
        "suspect.dateOfBirth": "1950-05-05",
    }
    web.joined.typed("T-1", **other)
    web.read()
    assert name_of(web) == "Alder"


def test_somebody_of_ours_who_was_only_linked_with_a_record_does_not_follow_it(web):
    """Who was on record here before is ours: what the old system says stands beside."""
    number = {
        "suspect.surname": "Alder",
        "suspect.pncId": "1981/0000034U",
        "suspect.dateOfBirth": "1971-06-30",
    }
    ours = record(
        PersonData(family_name="Alder", date_of_birth=date(1971, 6, 30), identifiers={"pncid": "81/34U"})
    )
    web.joined.typed("T-1", **number)
    web.read()
    assert taken_in(web) == ours
    web.joined.typed("T-1", **{"suspect.surname": "Elder"})
    web.read()
    ours.refresh_from_db()
    assert ours.family_name == "Alder"


def test_a_birth_date_and_an_address_are_followed_too(table):
    table.typed("T-1", "Alder")
    table.read()
    person = taken_in(table)
    table.joined.typed("T-1", BIRTH_DATE="19710629", HOME_ADDRESS="2 Rope Lane", HOME_POSTCODE="AB1 2CD")
    table.read()
    person.refresh_from_db()
    assert person.date_of_birth.isoformat() == "1971-06-29"
    lives = Link.objects.filter(from_id=person.pk, role="currentAddress", valid_to=None)
    assert [(one.source, one.source_key) for one in lives] == [("vulnerable", "T-1")]
