"""The main pages cost a pinned number of queries, however much hangs on the record; never 30 or more.

After a wanted change: `DAYBOOK_PIN=1 pytest tests/records/test_query_counts.py` writes the new numbers.
"""

import json
import os
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from callers import signed_on_client
from daybook.book import writing
from daybook.records.models import Event, Location, Vehicle
from daybook.records.people import PersonData
from helpers import OFFICER, statements
from people_made import ZOE, event_of, link, record

pytestmark = pytest.mark.django_db
PINS = Path(__file__).with_name("query_counts.json")
MOST = 30


@pytest.fixture
def client():
    return signed_on_client("officer", "sergeant")


def furnish(client, size):
    """A person with so many events, companions and vehicles, and their addresses."""
    zoe = record(ZOE)
    for number in range(size):
        mate = record(PersonData(family_name=f"O’Brien{number}", address=ZOE.address))
        event_of(client.user, (zoe, "arrested"), (mate, "victim"), day=number % 28 + 1)
        with writing("person:recorded", OFFICER) as page:
            page.save(link(zoe, "associate", mate))
            page.save(link(zoe, "driver", page.save(Vehicle(registration=f"AB12CD{number}"))))
    return zoe


def addresses(client, zoe):
    found = client.post("/search/", {"words": "obrien"}).url
    return {
        "person": f"/people/{zoe.pk}/",
        "search": found,
        "location": f"/locations/{Location.objects.get(postcode='SW1A 1AA').pk}/",
        "vehicle": f"/vehicles/{Vehicle.objects.first().pk}/",
        "event": f"/events/{Event.objects.first().pk}/",
        "reports": "/reports/",
        "new-arrest": client.get("/reports/arrest/new/").url,
    }


def counted(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return statements(queries)


def test_the_pages_cost_what_is_pinned(client):
    pages = addresses(client, furnish(client, 3))
    found = {name: counted(client, address) for name, address in pages.items()}
    if os.environ.get("DAYBOOK_PIN"):
        PINS.write_text(json.dumps(found, indent=2, sort_keys=True) + "\n")
    assert found == json.loads(PINS.read_text())
    assert max(found.values()) < MOST


@pytest.mark.parametrize("page", ["person", "search", "location"])
def test_more_records_cost_no_more_queries(client, page):
    zoe = furnish(client, 3)
    few = counted(client, addresses(client, zoe)[page])
    furnish_more(client, zoe)
    assert counted(client, addresses(client, zoe)[page]) <= few


def furnish_more(client, zoe):
    for number in range(12):
        mate = record(PersonData(family_name=f"O’Brien More{number}", address=ZOE.address))
        event_of(client.user, (zoe, "arrested"), (mate, "suspect"), day=number % 28 + 1)
