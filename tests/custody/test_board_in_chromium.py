"""In Chromium: a board that stands open locks like any other page; times typed on it are London's."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from browser import DESK
from callers import signed_on_client
from custody_made import arrest_of, opened
from daybook.access import sessions
from people_made import ZOE, record

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("wall", ["", "?wall=1"])
def test_a_desk_left_idle_shows_no_board_but_that_it_is_locked(open_as, wall):
    held, client = opened(arrest_of(record(ZOE))), signed_on_client("custody-officer", rank="sergeant")
    page = open_as(client, f"/custody/suite/{held.suite.code}/{wall}").page
    expect(page.locator("#board")).to_contain_text(held.number)
    session = client.session
    session[sessions.DEMO] = session[sessions.ACTIVE_AT] = timezone.now().timestamp() - 3600
    session.save()
    expect(page.get_by_role("heading", name="This desk is locked")).to_be_visible(timeout=60_000)
    expect(page.get_by_text(held.number)).to_have_count(0)


def test_a_board_left_on_the_wall_stays_and_renews_itself(open_as, live_server):
    held, client = opened(arrest_of(record(ZOE))), signed_on_client("custody-officer", rank="sergeant")
    page = open_as(client, f"/custody/suite/{held.suite.code}/").page
    page.get_by_role("button", name="Leave on the wall").click()
    expect(page.locator(".cus-board--wall")).to_contain_text(held.number)
    session = client.session
    for name in (sessions.DEMO, sessions.ACTIVE_AT, sessions.LOCKED_AT):
        session[name] = session.get(name, timezone.now().timestamp()) - 3600
    session.save()
    other = opened(arrest_of(record()), at=held.suite)
    expect(page.locator("#board")).to_contain_text(other.number, timeout=60_000)
    page.goto(f"{live_server.url}/")
    expect(page.get_by_role("heading", name="This desk is locked")).to_be_visible()


LAST_TIME = """async ([typed, now]) => {
    const { lastTime } = await import("/static/custody/london.js");
    return lastTime(typed, new Date(now)).toISOString();
}"""


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/London", "Asia/Tokyo"])
@pytest.mark.parametrize(
    ("typed", "now", "meant"),
    [
        ("14:05", "2026-07-01T13:30:00Z", "2026-07-01T13:05:00Z"),
        ("14:05", "2026-01-07T14:05:00Z", "2026-01-07T14:05:00Z"),
        ("14:06", "2026-01-07T14:05:00Z", "2026-01-06T14:06:00Z"),
        ("23:40", "2026-07-01T23:10:00Z", "2026-07-01T22:40:00Z"),
        ("01:30", "2026-10-25T00:45:00Z", "2026-10-25T00:30:00Z"),
        ("01:30", "2026-10-25T01:45:00Z", "2026-10-25T01:30:00Z"),
        ("00:30", "2026-03-29T01:15:00Z", "2026-03-29T00:30:00Z"),
    ],
    ids=["summer", "this minute", "yesterday", "before midnight", "the hour", "the hour again", "leapt over"],
)
def test_a_time_typed_is_one_of_london_whatever_zone_the_computer_has(
    open_page, live_server, zone, typed, now, meant
):
    page = open_page(f"{live_server.url}/sign-on/", DESK, zone=zone).page
    found = page.evaluate(LAST_TIME, [typed, now])
    assert found == meant.replace("Z", ".000Z")
