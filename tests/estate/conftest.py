"""A small invented estate with something of everything."""

from __future__ import annotations

import pytest
from django.conf import settings

from callers import signed_on_client
from estate_files import csv_bytes, imported

HEADINGS = [
    "Number", "Name", "Counting class", "Supplier", "Business owner", "Unit", "Capabilities", "Named users",
    "Active in 90 days", "Licence a year", "Support a year", "Capital in the year", "End of support", "State",
    "Depends on",
]  # fmt: skip
SYSTEMS = [
    ["S1", "Lantern", "application", "Averby", "Head of Crime", "Crime", "3.1.1", "900", "700", "£120,000", "£30,000", "", "2015-07-14", "live", ""],  # noqa: E501
    ["S2", "Beacon", "application", "Corvane", "Head of Crime", "Crime", "3.1.1:50; 3.2.3:50", "400", "3", "£80,000", "", "£50,000", "2035-01-01", "live", "S1"],  # noqa: E501
    ["S3", "Cairn", "spreadsheet", "", "", "Custody", "4.1.1", "", "", "", "", "", "", "live", "S1; S2"],
    ["S4", "Ember", "platform", "Averby", "Head of Finance", "Finance", "8.1.1", "50", "0", "£10,000", "", "", "2010-01-01", "off", ""],  # noqa: E501
]  # fmt: skip


@pytest.fixture
def estate(db):
    run = imported(csv_bytes(HEADINGS, *SYSTEMS))
    assert (run.added, run.bad, run.problem) == (4, 0, "")


@pytest.fixture
def manager(db):
    return signed_on_client("estate-manager")


@pytest.fixture
def opened(open_page, live_server):
    """A page in Chromium as whoever runs the estate sees it."""
    client = signed_on_client("estate-manager")

    def go(address, width):
        watched = open_page(f"{live_server.url}/sign-on/", width)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        name = {"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}
        watched.page.context.add_cookies([name])
        watched.page.goto(live_server.url + address)
        return watched

    return go
