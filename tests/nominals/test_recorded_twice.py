"""Somebody who is nearly surely on record is asked about before they are recorded again; nobody is joined unasked."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from callers import caller_with, signed_on_client
from daybook.book.models import Entry
from daybook.records.actions.record_person import record_person
from daybook.records.duplicates import OnRecordError, ask_first
from daybook.records.forms.check import check
from daybook.records.models import Event, Person
from daybook.records.people import PersonData
from daybook.records.reports.arrest import Arrest
from helpers import settle
from people_made import ZOE, record
from typed_forms import POSTED

pytestmark = pytest.mark.django_db
AGAIN = PersonData("O'Brien", "Zoe", date_of_birth=date(1990, 2, 1), sex="2")
FORM = {
    "unknown": "no",
    "family_name": "Obrien",
    "given_names": "Zoe",
    "date_of_birth-day": "1",
    "date_of_birth-month": "2",
    "date_of_birth-year": "1990",
    "sex": "2",
}


@pytest.fixture
def zoe() -> Person:
    zoe = record(ZOE)
    settle()
    return zoe


def test_recording_her_again_asks_first_and_goes_on_with_a_reason(zoe: Person) -> None:
    caller = caller_with("officer")
    with pytest.raises(OnRecordError, match=r"nearly surely somebody who is on record already \(same name"):
        record_person(caller, AGAIN)
    twin = record_person(caller, AGAIN, somebody_else="A cousin: seen both passports")
    entry = Entry.objects.get(kind="person:recorded", record_id=twin.pk)
    assert "seen both passports" in entry.value.change


def test_a_valid_number_of_hers_asks_too(zoe: Person) -> None:
    with pytest.raises(OnRecordError, match="PNCID"):
        record_person(caller_with("officer"), PersonData("Obrien", "Z", identifiers={"pncid": "81/34U"}))


def test_somebody_like_her_in_name_alone_is_recorded_unasked(zoe: Person) -> None:
    other = PersonData("O'Brien", "Zoe", date_of_birth=date(1961, 11, 23), sex="2")
    assert record_person(caller_with("officer"), other).pk


def test_a_brother_with_a_name_one_letter_off_is_recorded_unasked(zoe: Person) -> None:
    twin = PersonData("O'Brien", "Zoa", date_of_birth=date(1990, 2, 1), sex="2")
    assert record_person(caller_with("officer"), twin).pk


def test_the_page_shows_who_it_may_be_and_writes_the_look(zoe: Person) -> None:
    officer = signed_on_client("officer")
    answer = officer.post(reverse("records:new-person"), FORM)
    assert answer.status_code == 422
    assert reverse("records:person", args=[zoe.pk]) in answer.content.decode()
    assert "Why is this not the person on record?" in answer.content.decode()
    look = Entry.objects.filter(act="consultation").latest("written_at")
    assert zoe.pk.hex in look.value.change
    assert Person.objects.count() == 1
    answer = officer.post(
        reverse("records:new-person"), FORM | {"somebody_else": "Twin sister, seen passport"}
    )
    assert answer.status_code == 302
    assert Person.objects.count() == 2


def test_the_api_asks_too(zoe: Person) -> None:
    officer = signed_on_client("officer")
    body = {"family_name": "Obrien", "given_names": "Zoe", "date_of_birth": "1990-02-01"}
    refused = officer.post("/api/v1/people", body, content_type="application/json")
    assert refused.status_code == 422
    assert "say why this is somebody else" in refused.json()["detail"]
    body["somebody_else"] = "Her cousin"
    assert officer.post("/api/v1/people", body, content_type="application/json").status_code == 201


def arrested(**person: object) -> dict[str, str]:
    boxes = {"family_name": "Obrien", "given_names": "Zoe", "date_of_birth.day": "1"}
    boxes |= {"date_of_birth.month": "2", "date_of_birth.year": "1990"}
    return POSTED | {f"people_arrested.0.{name}": str(value) for name, value in (boxes | person).items()}


def test_an_arrest_form_asks_and_offers_her_and_chooses_or_goes_on(zoe: Person) -> None:
    officer = signed_on_client("officer")
    address = f"{reverse('records:new-report', args=['arrest'])}?draft={uuid4()}"
    answer = officer.post(address, arrested())
    assert answer.status_code == 422
    assert f"choose:people_arrested.0:{zoe.pk}" in answer.content.decode()
    assert not Event.objects.exists()
    reason = {"reason.on-record@people_arrested.0": "Another Zoe, seen passport"}
    assert officer.post(address, arrested() | reason).status_code == 302
    assert Person.objects.count() == 2


def test_a_report_that_is_sent_again_is_not_asked_about(zoe: Person) -> None:
    caller, submission = caller_with("officer"), uuid4()
    officer = signed_on_client("officer")
    address = f"{reverse('records:new-report', args=['arrest'])}?draft={submission}"
    officer.post(address, arrested() | {"reason.on-record@people_arrested.0": "Another Zoe"})
    settle()
    checked = check(Arrest, {"people_arrested": []})
    assert ask_first(caller, checked, submission) == []
