"""A small house with a record of every kind."""

import pytest
from django.utils import timezone

import harm_made
import nominals_made
import retention_made
import subject_made
from callers import caller_with, user_with
from custody_made import an_override, arrest_of, opened, write
from daybook.access.actions.open_sealed import open_sealed
from daybook.book import writing
from daybook.book.models import Entry
from daybook.nominals.models import Proposal
from daybook.records.actions.attach_file import attach_file
from daybook.records.models import Link, Location, Vehicle, WarningMarker
from deeds.legacy import a_difference, refused_delivery, reply
from deeds.records import a_link
from helpers import OFFICER, settle
from oversight_made import a_sheet_of_each
from people_made import ZOE, event_of, record
from report_samples import recorded


@pytest.fixture(scope="session")
def make_world():
    return a_world


@pytest.fixture
def world(db):
    return a_world()


def a_world():
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
    listed = harm_made.a_row(harm_made.a_list())
    held = opened(arrest_of(record(), hours=0.5), minutes=20)
    delivery.record_id = event.pk
    delivery.save()
    a_sheet_of_each()
    settle()
    double = nominals_made.person("O’Brien", "Zoe", "1990-02-01")
    pair = nominals_made.ask_about(("daybook", str(zoe.pk)), double)
    nominals_made.ask_about(double, nominals_made.source("C1", "O'Brien", "Zoe", "1990-02-01"))
    answered = subject_made.released_request()
    ends = [["daybook", str(zoe.pk)], double]
    with writing("parting:proposed", OFFICER) as page:
        more = {"proposed_by": officer.pk, "proposed_at": timezone.now()}
        proposal = page.save(Proposal(deed="decide", given={}, records=ends, **more))
    return {
        "record_id": zoe.pk,
        "proposal_id": proposal.pk,
        "case_id": pair.pk,
        "nominal_id": zoe.pk,
        "person_id": zoe.pk,
        "records/system": "custody",
        "records/key": "C1",
        "locations/record_id": Location.objects.first().pk,
        "vehicles/record_id": vehicle.pk,
        "people/identify/record_id": unknown.pk,
        "event_id": event.pk,
        "events/identify/event_id": loose.pk,
        "events/source/event_id": (intelligence := recorded("intelligence", caller_with("inspector"))).pk,
        "events/open/event_id": intelligence.pk,
        "events/sign/event_id": recorded("statement").pk,
        "events/receipt/event_id": recorded("stop-search").pk,
        "attachment_id": attachment.pk,
        "warning_id": WarningMarker.objects.filter(withdrawn=False).first().pk,
        "link_id": Link.objects.get(pk=link.pk).pk,
        "list_id": listed.harm_list_id,
        "row_id": listed.pk,
        "delivery_id": delivery.pk,
        "reply_id": answer.pk,
        "difference_id": a_difference(record_id=event.pk).pk,
        "request_id": answered.pk,
        "place": 1,
        "notice_id": (notice := retention_made.a_notice()).pk,
        "order_id": notice.order_id,
        "hold_id": retention_made.a_hold(zoe).pk,
        "name": "ledger",
        "audit/openings/pk": opening.pk,
        "audit/entries/pk": Entry.objects.first().pk,
        "pk": officer.pk,
        "record_type": "person",
        "slug": "arrest",
        "number": held.number.replace("/", "-"),
        "code": held.suite.code,
        "arrest": arrest_of(record(), hours=0.5).pk,
        "custody/record/entry": write(held, "note", text="Asked for a blanket.").pk,
        "custody/review/entry": an_override().pk,
        "custody_id": held.pk,
        "kind": "note",
        "paper": "whole",
        "tap": "awake",
        "custody/book-in/slug": "detention",
    } | {"change/slug": "de-arrest"}
