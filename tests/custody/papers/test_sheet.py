"""The sheet for paper: one page for each person, whatever there is to say."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from callers import signed_on_client
from custody_made import arrest_of, authorised, minutes_ago, opened, suite, write
from daybook.book.models import Entry
from daybook.custody.papers.sheet import sheets
from people_made import ZOE, record

pytestmark = pytest.mark.django_db


def printed(*records, now=None):
    return sheets(records, now or timezone.now(), "As it stood for a test")


def test_a_sheet_says_who_where_what_is_due_and_what_was_done(pages):
    held = opened(arrest_of(record(ZOE), hours=3))
    authorised(held)
    write(held, "movement", to="cell", cell="M2", happened_at=minutes_ago(100))
    write(held, "visit", seen="Breathing well, slept on their side.", happened_at=minutes_ago(20))
    (page,) = pages(printed(held))
    for words in (
        "Zoë Marie-Lou O’Brien",
        "Cell M2",
        held.number,
        "Violent",
        "Breathing well",
        "Name and number",
    ):
        assert words in page
    assert "Review (REV-1)" in page
    assert "Detention clock (DET-1)" in page


def test_who_has_no_cell_yet_has_none_on_the_sheet(pages):
    assert "No cell" in pages(printed(opened(arrest_of(hours=1))))[0]


def test_the_due_times_are_those_of_the_clocks(pages):
    held = opened(arrest_of(hours=3))
    decided = authorised(held)
    due = timezone.localtime(decided.happened_at + timedelta(hours=6))
    assert f"{due:%a %H:%M} Review" in pages(printed(held))[0]


def test_what_is_overdue_says_so(pages):
    held = opened(arrest_of(hours=3))
    authorised(held)
    (page,) = pages(printed(held, now=timezone.now() + timedelta(hours=9)))
    assert "OVERDUE" in page


def test_however_much_there_is_to_say_it_is_one_page(pages):
    held = opened(arrest_of(record(ZOE), hours=10, codes=("CD71039",) * 20))
    authorised(held)
    for minutes in range(1, 30):
        write(held, "visit", seen="Long words about what was seen. " * 10, happened_at=minutes_ago(minutes))
    assert len(pages(printed(held))) == 1


def test_each_person_has_a_page_and_an_empty_suite_says_so(pages):
    place = suite()
    two = [opened(arrest_of(), at=place), opened(arrest_of(), at=place)]
    found = pages(printed(*two))
    assert [held.number in page for held, page in zip(two, found, strict=True)] == [True, True]
    assert "Nobody is in custody here." in pages(printed())[0]


def test_printing_for_the_suite_stands_in_the_book_for_each_person():
    place = suite()
    two = [opened(arrest_of(), at=place), opened(arrest_of(), at=place)]
    other = opened()
    client = signed_on_client("detention-officer")
    answer = client.get(f"/custody/suite/{place.code}/print/sheets/")
    assert answer["Content-Type"] == "application/pdf"
    exports = Entry.objects.filter(kind="export:made", user_id=client.user.pk)
    assert {entry.record_id for entry in exports} == {held.pk for held in two}
    assert client.get(f"/custody/record/{other.number.replace('/', '-')}/print/sheet/").status_code == 200
    assert exports.filter(record_id=other.pk).count() == 1


def test_who_may_not_see_custody_prints_nothing():
    held = opened()
    client = signed_on_client("communications")
    assert client.get(f"/custody/record/{held.number.replace('/', '-')}/print/sheet/").status_code == 403
    assert client.get(f"/custody/suite/{held.suite.code}/print/sheets/").status_code == 403
    assert signed_on_client("detention-officer").get("/custody/suite/none/print/sheets/").status_code == 404
