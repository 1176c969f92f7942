"""The pages of deliveries in Chromium: axe, the strict policy, desk and phone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from browser import DESK, PHONE
from callers import caller_with, signed_on_client
from daybook.legacy.actions.turn_switch import turn_switch
from daybook.legacy.models import Breaker, System, UnmatchedReply
from old_systems import Target
from switches_made import clean, compared, readable, stands

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def away(refused):
    """The system that refused the arrest does not answer now, and has answered something that was never sent."""
    now = timezone.now()
    System.objects.update_or_create(
        name=refused.system,
        defaults={
            "breaker": Breaker.OPEN,
            "next_probe_at": now + timedelta(minutes=2),
            "last_error": "Ledger is not answering. (ConnectError)",
        },
    )
    UnmatchedReply.objects.create(
        system=refused.system,
        key="0" * 80,
        raw=b"<Acknowledgement>" + b"x" * 200 + b"</Acknowledgement>",
        digest="d",
        problem="Ledger answered something that was never sent from here.",
        received_at=now,
    )
    return refused


def a_switch():
    """A readable system beside the one that is away: one day spoilt, turned before, a turn proposed."""
    readable(Target("abacus"), "arrest", "custody-entry")
    stands("ours-wins", system="abacus", function="arrest")
    clean(system="abacus", function="arrest")
    clean(9, system="abacus", function="custody-record")
    compared(4, system="abacus", function="custody-record", unsettled=2)
    turn_switch(caller_with("estate-manager"), "abacus", "arrest", "ours-only", "All is read in.")
    return "abacus"


@pytest.fixture
def pages(away):
    """Addresses by name."""
    return {
        "systems": reverse("legacy:systems"),
        "desk": reverse("legacy:desk"),
        "exception": reverse("legacy:exception", args=[away.pk]),
        "reply": reverse("legacy:reply", args=[UnmatchedReply.objects.get().pk]),
        "switch": reverse("legacy:switch", args=[a_switch()]),
        "report": reverse("records:event", args=[away.record_id]),
    }


@pytest.fixture
def opened(open_as, pages):
    client = signed_on_client("administrator", "sergeant", "officer")
    return lambda name, width: open_as(client, pages[name], width)


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("name", ["systems", "switch", "desk", "exception", "reply", "report"])
def test_the_page_is_sound(opened, name, width):
    watched = opened(name, width)
    assert watched.page.locator("h1").count() == 1
    watched.shot(f"legacy-{name}-{width}")
    watched.assert_sound()


def test_on_a_phone_each_figure_of_a_system_stands_under_its_name(opened):
    page = opened("systems", PHONE).page
    table = page.locator(".db-narrow-stack")
    assert table.evaluate("e => e.scrollWidth <= e.clientWidth")
    label = page.locator("[data-label=Waiting]").first
    assert label.evaluate("e => getComputedStyle(e, '::before').content") == '"Waiting: "'


def test_the_rows_renew_themselves_and_the_buttons_in_them_still_work(opened):
    page = opened("systems", DESK).page
    row = page.locator("[data-system=abacus]")
    assert "Paused" not in row.inner_text()
    System.objects.update_or_create(name="abacus", defaults={"paused": True, "paused_reason": "Moving house"})
    row.get_by_text("Moving house").wait_for()
    row.get_by_role("button", name="Resume").click()
    page.get_by_text("Abacus is resumed.").wait_for()


def test_a_switch_is_turned_with_the_keyboard_and_asks_for_the_reason(opened):
    page = opened("switch", PHONE).page
    page.get_by_role("radio", name="Back to “Both, old wins”").check()
    page.get_by_role("button", name="Turn the switch (arrest)").focus()
    page.keyboard.press("Enter")
    assert "Enter why the switch is turned." in page.get_by_role("alert").inner_text()
    page.get_by_label("Why it is turned").first.fill("They found a fault")
    page.get_by_role("button", name="Turn the switch (arrest)").click()
    assert page.get_by_role("heading", name="Arrest: Both, old wins").is_visible()


def test_on_a_phone_the_exceptions_stand_below_one_another_and_nothing_scrolls_sideways(opened):
    page = opened("desk", PHONE).page
    table = page.get_by_role("region", name="Exceptions")
    assert table.evaluate("e => e.scrollWidth <= e.clientWidth")
    assert table.locator("[data-label=System]").first.inner_text() == "Ledger"


def test_an_exception_is_taken_back_with_the_keyboard_and_refused_without_a_reason(opened):
    page = opened("exception", DESK).page
    page.get_by_role("button", name="Take back").focus()
    page.keyboard.press("Enter")
    page.get_by_role("alert").get_by_role("link").click()
    assert page.evaluate("document.activeElement.id") == "reason"
