"""Printed copies say what the page says, print every name, and stand in the book as disclosures."""

import json

import pytest

from callers import signed_on_client
from daybook.book.models import Entry, EntryValue
from daybook.records.printing import Section, print_report
from people_made import ZOE, event_of, record

SECTIONS = [
    Section("Identity", [("Name", "Zoë Ó Súilleabháin & <b>Łukasz</b>\nНина")]),
    Section("Notes", lines=["One", "Two"]),
    Section("Empty"),
]


def printed(sections=SECTIONS):
    return print_report(
        "Arrest AR/0000001/26", sections, marking="OFFICIAL-SENSITIVE", footer="Printed for a test"
    )


def test_the_same_content_gives_the_same_bytes():
    assert printed() == printed()
    assert printed() != printed(SECTIONS[:1])


def test_the_file_has_a_title_a_language_and_bookmarks():
    body = printed()
    assert body.startswith(b"%PDF-")
    assert b"/Lang (en-GB)" in body
    assert b"/Outlines" in body
    assert b"DejaVuSans" in body


def test_a_long_report_runs_over_several_pages():
    body = printed([Section("Long", [("Words", "word " * 5000)])])
    assert body.count(b"/Type /Page\n") >= 3


@pytest.mark.django_db
@pytest.mark.parametrize("which", ["person", "event"])
def test_a_copy_asks_for_whom_and_is_a_disclosure(which):
    client = signed_on_client("officer")
    zoe = record(ZOE)
    event = event_of(client.user, (zoe, "arrested"))
    shown = zoe if which == "person" else event
    address = f"/{'people' if which == 'person' else 'events'}/{shown.pk}/print/"
    assert b"Who is the copy for?" in client.get(address).content
    assert b"Say who the copy is for." in client.post(address, {}).content
    answer = client.post(address, {"recipient": "Crown Prosecution Service"})
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    entry = Entry.objects.get(kind="export:made")
    assert (entry.record_id, entry.act) == (shown.pk, "disclosure")
    assert json.loads(EntryValue.objects.get(entry=entry).change)["recipient"] == "Crown Prosecution Service"
