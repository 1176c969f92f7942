"""The profile and the search in Chromium: axe, the strict policy, desk and phone."""

from functools import partial

import pytest

from browser import DESK, PHONE
from callers import signed_on_client
from daybook.book import writing
from daybook.records import facts
from daybook.records.models import Vehicle
from daybook.records.people import PersonData, Source
from helpers import OFFICER
from people_made import NOW, ZOE, event_of, link, record

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def zoe():
    client = signed_on_client("sergeant", "officer")
    person = record(ZOE, source="custody")
    mates = [
        record(PersonData(family_name=name, given_names="Alex"))
        for name in ("Mate", "Öztürk-Featherstonehaugh")
    ]
    victim = record(PersonData(family_name="Hurt", given_names="Vera"))
    for day in range(1, 8):
        event_of(client.user, (person, "arrested"), (mates[day % 2], "suspect"), (victim, "victim"), day=day)
    with writing("person:recorded", OFFICER) as page:
        page.save(link(person, "partner", victim))
        page.save(link(person, "driver", page.save(Vehicle(registration="AB12CDE", make="Ford"))))
        facts.assert_fact(page, person, "occupation", "Clerk", Source(NOW, "crime"))
    person.client = client
    return person


@pytest.fixture
def signed_on(open_as, zoe):
    return partial(open_as, zoe.client)


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_profile_is_sound(signed_on, zoe, width):
    watched = signed_on(f"/people/{zoe.pk}/", width)
    watched.shot(f"person-{width}")
    watched.assert_sound()


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_somebody_is_found_from_the_search_box_of_any_page(signed_on, zoe, width):
    watched = signed_on("/search/", width)
    watched.page.fill("#search-words", "obrien zoe")
    watched.page.press("#search-words", "Enter")
    watched.page.wait_for_url("**/search/*/")
    watched.shot(f"search-{width}")
    watched.assert_sound()
    watched.page.click("text=Zoë Marie-Lou O’Brien")
    watched.page.wait_for_url("**/people/**")
    watched.page.go_back()
    assert "Zoë Marie-Lou" in watched.page.content()


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("page", ["correct", "add-name", "add-warning", "link"])
def test_the_pages_of_changes_are_sound(signed_on, zoe, page, width):
    watched = signed_on(f"/people/{zoe.pk}/{page}/", width)
    watched.page.click("main form button[type=submit], main form button >> nth=0")
    watched.shot(f"{page}-{width}")
    assert watched.overflow() <= 0
    assert watched.axe() == []
