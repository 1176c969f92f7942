"""Disposal: whoever is disposed of is found by nothing, what concerns others stays, and the book still verifies."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from callers import caller_with, signed_on_client
from daybook.access.models import SearchShown
from daybook.book import keys
from daybook.book.models import Disposal, Entry
from daybook.book.verify import verify_book
from daybook.book.verify.records import verify_records
from daybook.nominals.models import IndexedRecord
from daybook.records.actions import carry_out_disposal as carrying
from daybook.records.actions.carry_out_disposal import carry_out_disposal
from daybook.records.actions.hold_records import place_hold
from daybook.records.actions.order_disposal import (
    DisposalRefusedError,
    answer_disposal,
    propose_disposal,
)
from daybook.records.actions.settle_notice import settle_notice
from daybook.records.attachment_store import path_of
from daybook.records.models import Attachment, DisposalOrder, Event, Person
from daybook.records.queries.held.going import going_of
from helpers import settle
from people_made import event_of, link
from retention_made import FAMILY, GIVEN, _later, old_event, old_person, planted

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def what(standing, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch, standing():
        patch.setattr(settings, "ATTACHMENTS", tmp_path_factory.mktemp("attachments"))
        yield planted()


@pytest.fixture(autouse=True)
def _file_again(what):
    """The rows of a test are undone after it; so is what it did to the file."""
    file = path_of(Attachment.objects.get(event=what.arrest).sha256)
    content = file.read_bytes()
    yield
    if not file.exists():
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)


def approved(what, *people):
    order = propose_disposal(what.registrar, people or [what.person])
    return answer_disposal(what.dpo, order, agree=True)


def everything():
    """Every value of every table, and every attached file, as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    held = bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()
                    yield table, held.decode("utf-8", "replace").casefold()
    for file in Path(settings.ATTACHMENTS).rglob("*"):
        if file.is_file():
            yield str(file), file.read_bytes().decode("utf-8", "replace").casefold()


def holding(*words):
    return sorted({place for place, text in everything() for word in words if word.casefold() in text})


def faults():
    settle()
    report = verify_book(keys.verifiers())
    verify_records(report)
    return [fault.sentence for fault in report.faults]


def test_a_disposed_person_is_found_by_nothing(what):
    assert len(holding(FAMILY)) > 15
    file = path_of(Attachment.objects.get(event=what.arrest).sha256)
    done = carry_out_disposal(what.dpo, approved(what))
    assert done.state == "done"
    assert holding(FAMILY, GIVEN) == []
    assert not file.exists()
    assert not Person.objects.filter(pk=what.person.pk).exists()
    assert not Event.objects.filter(pk=what.arrest.pk).exists()
    assert not IndexedRecord.objects.filter(key=str(what.person.pk)).exists()
    assert not SearchShown.objects.filter(record_id=what.person.pk).exists()
    assert faults() == []
    assert Disposal.objects.filter(ordered_by__kind="retention:disposed").exists()
    found = signed_on_client("inspector").get(f"/people/{what.person.pk}/")
    assert found.status_code == 404


def test_what_concerns_others_stays_without_the_name(what):
    carry_out_disposal(what.dpo, approved(what))
    shared, unrelated = Event.objects.get(pk=what.shared.pk), Event.objects.get(pk=what.unrelated.pk)
    assert shared.details["grounds"] == "[erased] was seen; [erased] ran."
    assert unrelated.details["grounds"] == "Was with [erased] before."
    assert Person.objects.filter(family_name="Pemberly").exists()
    assert Person.objects.filter(family_name="Quill").exists()


def test_each_old_system_that_was_told_gets_a_notice(what):
    order = carry_out_disposal(what.dpo, approved(what))
    notice = order.notices.get()
    assert (notice.system, notice.reference) == ("ledger", "LG 15/000411")
    settled = settle_notice(what.dpo, notice)
    assert settled.reference == ""
    with pytest.raises(DisposalRefusedError, match="already"):
        settle_notice(what.dpo, settled)


