"""The pages of deliveries in Chromium: axe, the strict policy, desk and phone."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from browser import DESK, PHONE
from callers import signed_on_client
from daybook.legacy.models import Breaker, System, UnmatchedReply

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


@pytest.fixture
def pages(away):
    """Addresses by name."""
    return {
        "systems": reverse("legacy:systems"),
        "desk": reverse("legacy:desk"),
        "exception": reverse("legacy:exception", args=[away.pk]),
        "reply": reverse("legacy:reply", args=[UnmatchedReply.objects.get().pk]),
        "report": reverse("records:event", args=[away.record_id]),
    }


@pytest.fixture
def opened(open_page, live_server, pages):
    client = signed_on_client("administrator", "sergeant", "officer")

    def go(name, width):
        watched = open_page(f"{live_server.url}/sign-on/", width)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        address = {"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}
        watched.page.context.add_cookies([address])
        watched.page.goto(live_server.url + pages[name])
        return watched

    return go


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("name", ["systems", "desk", "exception", "reply", "report"])
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
