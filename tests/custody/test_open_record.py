"""Opening a custody record: nothing is typed again, and nobody is in two places."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from callers import caller_with
from custody_made import WHY_LATE, arrest_of, arrived, authorised, opened, sergeant, suite, write
from custody_samples import samples
from daybook.book.models import Entry
from daybook.custody.actions.open_record import open_record
from daybook.custody.entry_rows import OtherSubmissionError
from daybook.custody.facts import facts_of
from daybook.custody.findings import NotWrittenError
from daybook.custody.models import CustodyEntry, CustodyRecord
from daybook.custody.state import detention_of
from daybook.records.actions.change_report import change_report
from people_made import ZOE, record

pytestmark = pytest.mark.django_db


def test_a_record_takes_person_offences_and_times_from_the_arrest():
    event = arrest_of()
    held = opened(event, minutes=30)
    now = detention_of(held.pk)
    assert held.number.startswith("CU/0000001/")
    assert held.person.full_name == "Zoë Marie-Lou O’Brien"
    assert (now.status, now.place) == ("arrived", "holding-area")
    assert [(one.code, one.indictable) for one in now.facts.offences] == [("TH68010", True)]
    details = held.entries.get().details
    assert details["arrested_at"] == event.happened_from.isoformat()
    assert details["basis"] == "arrest"


def test_the_opening_is_one_entry_of_the_book_about_the_record():
    held = opened()
    entry = Entry.objects.get(kind="custody:arrival")
    assert (entry.record_type, entry.record_id) == ("custodyrecord", held.pk)


def test_someone_whose_name_is_unknown_is_booked_in_all_the_same():
    held = opened(arrest_of(record(known=False, apparent_age=16)))
    assert held.person.full_name == "Unknown person"
    assert detention_of(held.pk).facts.child


def test_the_same_submission_opens_no_second_record():
    event, by, key = arrest_of(), sergeant(), uuid4()
    place = suite()
    first = open_record(by, event, place, arrived(event), submission=key, reasons=WHY_LATE)
    again = open_record(by, event, place, arrived(event), submission=key, reasons=WHY_LATE)
    assert first == again
    assert CustodyEntry.objects.count() == 1
    with pytest.raises(OtherSubmissionError):
        open_record(sergeant(), event, place, arrived(event), submission=key, reasons=WHY_LATE)


def test_nobody_is_held_twice_at_a_time():
    person = record(ZOE)
    held = opened(arrest_of(person))
    with pytest.raises(NotWrittenError, match=f"in custody already: {held.number} .*CELL-1"):
        opened(arrest_of(person))
    assert CustodyRecord.objects.count() == 1


def test_an_arrest_has_one_first_record_and_later_ones_continue_it():
    event = arrest_of()
    held = opened(event)
    write(held, "released", disposal="other", reasons={"CARE-8@happened_at": "Fit and well"})
    held.refresh_from_db()
    with pytest.raises(NotWrittenError, match="has its custody record"):
        opened(event)
    back = open_record(
        sergeant(),
        event,
        held.suite,
        arrived(event, basis="bail-return", minutes=119.9),
        submission=uuid4(),
        continues=held,
    )
    assert back.continues == held


def test_an_arrest_that_stands_no_more_books_nobody_in():
    event = arrest_of()
    change_report(caller_with("sergeant"), event, "de-arrest", reason="Alibi")
    event.refresh_from_db()
    with pytest.raises(NotWrittenError, match="an arrest that stands"):
        opened(event)


def test_arriving_before_the_arrest_is_refused_and_nothing_is_left():
    with pytest.raises(NotWrittenError, match=r"before the arrest.*TIME-1"):
        opened(minutes=-1)
    assert not CustodyRecord.objects.exists()


def test_wanted_elsewhere_needs_its_own_relevant_time():
    with pytest.raises(ValueError, match="relevant time"):
        opened(basis="wanted-elsewhere")


def test_who_may_not_book_in_is_told_so():
    with pytest.raises(PermissionDenied, match="Open a custody record"):
        opened(by=caller_with("officer"))


def test_a_long_wait_to_be_booked_in_is_explained():
    event = arrest_of()
    seen = event.happened_from + timedelta(minutes=31)
    with pytest.raises(NotWrittenError, match="waited 31 minutes"):
        opened(event, minutes=0, seen_at=seen)
    assert opened(event, minutes=0, seen_at=seen, delay="Three vans at once").pk


def test_BAIL_1_bail_is_due_until_the_person_is_back():
    event = arrest_of()
    held = opened(event)
    authorised(held)
    write(held, "bail", **samples()["bail"])
    write(held, "released", disposal="pre-charge-bail", reasons={"CARE-8@happened_at": "Fit and well"})
    held.refresh_from_db()
    assert detention_of(held.pk).clocks.due("bail") is not None
    back = arrived(event, basis="bail-return", minutes=119.9)
    open_record(sergeant(), event, held.suite, back, submission=uuid4(), continues=held)
    assert detention_of(held.pk).clocks.due("bail") is None


def test_the_records_that_continue_others_cost_the_board_no_query_each(django_assert_num_queries):
    people = [opened() for _ in range(3)]
    with django_assert_num_queries(2):
        assert len(facts_of([held.pk for held in people])) == len(people)
