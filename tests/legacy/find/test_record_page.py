"""The page of one record that only an old system has: its source, how fresh it is, its log, and taking it in."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from callers import caller_with, signed_on_client
from cells_made import LINE, OPENING, Cells
from daybook.access.models import User
from daybook.book import writing
from daybook.book.models import Entry
from daybook.legacy.find import asking
from daybook.legacy.models import Ask, TheirEntry
from daybook.nominals.actions.take_in import take_in
from daybook.nominals.models import IndexedRecord, SourceRecord
from daybook.records.models import Handling, Person
from find_made import an_answer, person_there, there
from helpers import OFFICER, settle
from nominals_made import source

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return signed_on_client("officer")


def page(client, row, place=0):
    return client.get(reverse("legacy:found-record", args=[row.pk, place]))


def text_of(client, row, place=0):
    answer = page(client, row, place)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_result_that_is_only_there_leads_to_its_page(systems, officer):
    systems.join("ledger", person_there("L-7", "Quill", "Ada", "1971-06-30", sex="2"))
    address = officer.post(reverse("records:search"), {"words": "ada quill"}).url
    results = officer.get(address).content.decode()
    row = Ask.objects.get()
    link = reverse("legacy:found-record", args=[row.pk, 0])
    assert f'href="{link}"' in results
    text = officer.get(link).content.decode()
    assert f'href="{address}"' in text
    for words in ("Ada Quill", "Ledger L-7", "30 June 1971", "Female", "3 May 2019", "Arrest", "Take in"):
        assert words in text
    assert "As it stood there on" in text
    assert "Only in Ledger. It is linked with nobody in Daybook yet" in text


def test_the_look_stands_in_the_book_with_purpose_system_and_number(officer):
    row = an_answer(officer.user, there("L-7", "Quill", "Ada"))
    text_of(officer, row)
    entry = Entry.objects.get(kind="old-system:record-viewed")
    assert (entry.act, entry.purpose, entry.user_id) == ("consultation", "operational", officer.user.pk)
    assert (entry.record_type, entry.record_id) == ("ask", row.pk)
    told = json.loads(entry.value.change)
    assert (told["system"], told["records"]) == ("ledger", ["L-7"])


def test_what_is_kept_of_it_is_named_in_the_look_and_on_the_page(officer):
    identity = source("L-7", "Quill", "Ada", "1971-06-30", system="ledger")
    row = an_answer(officer.user, there("L-7", "Quill", "Ada", "1971-06-30", read_at=timezone.now()))
    text = text_of(officer, row)
    assert "From our copy, as it was read in on" in text
    assert "As a source record, version 1" in text
    kept = SourceRecord.objects.get(system=identity[0], key=identity[1])
    assert Entry.objects.get(kind="old-system:record-viewed").record_id == kept.pk


def test_who_was_harmed_is_never_shown_as_suspected(officer):
    row = an_answer(officer.user, there("C-1/2", "Quill", number="C-1", report="crime", role="victim"))
    text = text_of(officer, row)
    assert "does not say that they are suspected of anything" in text
    assert "ledger C-1" in text


def test_taken_in_from_the_page_it_is_a_person_and_the_page_leads_to_them(officer):
    row = an_answer(officer.user, there("L-7", "Quill", "Ada", "1971-06-30"))
    assert f'value="{row.pk}:0"' in text_of(officer, row)
    officer.post(reverse("legacy:take-in-found"), {"record": f"{row.pk}:0"})
    text = text_of(officer, row)
    assert reverse("records:person", args=[Person.objects.get().pk]) in text
    assert 'id="take-in"' not in text


def test_who_may_not_record_people_has_no_button():
    auditor = signed_on_client("auditor")
    text = text_of(auditor, an_answer(auditor.user, there("L-7", "Quill")))
    assert "Quill" in text
    assert "Take in" not in text


@pytest.mark.parametrize("place", [1, 99])
def test_a_place_that_is_not_there_is_said_so(officer, place):
    row = an_answer(officer.user, there("L-7", "Quill"))
    answer = officer.get(reverse("legacy:found-record", args=[row.pk, place]), follow=True)
    assert "This answer is no longer kept. Search again, then open the record." in answer.content.decode()


def test_an_answer_of_another_or_an_old_one_is_nobodys(officer):
    other = User.objects.create(username="other")
    theirs = an_answer(other, there("L-7", "Quill"))
    old = an_answer(
        officer.user, there("L-8", "Quill"), asked_at=timezone.now() - asking.KEPT - timedelta(minutes=1)
    )
    for row in (theirs, old):
        assert page(officer, row).status_code == 302
        officer.post(reverse("legacy:take-in-found"), {"record": f"{row.pk}:0"})
    assert not Entry.objects.filter(kind="old-system:record-viewed").exists()
    assert not Person.objects.exists()


def test_who_is_one_person_with_somebody_closed_is_as_closed(officer):
    identity = source("L-7", "Quill", "Ada", "1971-06-30", system="ledger")
    person = take_in(caller_with("officer"), IndexedRecord.objects.get(key=identity[1]).nominal)
    settle()
    row = an_answer(officer.user, there("L-7", "Quill", "Ada", "1971-06-30"))
    text_of(officer, row)
    ours = Person.objects.get(pk=person)
    with writing("person:corrected", OFFICER, record=ours) as change:
        ours.handling = Handling.SEALED
        change.save(ours)
    assert page(officer, row).status_code == 302


@pytest.fixture
def booked_in_there(systems, tmp_path):
    """Somebody whom Cellblock alone detains."""
    cells = Cells(tmp_path)
    cells.typed("CB0000077-26/0001", OPENING)
    cells.typed("CB0000077-26/0002", LINE)
    cells.read()
    return there("CB0000077-26/0001", "QUENNELL", "TOBIAS", system="custody", read_at=timezone.now())


def test_the_log_of_their_custody_record_is_on_it_for_who_may_see_one(booked_in_there):
    client = signed_on_client("custody-officer")
    text = text_of(client, an_answer(client.user, booked_in_there))
    assert "Custody records in old systems" in text
    assert "SAYS HE TAKES INSULIN" in text
    assert "ASLEEP, BREATHING NORMALLY." in text
    looks = Entry.objects.filter(record_type="theirentry", user_id=client.user.pk)
    assert set(looks.values_list("record_id", flat=True)) == set(
        TheirEntry.objects.values_list("pk", flat=True)
    )


def test_the_log_is_not_on_it_for_others(booked_in_there):
    client = signed_on_client("intelligence-evaluator")
    text = text_of(client, an_answer(client.user, booked_in_there))
    assert "QUENNELL" in text
    assert "INSULIN" not in text
