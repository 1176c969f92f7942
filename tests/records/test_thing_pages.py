"""A place and a vehicle show what is linked to them, as far as the caller may see it."""

import pytest

from callers import signed_on_client
from daybook.book import writing
from daybook.book.models import Entry
from daybook.records.models import Handling, Location, Vehicle
from helpers import OFFICER
from people_made import ZOE, event_of, link, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return signed_on_client("officer")


def test_a_place_shows_who_lives_there_and_what_happened(client):
    record(ZOE)
    home = Location.objects.get(postcode="SW1A 1AA")
    event = event_of(client.user, location=home)
    shown = client.get(f"/locations/{home.pk}/").content.decode()
    assert "Zoë Marie-Lou O’Brien" in shown
    assert event.number in shown
    assert Entry.objects.get(kind="location:viewed").record_id == home.pk


def test_a_vehicle_shows_who_drove_it_but_nobody_sealed(client):
    zoe, sealed = record(ZOE), record(family_name="Secret", handling=Handling.SEALED)
    with writing("person:recorded", OFFICER) as page:
        car = page.save(Vehicle(registration="AB12CDE", make="Ford"))
        page.save(link(zoe, "driver", car))
        page.save(link(sealed, "keeper", car))
    shown = client.get(f"/vehicles/{car.pk}/").content.decode()
    assert "AB12CDE" in shown
    assert "Zoë Marie-Lou O’Brien" in shown
    assert "Secret" not in shown
    assert "Keeper" not in shown


def test_a_sealed_report_leads_those_who_may_to_opening_it_with_a_reason():
    inspector = signed_on_client("inspector")
    event = event_of(inspector.user, handling="sealed")
    refused = inspector.get(f"/events/{event.pk}/")
    assert refused.status_code == 403
    assert f"/sealed/event/{event.pk}/" in refused.content.decode()
    assert signed_on_client("officer").get(f"/events/{event.pk}/").status_code == 404
