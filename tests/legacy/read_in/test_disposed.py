"""Whoever was disposed of here is not read in again while an old system still holds them."""

from uuid import uuid4

import pytest
from django.utils import timezone

from callers import caller_with
from daybook.legacy.models import Delivery, ReadRecord
from daybook.records.actions.carry_out_disposal import carry_out_disposal
from daybook.records.actions.order_disposal import answer_disposal, propose_disposal
from daybook.records.documents import report_document
from helpers import settle
from retention_made import old_event, old_person

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
