"""Whoever was disposed of here is not read in again while an old system still holds them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from callers import caller_with
from daybook.legacy.models import Delivery, ReadRecord
from daybook.legacy.read_in.barring import lift
from daybook.records.actions.carry_out_disposal import carry_out_disposal
from daybook.records.actions.order_disposal import answer_disposal, propose_disposal
from daybook.records.documents import report_document
from daybook.records.models import Person
from helpers import settle
from retention_made import LONG_AGO, aged, old_event, old_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("read_before", [True, False])
def test_it_stays_out_even_if_it_is_changed_there(web, read_before):
    person = old_person(family_name="Nettlecombe", given_names="Al")
    event = old_event((person, "arrested"))
    settle()
    now = timezone.now()
    document = {**report_document(event.pk), "key": "k", "verb": "create", "references": {}}
    told = {"state": "confirmed", "reference": "X-1", "exposed": True, "key": "k", "verb": "create"}
    times = {"next_try_at": now, "created_at": now, "confirmed_at": now}
    names = {"system": web.system.name, "report": "arrest", "record_type": "event", "record_id": event.pk}
    payload = web.system.encode(document).body
    Delivery.objects.create(entry_id=uuid4(), seq=1, payload=payload, **told, **times, **names)
    content = {"submission.externalReferenceId": event.number}
    web.typed("X-1", "Nettlecombe", content=content)
    if read_before:
        web.clock.move(-3600)
        web.read()
        web.clock.move(3600)
        assert ReadRecord.objects.get().record_id == event.pk
    order = propose_disposal(caller_with("crime-registrar"), [person])
    dpo = caller_with("data-protection-officer")
    carry_out_disposal(dpo, answer_disposal(dpo, order, agree=True))
    web.typed("X-1", "Nettlecomb")
    web.read(after=4000)
    web.swept()
    assert web.sources() == []
    row = ReadRecord.objects.get()
    assert (row.barred, row.record_id, row.taken) == (True, None, None)


def gone_from(web):
    """An arrest that was told, read and disposed of, and erased there."""
    (event,) = web.joined.arrested("Nettlecombe")
    web.read()
    aged(Person.objects.get(family_name="Nettlecombe"), recorded_at=LONG_AGO)
    aged(event, happened_from=LONG_AGO)
    order = propose_disposal(caller_with("crime-registrar"), [Person.objects.get(family_name="Nettlecombe")])
    dpo = caller_with("data-protection-officer")
    carry_out_disposal(dpo, answer_disposal(dpo, order, agree=True))
    row = ReadRecord.objects.get()
    assert (row.barred, row.erased_at) == (True, None)
    web.joined.deliver()
    return row.reference


def test_it_is_remembered_until_all_was_read_again_after_it_was_erased_there(there):
    reference = gone_from(there)
    assert there.row(reference).erased_at
    there.read()
    assert there.row(reference).barred
    there.swept()
    assert not ReadRecord.objects.exists()
    assert there.sources() == []


def test_an_extract_that_was_asked_for_before_does_not_bring_it_back(there):
    reference = gone_from(there)
    erased = there.row(reference).erased_at
    lift(there.system.name, erased - timedelta(seconds=1))
    assert there.row(reference).barred
    lift(there.system.name, erased + timedelta(seconds=1))
    assert not ReadRecord.objects.exists()


def test_a_system_that_says_it_is_erased_and_still_shows_it_is_told_of(there):
    reference = gone_from(there)
    there.clock.move(3600)
    there.typed(reference, "Nettlecombe", changed=there.clock.ticks())
    there.swept()
    assert there.row(reference).barred
    assert "1 of the records" in there.state.doubt
    assert there.sources() == []
