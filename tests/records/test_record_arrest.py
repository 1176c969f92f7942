"""Recording an arrest: one action, every row of it, one entry for each person arrested."""

from uuid import uuid4

import pytest

from callers import caller_with
from daybook.book.models import Entry
from daybook.records.actions.record_report import record_report
from daybook.records.documents import report_document
from daybook.records.models import Event, Person
from daybook.records.reports.arrest import Arrest
from helpers import arrest, settle

pytestmark = pytest.mark.django_db


def record(caller=None, submission=None, **changed):
    report = Arrest.model_validate(arrest(**changed))
    return record_report(caller or caller_with("officer"), report, submission=submission or uuid4())


def test_one_arrest_is_one_event_one_person_and_one_entry():
    [event] = record()
    assert (event.status, event.version) == ("arrested", 1)
    person = Person.objects.get()
    assert person.full_name == "Ada Quill"
    entries = Entry.objects.exclude(kind="role:granted")
    assert list(entries.values_list("kind", "record_id")) == [("arrest:recorded", event.pk)]


def test_several_people_arrested_together_are_arrests_of_their_own():
    events = record(people_arrested=[{"family_name": "Quill"}, {"family_name": "Reed"}])
    assert len({event.number for event in events}) == 2
    assert {event.occasion for event in events} == {events[0].occasion}
    assert Entry.objects.filter(kind="arrest:recorded").count() == 2


def test_submitting_twice_records_once():
    officer, submission = caller_with("officer"), uuid4()
    first = record(officer, submission)
    assert [event.pk for event in record(officer, submission)] == [event.pk for event in first]
    assert Event.objects.count() == 1


def test_the_document_for_the_old_systems_has_it_all():
    [event] = record()
    settle()
    document = report_document(event.pk)
    assert document["person"]["family_name"] == "Quill"
    assert document["person"]["identifiers"]["pncid"] == "1981/0000034U"
    assert [offence["code"] for offence in document["offences"]] == ["TH68010"]
    assert document["arrest"]["necessity"] == ["INVESTIGATION"]
    assert document["place"]["description"] == "Market Place"
