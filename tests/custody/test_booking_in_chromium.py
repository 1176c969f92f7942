"""Booking in and the custody record in Chromium: at desk, tablet and phone width, within the fields allowed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from browser import DESK, PHONE
from callers import caller_with, signed_on_client
from custody_made import arrest_of, authorised, opened, suite, write
from custody_routine import book_in
from daybook.custody.booking_in import progress
from daybook.custody.models import CustodyRecord
from daybook.custody.state import detention_of
from daybook.records.people import PersonData
from people_made import record

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TABLET = 820
MOST_FIELDS = 25


@pytest.fixture
def desk(open_as):
    """Open an address as a custody sergeant; each call is a browser of its own."""

    def go(path, width=DESK, role="custody-officer", rank="sergeant"):
        return open_as(signed_on_client(role, rank=rank), path, width)

    return go


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_a_routine_booking_in_types_little_and_no_name(desk, width):
    event = arrest_of(hours=0.1)
    suite(name="Northgate")
    watched = desk(reverse("records:event", args=[event.pk]), width)
    hand = book_in(watched.page)
    held = CustodyRecord.objects.get()
    states = {one.step.slug: one.state for one in progress(detention_of(held.pk), [])}
    assert set(states.values()) == {"done"}, states
    assert len(hand.fields) <= MOST_FIELDS, sorted(hand.fields)
    assert not [words for words in hand.typed.values() if held.person.family_name in words]
    watched.assert_sound()


@pytest.mark.parametrize("width", [DESK, TABLET, PHONE])
def test_the_pages_of_booking_in_are_sound(desk, width):
    child = record(PersonData(family_name="Quill", given_names="Ada", apparent_age=15, sex="2"))
    held = opened(arrest_of(child, hours=0.4), minutes=20)
    watched = desk(reverse("custody:book-in", args=[held.number]), width)
    watched.shot(f"book-in-{width}")
    watched.assert_sound()
    for step in ("detention", "rights", "risk", "vulnerability", "property", "samples", "solicitor"):
        address = reverse("custody:step", args=[held.number, step])
        watched.page.goto(watched.page.url.split("/custody/")[0] + address)
        watched.shot(f"step-{step}-{width}")
        watched.assert_sound()


@pytest.mark.parametrize("width", [DESK, TABLET, PHONE])
def test_the_record_page_is_sound(desk, width):
    held = opened(arrest_of(hours=7), minutes=20)
    authorised(held)
    write(held, "level", level=1)
    write(held, "movement", to="cell", cell="M1")
    write(held, "visit", seen="Awake, reading.")
    watched = desk(reverse("custody:record", args=[held.number]), width)
    watched.shot(f"record-{width}")
    watched.assert_sound()


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_a_dose_that_is_due_takes_two_taps_and_a_later_one_has_no_button(desk, width):
    held, now = opened(arrest_of(hours=1), minutes=20), timezone.now()
    nurse, due = caller_with("health-professional"), [now + timedelta(minutes=5), now + timedelta(hours=6)]
    plan = {"drug": "Insulin", "dose": "10 units", "due": [at.isoformat() for at in due]}
    write(held, "medication-plan", by=nurse, **plan)
    watched = desk(reverse("custody:record", args=[held.number]), width, role="detention-officer")
    watched.page.get_by_role("button", name="Medication", exact=True).click()
    watched.shot(f"medication-{width}")
    watched.assert_sound()
    watched.page.get_by_role("button", name="given and taken").click()
    watched.page.get_by_text("Medication: Insulin 10 units, due").wait_for()
    assert detention_of(held.pk).clocks.due("medication").at == due[1]
    watched.page.get_by_role("button", name="Medication", exact=True).click()
    assert watched.page.get_by_role("button", name="given and taken").count() == 0


@pytest.mark.parametrize("width", [DESK, TABLET, PHONE])
def test_a_visit_takes_two_taps(desk, width):
    held = opened(arrest_of(hours=1), minutes=20)
    watched = desk(reverse("custody:record", args=[held.number]), width, role="detention-officer")
    watched.page.get_by_role("button", name="Visit", exact=True).click()
    watched.shot(f"visit-{width}")
    watched.assert_sound()
    watched.page.get_by_role("button", name="Awake, no concerns").click()
    watched.page.get_by_text("Visited: Awake, no concerns.").wait_for()
    assert detention_of(held.pk).last("visit").details["seen"] == "Awake, no concerns."
