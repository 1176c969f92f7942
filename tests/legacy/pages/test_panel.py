"""What an officer sees of the old systems on the page of an arrest."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from callers import signed_on_client
from daybook.book.models import Entry
from daybook.legacy.engine.ports import Outcome
from daybook.legacy.models import Breaker, Delivery, State, System
from helpers import settle

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
    def get(**headers):
        return client.get(reverse("legacy:deliveries", args=[office.event.pk]), headers=headers)

    return get


def test_before_anything_has_moved_the_page_shows_the_system_waiting(page):
    assert 'data-system="ledger" data-state="waiting"' in page()
    assert "About to be sent." in page()


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
