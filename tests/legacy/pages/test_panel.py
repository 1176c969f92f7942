"""What an officer sees of the old systems on the page of an arrest."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from callers import signed_on_client
from daybook.book import writing
from daybook.book.models import Entry
from daybook.legacy import queries, registry
from daybook.legacy.engine.ports import Outcome
from daybook.legacy.models import Breaker, Delivery, State, System
from helpers import OFFICER, settle

pytestmark = pytest.mark.django_db
AWAY = Outcome("failed", code="ConnectError", reason="Ledger is not answering.", reached=False)


@pytest.fixture
def client(office):
    return signed_on_client("officer")


@pytest.fixture
def page(client, office):
    def get():
        return client.get(reverse("records:event", args=[office.event.pk])).content.decode()

    return get


@pytest.fixture
def fragment(client, office):
    def get(asked="", **headers):
        address = reverse("legacy:deliveries", args=[office.event.pk])
        return client.get(f"{address}?{asked}", headers=headers)

    return get


def test_before_anything_has_moved_the_page_shows_the_system_waiting(page):
    assert 'data-system="ledger" data-state="waiting"' in page()
    assert "About to be sent." in page()


def test_a_page_opened_while_the_deliveries_are_being_made_shows_the_system(page, office, monkeypatch):
    """The reader works between two of the page's queries."""
    asked = queries.latest_of_record

    def then_the_reader_works(record):
        found = asked(record)
        settle()
        return found

    monkeypatch.setattr(queries, "latest_of_record", then_the_reader_works)
    assert 'data-system="ledger" data-state="waiting"' in page()


def test_a_confirmed_system_shows_its_reference_and_ends_the_asking(page, office):
    assert "data-refresh-url" in page()
    office.deliver()
    settle()
    shown = page()
    assert "LEDGER-1" in shown
    assert "Confirmed" in shown
    assert "data-refresh-url" not in shown
    assert "https://ledger.example/" in shown


def test_what_the_old_form_could_not_hold_is_shown(page, office):
    office.deliver()
    assert "cut to 4 characters; “QUIL” was sent" in page()


def test_a_system_that_does_not_answer_shows_the_next_try(fragment, office):
    office.deliver(AWAY)
    shown = fragment().content.decode()
    assert re.search(r"Ledger is not answering\. Next try \d\d:\d\d:\d\d\.", shown)
    assert "ConnectError" not in shown
    soon = timezone.now() + timedelta(seconds=20)
    System.objects.update(breaker=Breaker.OPEN, next_probe_at=soon)
    assert "Ledger is not answering. Next try " in fragment().content.decode()


def test_a_paused_system_says_so(fragment, office):
    settle()
    System.objects.update_or_create(
        name="ledger", defaults={"paused": True, "paused_reason": "Moving to the new hall"}
    )
    assert "Deliveries to it are paused: Moving to the new hall." in fragment().content.decode()


def test_the_fragment_says_when_nothing_changed_and_writes_no_look_for_it(fragment, office):
    office.deliver()
    settle()
    first = fragment()
    looks = Entry.objects.filter(kind="event:viewed").count()
    again = fragment(**{"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    assert Entry.objects.filter(kind="event:viewed").count() == looks


def test_an_old_system_joined_later_is_not_shown_as_waiting(page, office):
    office.deliver()
    settle()
    Delivery.objects.all().delete()
    assert 'data-system="ledger"' not in page()


def test_who_may_not_see_deliveries_sees_no_panel(office):
    client = signed_on_client("health-professional")
    assert client.get(reverse("legacy:deliveries", args=[office.event.pk])).status_code == 403


def test_a_later_answer_is_waited_for(fragment, office):
    office.deliver(Outcome("accepted"))
    assert Delivery.objects.get().state == State.SENT
    assert "Waiting for its answer." in fragment().content.decode()
    Delivery.objects.update(sent_at=timezone.now() - timedelta(seconds=30))
    shown = fragment().content.decode()
    assert 'data-state="waiting"' in shown
    assert "Ledger is not answering. Next try " in shown


def test_what_a_removed_system_was_told_stays_on_the_page(page, office):
    office.deliver()
    settle()
    registry.forget("ledger")
    shown = page()
    assert 'data-system="ledger" data-state="confirmed"' in shown
    assert "LEDGER-1" in shown
    assert "No longer joined" in shown
    assert "data-refresh-url" not in shown


def test_what_had_not_arrived_when_a_system_was_removed_is_not_hidden(page, office):
    office.deliver(AWAY)
    registry.forget("ledger")
    shown = page()
    assert "Not confirmed when the system was removed" in shown
    assert "data-refresh-url" not in shown


def test_a_removed_system_keeps_the_title_of_its_mapping():
    assert registry.title_of("custody") == "Cellblock custody"
    assert registry.title_of("gone-for-good") == "gone-for-good"


def test_the_arrest_summons_number_stands_once_however_it_came(page, fragment, office):
    number = "26/0000/00/000123K"
    assert "number=above" not in page()
    settle()
    with writing("arrest:amended", OFFICER, record=office.event) as written:
        office.event.asn = number
        written.save(office.event)
    assert fragment().content.decode().count(number) == 1
    assert page().count(f">{number}<") == 1
    assert "number=above" in page()
    assert number not in fragment("number=above").content.decode()
