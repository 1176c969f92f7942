"""A stop and search: recorded even if nothing is said, grounds that say something, and the person's receipt."""

import re

import pytest

from callers import caller_with, signed_on_client
from daybook.book.models import Entry
from daybook.records.actions.amend_report import amend_report
from daybook.records.actions.give_receipt import give_receipt
from daybook.records.forms.check import check
from daybook.records.models import Person, Vehicle
from daybook.records.reading_reports import typed_of_event
from daybook.records.receipt import receipt_sections
from daybook.records.reports import type_of
from report_samples import ADA, CHILD, GROUNDS, recorded, refusals

pytestmark = pytest.mark.django_db
SILENT = {"unknown": True, "apparent_age": 30, "observed_ethnicity": "1"}


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def test_somebody_who_says_nothing_is_recorded_all_the_same():
    recorded("stop-search", searched=[SILENT])
    assert not Person.objects.get().known


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"searched": []}, "searched: Add the person who was searched"),
        ({"searched": [ADA]}, "searched.0.observed_ethnicity: Record the ethnicity as you see it"),
        ({"searched": [ADA | {"self_defined_ethnicity": "NS"}]}, "not_stated_because: Say why"),
        ({"kind_of_search": "VEHICLE", "searched": []}, "registration: Enter the registration"),
        ({"power": "cjpoa-60"}, "authority: Say who gave the authority"),
        ({"authority": "Insp Yew"}, "authority: Only section 60 needs"),
        ({"power": ""}, "Choose the power."),
        ({"found_object": ""}, "Say whether it was found."),
        ({"grounds": "Looked nervous."}, "grounds-short@grounds"),
        ({"grounds": f"{GROUNDS} Acting suspiciously."}, "grounds-formula@grounds"),
        ({"grounds": ""}, "grounds: Enter grounds."),
    ],
)
def test_what_is_missing_or_doubted_is_said(changed, sentence):
    assert sentence in refusals("stop-search", **changed)


def test_a_child_is_not_exposed_without_an_adult_or_a_reason():
    child = [CHILD | {"observed_ethnicity": "1"}]
    told = refusals("stop-search", searched=child, extent="intimate")
    assert "appropriate_adult: A child's intimate parts" in told
    assert not refusals("stop-search", searched=child, extent="intimate", appropriate_adult="Jo Reed, mother")
    doubt = refusals("stop-search", searched=child, extent="intimate", no_adult_because="Danger to life")
    assert "no-adult@no_adult_because" in doubt


def test_a_child_on_record_is_known_to_be_one():
    recorded("stop-search", searched=[CHILD | {"observed_ethnicity": "1"}])
    known = [{"person_id": str(Person.objects.get().pk)}]
    assert "A child's intimate parts" in refusals("stop-search", searched=known, extent="intimate")


def test_the_receipt_holds_what_is_theirs_and_nothing_else():
    event = recorded("stop-search", found_other="Owes money to Vic Dunn", operation="Operation Larch")
    words = "\n".join(
        [f"{label}: {said}" for part in receipt_sections(event) for label, said in part.facts]
        + [line for part in receipt_sections(event) for line in part.lines]
    )
    assert "Misuse of Drugs Act 1971 s.23" in words
    assert GROUNDS in words
    assert "within 3 months" in words
    assert "within 12 months" in words
    assert "complain" in words
    for kept in ("Quill", "Vic Dunn", "Larch"):
        assert kept not in words


def test_handing_it_out_is_a_disclosure_and_declining_is_written():
    client, event = signed_on_client("officer"), recorded("stop-search")
    address = f"/events/{event.pk}/receipt/"
    assert "Hand out the person" in text(client.get(f"/events/{event.pk}/"))
    assert "Say what becomes of the receipt" in text(client.post(address, {}))
    given = client.post(address, {"way": "handed"})
    assert given.content.startswith(b"%PDF-")
    assert Entry.objects.get(kind="stop-search:receipt-given").act == "disclosure"
    assert client.post(address, {"way": "not-offered"}).status_code == 422
    assert client.post(address, {"way": "declined"}).status_code == 302
    page = text(client.get(f"/events/{event.pk}/"))
    assert "Receipt handed out" in page
    assert "Receipt not handed out" in page


def test_only_a_search_has_a_receipt():
    event = recorded("notebook")
    assert signed_on_client("officer").get(f"/events/{event.pk}/receipt/").status_code == 404
    with pytest.raises(ValueError, match="Only a stop and search"):
        give_receipt(caller_with("officer"), event, "handed")


def test_the_vehicle_is_a_record_that_the_search_and_the_page_lead_to():
    caller, vehicle = caller_with("officer"), {"kind_of_search": "VEHICLE", "searched": []}
    event = recorded("stop-search", caller, registration="ab12 cde", **vehicle)
    recorded("stop-search", caller, registration="AB12CDE", **vehicle)
    car = Vehicle.objects.get()
    client = signed_on_client("officer")
    assert f"/vehicles/{car.pk}/" in text(client.get(f"/events/{event.pk}/"))
    assert event.number in text(client.get(f"/vehicles/{car.pk}/"))
    typed = typed_of_event(event) | {"registration": "ZZ99ZZZ"}
    amend_report(caller, event, check(type_of("stop-search"), typed).report, reason="Misread the plate")
    assert event.number not in text(client.get(f"/vehicles/{car.pk}/"))
    assert "ZZ99ZZZ" in text(client.get(f"/events/{event.pk}/"))
