"""In Chromium: a board that stands open locks like any other page, and says so."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from browser import DESK
from callers import signed_on_client
from custody_made import arrest_of, opened
from daybook.access import sessions
from people_made import ZOE, record

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("wall", ["", "?wall=1"])
def test_a_desk_left_idle_shows_no_board_but_that_it_is_locked(open_page, live_server, wall):
    held, client = opened(arrest_of(record(ZOE))), signed_on_client("custody-officer", rank="sergeant")
    page = open_page(f"{live_server.url}/sign-on/", DESK).page
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    page.goto(f"{live_server.url}/custody/suite/{held.suite.code}/{wall}")
    expect(page.locator("#board")).to_contain_text(held.number)
    session = client.session
    session[sessions.DEMO] = session[sessions.ACTIVE_AT] = timezone.now().timestamp() - 3600
    session.save()
    expect(page.get_by_role("heading", name="This desk is locked")).to_be_visible(timeout=60_000)
    expect(page.get_by_text(held.number)).to_have_count(0)
