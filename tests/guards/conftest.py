"""A small house with a record of every kind."""

import pytest

from callers import caller_with, user_with
from daybook.access.actions.open_sealed import open_sealed
from daybook.book import writing
from daybook.book.models import Entry
from daybook.records.actions.attach_file import attach_file
from daybook.records.models import Link, Location, Vehicle, WarningMarker
from deed_samples import a_link, refused_delivery, reply
from helpers import OFFICER, settle
from people_made import ZOE, event_of, record


@pytest.fixture
def world():
    """Records of every kind, by the address that shows them and the parameter's name."""
    officer = user_with("officer")
    zoe, link = record(ZOE), a_link()
    event = event_of(officer, (zoe, "arrested"))
    unknown = record(known=False)
    loose = event_of(officer, (unknown, "arrested"))
    attachment = attach_file(caller_with("officer"), event, "note.txt", [b"Seen at nine.\n"])
    with writing("person:recorded", OFFICER) as page:
        vehicle = page.save(Vehicle(registration="AB12CDE"))
    why = {"reason": "Threat to a witness, operation Larch", "purpose": "protecting-life"}
    opening = open_sealed(caller_with("inspector"), "person", zoe.pk, **why)
    delivery, answer = refused_delivery(), reply()
    delivery.record_id = event.pk
    delivery.save()
    settle()
    return {
        "record_id": zoe.pk,
        "person_id": zoe.pk,
        "locations/record_id": Location.objects.first().pk,
        "vehicles/record_id": vehicle.pk,
        "people/identify/record_id": unknown.pk,
        "event_id": event.pk,
        "events/identify/event_id": loose.pk,
        "attachment_id": attachment.pk,
        "warning_id": WarningMarker.objects.filter(withdrawn=False).first().pk,
        "link_id": Link.objects.get(pk=link.pk).pk,
        "delivery_id": delivery.pk,
        "reply_id": answer.pk,
        "audit/openings/pk": opening.pk,
        "audit/entries/pk": Entry.objects.first().pk,
        "pk": officer.pk,
        "record_type": "person",
        "slug": "arrest",
    } | {"change/slug": "de-arrest"}
