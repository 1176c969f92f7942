"""Chromium follows every link as several roles: no broken policy, no script error, nothing axe finds."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from browser import DESK, PHONE
from callers import signed_on_client

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]
ROLES = [
    "officer",
    "inspector",
    "analyst",
    "data-protection-officer",
    "overseer",
    "auditor",
    "administrator",
]
NO_PAGES = ("/api/", "/static/", "/attachments/", "/sign-on/out/", "/sign-on/again/", "/healthz", "/metrics")
DOWNLOADS = ("print", "download", "schema", "csv", "pdf", ".atom", ".json")
MOST = 60


@pytest.fixture
def browse(open_as):
    """The first page of somebody with that role."""
    return lambda role: open_as(signed_on_client(role), "/")


def seeds(world):
    return [
        "/",
        f"/people/{world['record_id']}/",
        f"/events/{world['event_id']}/",
        "/exceptions/",
        "/old-systems/",
        f"/old-systems/{world['name']}/reconciliation/",
        f"/subject-access/{world['request_id']}/",
        f"/retention/orders/{world['order_id']}/",
        f"/retention/people/{world['record_id']}/",
        "/oversight/",
        "/open/",
        "/open/forecasts/",
        "/open/harm-lists/",
        "/harm-lists/",
        "/forecasts/",
    ]


def kind_of_page(path):
    """The route of a path, so that one page of each kind is looked at; None for what is no page of ours."""
    if path.startswith(NO_PAGES) or any(word in path for word in DOWNLOADS):
        return None
    try:
        found = resolve(path)
    except Resolver404:
        return path
    return f"{found.view_name}{found.kwargs.get('slug', '')}"


LINKS = """() => [...document.querySelectorAll("a[href]")].map(
    link => new URL(link.getAttribute("href"), document.baseURI).href)"""


def links_on(page, server):
    found = page.evaluate(LINKS)
    for link in found:
        if link.startswith(server) and not urlsplit(link).fragment:
            parts = urlsplit(link)
            yield parts.path, link.removeprefix(server)


@pytest.mark.parametrize("role", ROLES)
def test_every_page_that_a_role_can_reach_is_sound(role, browse, world, live_server):
    watched, seen, faults = browse(role), {}, []
    waiting = list(seeds(world))
    while waiting and len(seen) < MOST:
        target = waiting.pop(0)
        kind = kind_of_page(urlsplit(target).path)
        if kind is None or kind in seen:
            continue
        seen[kind] = target
        faults += look(watched, live_server.url + target, target)
        waiting += [link for path, link in links_on(watched.page, live_server.url)]
    assert len(seen) > 5, seen
    assert not faults, f"{role}: " + "\n".join(faults)


def look(watched, address, target):
    """What is wrong with a page at both widths. A refusal is a page as well, and as sound."""
    watched.complaints.clear()
    answer = watched.page.goto(address)
    found = []
    for width in (DESK, PHONE):
        watched.page.set_viewport_size({"width": width, "height": 900})
        found += [f"axe at {width}: {line}" for line in watched.axe()]
        if watched.overflow() > 0:
            found.append(f"{watched.overflow()} px wider than the window at {width}")
    found += [line for line in watched.complaints if "Failed to load resource" not in line]
    if answer and answer.status >= 500:
        found.append(f"answered {answer.status}")
    if answer and answer.status == 404:
        found.append("a link to a page that is not there")
    return [f"{target}: {line}" for line in found]
