"""Copies withhold by rule, say so in black, take the words out of the file, and stand in the book as disclosures."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from callers import caller_with, signed_on_client
from custody_made import arrest_of, authorised, opened, sergeant, write
from daybook.book import writing
from daybook.book.models import Entry, EntryValue
from daybook.custody.actions.copy_record import copy_record, entitled_until
from daybook.custody.entries import all_kinds
from daybook.custody.findings import NotWrittenError
from daybook.custody.models import CustodyRecord
from daybook.custody.papers.redaction import RULES, SHOWN, Reader, liftable, withheld
from helpers import OFFICER

pytestmark = pytest.mark.django_db
FRONT = {"person", "arrest", "custody"}


def copied(held: CustodyRecord, reader: Reader, *lifted: str) -> bytes:
    return copy_record(sergeant(), held, reader, recipient="Lane & Partners", lifted=lifted)


def left(held: CustodyRecord, at: datetime) -> CustodyRecord:
    """The record as if the person had left then."""
    with writing("custody:note", OFFICER, held) as page:
        held.closed_at = at
        page.save(held)
    return held


@pytest.mark.parametrize("reader", [Reader.SOLICITOR, Reader.DETAINEE])
def test_warnings_are_a_black_bar_with_its_reason_and_nowhere_in_the_file(reader, pages):
    held = opened()
    assert "Violent" in " ".join(pages(copied(held, Reader.WHOLE)))
    text = " ".join(pages(copied(held, reader)))
    assert "Warnings in force Withheld: police warnings and intelligence (RED-5)" in text
    assert "Violent" not in text


def test_a_copy_ends_with_the_rules_it_followed_and_their_source(pages):
    text = " ".join(pages(copied(opened(), Reader.DETAINEE)))
    assert "What is withheld, and why" in text
    assert "Data Protection Act 2018 s.45(4)(b)" in text
    assert "What is withheld, and why" not in " ".join(pages(copied(opened(), Reader.WHOLE)))


def test_the_whole_record_withholds_nothing():
    for rule in RULES:
        for kind, names in rule.fields.items():
            assert not any(withheld(kind, name, Reader.WHOLE) for name in names)


def test_a_copy_is_a_disclosure_with_who_to_whom_and_what():
    held, by = opened(), sergeant()
    copy_record(by, held, Reader.SOLICITOR, recipient=" Lane & Partners ", lifted=["RED-2"])
    entry = Entry.objects.get(kind="custody-copy:made")
    assert (entry.act, entry.record_id, entry.user_id) == ("disclosure", held.pk, by.user.pk)
    told = json.loads(EntryValue.objects.get(entry=entry).change)
    assert told["recipient"] == "Lane & Partners"
    assert told["copy"] == "solicitor"
    assert told["lifted"] == ["RED-2"]
    assert told["withheld"]["RED-5"] == 1


def test_nothing_is_handed_out_to_nobody():
    with pytest.raises(ValueError, match="Say who the copy is for"):
        copy_record(sergeant(), opened(), Reader.DETAINEE, recipient="  ")
    assert not Entry.objects.filter(kind="custody-copy:made").exists()


def test_only_who_may_hand_out_copies_does():
    with pytest.raises(PermissionDenied, match="Hand out a copy"):
        copy_record(caller_with("detention-officer"), opened(), Reader.DETAINEE, recipient="The person")


def test_a_rule_that_nothing_lifts_stays():
    with pytest.raises(ValueError, match="Only these may be lifted for this copy: RED-1, RED-2"):
        copied(opened(), Reader.SOLICITOR, "RED-5")
    with pytest.raises(ValueError, match="none"):
        copied(opened(), Reader.DETAINEE, "RED-1")


def test_lifting_holds_for_the_reader_it_was_asked_of():
    assert set(liftable(Reader.SOLICITOR)) == {"RED-1", "RED-2"}
    assert not liftable(Reader.DETAINEE)
    assert withheld("risk", "concerns", Reader.SOLICITOR).id == "RED-1"
    assert withheld("risk", "concerns", Reader.SOLICITOR, frozenset({"RED-1"})) is None
    assert withheld("medication", "drug", Reader.DETAINEE) is None


@pytest.mark.parametrize(
    ("released", "until"),
    [
        (datetime(2026, 3, 1, 10, tzinfo=UTC), "2027-03-01 23:59"),
        (datetime(2028, 2, 29, 10, tzinfo=UTC), "2029-02-28 23:59"),
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "2027-07-01 23:59"),
    ],
)
def test_the_right_to_a_copy_lasts_twelve_months(released, until):
    assert f"{entitled_until(released):%Y-%m-%d %H:%M}" == until


def test_after_twelve_months_a_copy_is_refused_and_the_way_on_is_said():
    now = timezone.now()
    held = left(opened(), now - timedelta(days=366))
    for reader in (Reader.SOLICITOR, Reader.DETAINEE):
        with pytest.raises(
            ValueError, match=r"12 months after release \(Code C 2.4A\).*data protection officer"
        ):
            copied(held, reader)
    assert copied(held, Reader.WHOLE)
    assert copied(left(held, now - timedelta(days=360)), Reader.DETAINEE)


def test_a_rule_covers_kinds_and_questions_that_there_are():
    kinds = all_kinds()
    for rule in RULES:
        for kind, names in rule.fields.items():
            if kind not in FRONT:
                assert names <= kinds[kind].model_fields.keys(), f"{rule.id}: {kind}"


def test_of_every_kind_somebody_has_decided_what_a_copy_shows():
    ruled = {kind for rule in RULES for kind in rule.fields} - FRONT
    assert ruled | SHOWN == all_kinds().keys()
    assert not ruled & SHOWN


SECRETS = [
    ("risk", {"occasion": "arrival", "words": "SECRET"}, {Reader.SOLICITOR, Reader.DETAINEE}),
    ("level", {"level": 2, "reason": "SECRET"}, {Reader.SOLICITOR, Reader.DETAINEE}),
    ("medication-plan", {"drug": "SECRET", "dose": "2 puffs", "stopped": True}, {Reader.SOLICITOR}),
    (
        "appropriate-adult",
        {"stage": "asked", "name": "Jo Lane", "phone": "SECRET"},
        set(Reader) - {Reader.WHOLE},
    ),
    ("cctv", {"reference": "SECRET"}, {Reader.SOLICITOR, Reader.DETAINEE}),
    ("custody-visitor", {"visitors": "SECRET", "seen": True}, {Reader.SOLICITOR, Reader.DETAINEE}),
]


@pytest.mark.parametrize(("kind", "said", "hidden"), SECRETS, ids=[kind for kind, *_ in SECRETS])
def test_what_is_withheld_is_nowhere_in_the_file(kind, said, hidden, pages):
    held = opened(arrest_of(hours=3))
    authorised(held)
    put(held, kind, **said)
    for reader in Reader:
        text = " ".join(pages(copied(held, reader)))
        assert ("SECRET" in text) is (reader not in hidden and (reader, kind) not in NOT_ASKED), reader


NOT_ASKED = {(Reader.ESCORT, "cctv"), (Reader.ESCORT, "custody-visitor")}
"""What an escort record does not ask of."""


def put(held, kind, **said):
    """Write an entry, giving a reason wherever one is asked for."""
    by = caller_with("custody-officer", "health-professional", rank="sergeant")
    try:
        return write(held, kind, by=by, **said)
    except NotWrittenError as error:
        return write(held, kind, by=by, reasons={one.key: "Because." for one in error.unanswered}, **said)


def test_the_page_asks_for_whom_and_answers_with_the_pdf():
    held = opened()
    client = signed_on_client("custody-officer", rank="sergeant")
    address = f"/custody/record/{held.number.replace('/', '-')}/print/"
    assert b"Copy for the person" in client.get(address).content
    asked = client.get(f"{address}solicitor/").content.decode()
    assert "Has the person agreed that health information is shown?" in asked
    empty = client.post(f"{address}solicitor/", {"recipient": "Lane"})
    assert empty.status_code == 422
    assert "Answer: Has the person agreed" in empty.content.decode()
    assert 'value="Lane"' in empty.content.decode()
    done = client.post(f"{address}solicitor/", {"recipient": "Lane", "RED-1": "no", "RED-2": "yes"})
    assert done["Content-Type"] == "application/pdf"
    assert done["Cache-Control"] == "no-store"
    told = json.loads(EntryValue.objects.get(entry__kind="custody-copy:made").change)
    assert told["lifted"] == ["RED-2"]
    assert client.get(f"{address}newspaper/").status_code == 404


def test_a_copy_asked_for_too_late_is_refused_on_the_page():
    held = left(opened(), timezone.now() - timedelta(days=400))
    client = signed_on_client("custody-officer", rank="sergeant")
    answer = client.post(
        f"/custody/record/{held.number.replace('/', '-')}/print/detainee/", {"recipient": "Zoë O’Brien"}
    )
    assert answer.status_code == 422
    assert "The right to a copy ended on" in answer.content.decode()


def test_a_detention_officer_is_offered_the_sheet_and_no_copies():
    held = opened()
    client = signed_on_client("detention-officer")
    page = client.get(f"/custody/record/{held.number.replace('/', '-')}/print/").content.decode()
    assert "Sheet for working on paper" in page
    assert "Copy for the person" not in page
    write(held, "note", text="Still here.")


def test_the_documentation_lists_the_rules():
    docs = (Path(__file__).parents[3] / "docs" / "custody-papers.md").read_text()
    assert re.findall(r"^\| (RED-\d) \|", docs, re.M) == [rule.id for rule in RULES]
    for rule in RULES:
        line = next(line for line in docs.splitlines() if line.startswith(f"| {rule.id} |"))
        words = {"solicitor": Reader.SOLICITOR, "person": Reader.DETAINEE, "escort": Reader.ESCORT}
        told = {words[word] for word in line.split("|")[3].replace(",", " ").split()}
        assert told == set(rule.readers), rule.id
