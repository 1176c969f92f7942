"""What is done to a person's record: each by the action, by the page, and refused with a sentence."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from callers import caller_with, signed_on_client
from daybook.book.models import Entry
from daybook.records.actions.add_alias import add_alias
from daybook.records.actions.add_warning import add_warning
from daybook.records.actions.correct_person import correct_person
from daybook.records.actions.identify_person import identify_person
from daybook.records.actions.link_records import LinkData, link_records
from daybook.records.actions.reasons import NothingToDoError
from daybook.records.actions.record_person import record_person
from daybook.records.actions.unlink_records import unlink_records
from daybook.records.actions.withdraw_warning import withdraw_warning
from daybook.records.models import Link, Person
from daybook.records.people import NameData, PersonData, WarningData
from people_made import ZOE, event_of, record

pytestmark = pytest.mark.django_db
TOMORROW = timezone.localdate() + timedelta(days=1)


@pytest.fixture
def caller():
    return caller_with("officer")


@pytest.fixture
def client():
    return signed_on_client("officer")


def kinds():
    return list(Entry.objects.exclude(kind="role:granted").order_by("id").values_list("kind", flat=True))


def test_a_person_is_recorded_once_in_one_entry(caller):
    person = record_person(caller, ZOE)
    assert kinds() == ["person:recorded"]
    assert Entry.objects.get(kind="person:recorded").record_id == person.pk


def test_a_person_without_a_name_has_to_be_unknown(caller):
    with pytest.raises(NothingToDoError, match="Enter a name"):
        record_person(caller, PersonData())
    assert record_person(caller, PersonData(known=False)).full_name == "Unknown person"


def test_an_analyst_may_not_record(caller):
    with pytest.raises(PermissionDenied):
        record_person(caller_with("analyst"), ZOE)


def test_an_alias_is_added_once(caller):
    person = record(ZOE)
    add_alias(caller, person, NameData("Smith", "Zoë"))
    with pytest.raises(NothingToDoError, match="recorded already"):
        add_alias(caller, person, NameData("Smith", "Zoë"))
    assert kinds()[-1] == "alias:added"


def test_a_correction_keeps_what_was_said_before(caller):
    person = record(ZOE, source="custody")
    corrected = correct_person(caller, person, {"date_of_birth": date(1991, 2, 1)}, reason="seen passport")
    assert corrected.date_of_birth == date(1991, 2, 1)
    said = {(row.source, row.value) for row in person.assertions.all()}
    assert said == {("custody", "1990-02-01"), ("daybook", "1991-02-01")}


def test_an_old_system_contradicts_without_changing_what_an_officer_said(caller):
    person = record(ZOE)
    kept = correct_person(caller, person, {"occupation": "Clerk"}, reason="import", source="custody")
    assert kept.occupation == "Baker"
    assert person.assertions.filter(source="custody", value="Clerk").exists()


def test_a_corrected_name_is_kept_beside_the_old(caller):
    person = record(ZOE)
    corrected = correct_person(caller, person, {"family_name": "Byrne"}, reason="seen passport")
    assert corrected.full_name == "Zoë Marie-Lou Byrne"
    assert set(person.names.filter(kind="primary").values_list("family_name", flat=True)) == {
        "O’Brien",
        "Byrne",
    }


def test_a_correction_needs_a_reason_and_a_difference(caller):
    person = record(ZOE)
    with pytest.raises(ValueError, match="Say how you know"):
        correct_person(caller, person, {"occupation": "Clerk"}, reason=" ")
    with pytest.raises(NothingToDoError, match="Nothing differs"):
        correct_person(caller, person, {"occupation": "Baker"}, reason="seen passport")


def test_a_warning_is_added_and_withdrawn(caller):
    person = record(ZOE)
    warning = add_warning(caller, person, WarningData("WE", "knife in boot", expires_on=TOMORROW))
    with pytest.raises(NothingToDoError, match="in force already"):
        add_warning(caller, person, WarningData("WE", "knife in boot"))
    assert withdraw_warning(caller, warning, reason="mistaken for another").withdrawn
    with pytest.raises(NothingToDoError, match="withdrawn already"):
        withdraw_warning(caller, warning, reason="again")


@pytest.mark.parametrize(
    "given", [WarningData("QQ"), WarningData("OB"), WarningData("WE", expires_on=date(2020, 1, 1))]
)
def test_a_warning_that_cannot_be_is_refused(caller, given):
    with pytest.raises(ValueError, match=r"from the list|in the future"):
        add_warning(caller, record(ZOE), given)


def test_a_link_is_made_once_ended_and_kept(caller):
    one, other = record(ZOE), record(family_name="Mate")
    link = link_records(caller, one, other, LinkData("associate"))
    with pytest.raises(NothingToDoError):
        link_records(caller, one, other, LinkData("associate"))
    ended = unlink_records(caller, link, reason="moved away")
    assert (ended.valid_to, ended.withdrawn) == (timezone.localdate(), False)
    with pytest.raises(NothingToDoError, match="ended already"):
        unlink_records(caller, link, reason="again")
    assert kinds()[-2:] == ["records:linked", "records:unlinked"]


def test_a_link_that_makes_no_sense_is_refused(caller):
    one = record(ZOE)
    with pytest.raises(ValueError, match="to itself"):
        link_records(caller, one, one, LinkData("associate"))
    with pytest.raises(ValueError, match="how the two belong together"):
        link_records(caller, one, record(family_name="Mate"), LinkData("arrested"))


def test_an_unknown_person_is_identified(caller):
    unknown = record(known=False, apparent_age=30)
    named = identify_person(caller, unknown, PersonData(family_name="Byrne", sex="2"), reason="fingerprints")
    assert (named.full_name, named.known, named.sex) == ("Byrne", True, "2")
    with pytest.raises(NothingToDoError, match="has a name already"):
        identify_person(caller, unknown, PersonData(family_name="Byrne"), reason="fingerprints")


def test_an_arrested_person_is_identified_on_the_arrest(caller):
    unknown = record(known=False)
    event_of(caller.user, (unknown, "arrested"))
    with pytest.raises(ValueError, match="on the arrest"):
        identify_person(caller, unknown, PersonData(family_name="Byrne"), reason="fingerprints")


def test_the_page_records_a_person(client):
    given = {"unknown": "no", "family_name": "Byrne", "sex": "2", "date_of_birth-day": "1"}
    page = client.post("/people/new/", given)
    assert page.status_code == 422
    assert b"must include a month and a year" in page.content
    assert b'value="Byrne"' in page.content
    page = client.post("/people/new/", {**given, "date_of_birth-month": "2", "date_of_birth-year": "1990"})
    assert page.status_code == 302
    assert Person.objects.get().date_of_birth == date(1990, 2, 1)


def test_the_page_corrects_and_keeps_everything_else(client):
    person = record(ZOE)
    address = f"/people/{person.pk}/correct/"
    assert b'value="Baker"' in client.get(address).content
    given = {
        "family_name": "O’Brien",
        "given_names": "Zoë Marie-Lou",
        "date_of_birth-day": "1",
        "date_of_birth-month": "2",
        "date_of_birth-year": "1990",
        "sex": "2",
        "self_defined_ethnicity": "W2",
        "nationality": "Irish",
        "occupation": "Clerk",
    }
    assert b"Say how you know" in client.post(address, given).content
    assert client.post(address, {**given, "reason": "asked her"}).status_code == 302
    assert set(person.assertions.values_list("field", flat=True)) == {"occupation"}


def test_the_pages_add_a_name_and_a_warning_and_withdraw_it(client):
    person = record(known=True, family_name="Byrne")
    assert (
        client.post(f"/people/{person.pk}/add-name/", {"family_name": "X", "kind": "alias"}).status_code
        == 302
    )
    assert client.post(f"/people/{person.pk}/add-warning/", {"code": "VI", "text": "x"}).status_code == 302
    warning = person.warnings.get()
    assert client.post(f"/warnings/{warning.pk}/withdraw/", {"reason": "mistake"}).status_code == 302
    assert person.warnings.get().withdrawn


def test_the_page_links_what_it_finds_and_ends_the_link(client):
    person, mate = record(ZOE), record(family_name="Mate")
    address = f"/people/{person.pk}/link/"
    found = client.post(address, {"words": "mate", "find": "1"}).content.decode()
    assert f"person:{mate.pk}" in found
    chosen = {"words": "mate", "other": f"person:{mate.pk}", "save": "1"}
    assert client.post(address, chosen).status_code == 422
    assert client.post(address, {**chosen, "role": "associate"}).status_code == 302
    link = Link.objects.get(role="associate")
    assert (
        client.post(f"/links/{link.pk}/end/", {"was_wrong": "yes", "reason": "namesake"}).status_code == 302
    )
    assert Link.objects.get(role="associate").withdrawn


def test_the_page_identifies_an_unknown_person(client):
    person = record(known=False)
    given = {"family_name": "Byrne", "sex": "2", "reason": "fingerprints"}
    assert client.post(f"/people/{person.pk}/identify/", given).status_code == 302
    assert Person.objects.get().full_name == "Byrne"


def test_half_a_postcode_is_refused_on_the_form_and_what_was_typed_stays(client):
    given = {"unknown": "no", "family_name": "Byrne", "sex": "2", "street": "1 Mill Lane", "postcode": "ZZ1"}
    answer = client.post("/people/new/", given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This is only the first half of a postcode." in page
    assert "1 Mill Lane" in page