def test_the_dry_run_says_what_would_go_and_changes_nothing(what):
    before = holding(FAMILY)
    going = going_of(what.person.pk)
    wanted = {"People", "Reports", "Attachments", "Files on disk", "Custody entries", "Drafts", "Deliveries"}
    assert wanted <= going.counts.keys()
    assert going.counts["Reports"] == 1
    assert holding(FAMILY) == before


def test_two_people_are_needed(what):
    order = propose_disposal(what.dpo, [what.person])
    with pytest.raises(DisposalRefusedError, match="Another person"):
        answer_disposal(what.dpo, order, agree=True)
    with pytest.raises(DisposalRefusedError, match="approve the order first"):
        carry_out_disposal(what.dpo, order)
    other = caller_with("data-protection-officer")
    assert answer_disposal(other, order, agree=False).state == "declined"
    with pytest.raises(DisposalRefusedError, match="already"):
        answer_disposal(other, order, agree=True)


def test_what_came_since_the_proposal_stops_it(what):
    order = propose_disposal(what.registrar, [what.person])
    old_event((what.person, "witness"))
    with pytest.raises(DisposalRefusedError, match="Propose anew"):
        answer_disposal(what.dpo, order, agree=True)


def test_a_new_event_moves_the_due_date(what):
    order = approved(what)
    event_of(what.dpo.user, (what.person, "arrested"))
    with pytest.raises(DisposalRefusedError, match="not due before 1 November 2032"):
        carry_out_disposal(what.dpo, order)


def test_a_legal_hold_blocks_proposal_and_execution(what):
    order = approved(what)
    place_hold(what.dpo, what.person, reason="A claim", asked_by="Lawyers", review_on=_later())
    with pytest.raises(DisposalRefusedError, match="legal hold"):
        carry_out_disposal(what.dpo, order)
    with pytest.raises(DisposalRefusedError, match="legal hold"):
        propose_disposal(what.registrar, [what.person])
    assert Person.objects.filter(pk=what.person.pk).exists()


def test_no_more_than_the_ceiling(what):
    people = [old_person(family_name=f"Other{number}") for number in range(2)]
    with pytest.raises(DisposalRefusedError, match="1 to 1 people; this names 2"):
        propose_disposal(what.registrar, people)


def test_cut_off_half_way_nothing_is_half_done_and_it_goes_on(what, monkeypatch):
    order = approved(what)
    before = holding(FAMILY)
    monkeypatch.setattr(carrying, "dispose", _cut_off)
    with pytest.raises(KeyboardInterrupt):
        carry_out_disposal(what.dpo, order)
    assert holding(FAMILY) == before
    monkeypatch.undo()
    file = path_of(Attachment.objects.get(event=what.arrest).sha256)
    monkeypatch.setattr(Path, "unlink", _cut_off)
    with pytest.raises(KeyboardInterrupt):
        carry_out_disposal(what.dpo, order)
    monkeypatch.undo()
    assert file.exists()
    left = DisposalOrder.objects.get(pk=order.pk)
    assert (left.state, len(left.files)) == ("approved", 1)
    assert carry_out_disposal(what.dpo, left).state == "done"
    assert holding(FAMILY, GIVEN) == []
    assert faults() == []


def _cut_off(*args, **kwargs):
    raise KeyboardInterrupt


def test_the_book_keeps_who_ordered_what_without_a_name(what):
    carry_out_disposal(what.dpo, approved(what))
    entry = Entry.objects.get(kind="retention:disposed")
    assert entry.act == "erasure"
    assert entry.user_id == what.dpo.user.pk


def test_a_name_that_others_have_is_left_to_them(what):
    bo, jo = (old_person(family_name="Greene", given_names=given) for given in ("Bo", "Jo"))
    told = old_event((jo, "arrested"), grounds="Bo Greene and Greene’s brother.")
    order = answer_disposal(what.dpo, propose_disposal(what.registrar, [bo]), agree=True)
    carry_out_disposal(what.dpo, order)
    assert Event.objects.get(pk=told.pk).details["grounds"] == "[erased] and Greene’s brother."
    assert Person.objects.filter(pk=jo.pk).exists()
    assert link(jo, "arrested", told).from_id == jo.pk
