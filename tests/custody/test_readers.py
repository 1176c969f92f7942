"""Somebody booked in without a name, and known later: the custody record follows the arrest."""

import pytest

from callers import caller_with
from custody_made import arrest_of, opened
from daybook.book.models import Entry
from daybook.custody.models import CustodyRecord
from daybook.custody.state import detention_of
from daybook.records.actions.identify_arrested import identify_arrested
from daybook.records.people import PersonData
from daybook.records.reports.entries import PersonEntry
from helpers import settle
from people_made import ZOE, record

pytestmark = pytest.mark.django_db
NOBODY = PersonData(known=False, apparent_age=30, sex="2")


def test_the_record_names_the_person_on_file_whom_the_arrest_turned_out_to_be():
    held = opened(arrest_of(NOBODY))
    known = record(ZOE)
    identify_arrested(
        caller_with("officer"), held.arrest, PersonEntry(person_id=known.pk), reason="Fingerprints"
    )
    settle()
    assert CustodyRecord.objects.get(pk=held.pk).person == known
    assert detention_of(held.pk).facts.born == known.date_of_birth


def test_what_is_read_twice_is_written_once():
    held = opened(arrest_of(NOBODY))
    known = record(ZOE)
    identify_arrested(
        caller_with("officer"), held.arrest, PersonEntry(person_id=known.pk), reason="Fingerprints"
    )
    settle()
    settle()
    assert Entry.objects.filter(kind="custody-record:identified", record_id=held.pk).count() == 1


def test_who_is_only_given_a_name_stays_the_person_they_are():
    held = opened(arrest_of(NOBODY))
    given = PersonEntry(family_name="Reed", given_names="Col")
    identify_arrested(caller_with("officer"), held.arrest, given, reason="Their own word and a card")
    settle()
    assert CustodyRecord.objects.get(pk=held.pk).person_id == held.person_id
    assert not Entry.objects.filter(kind="custody-record:identified").exists()
