"""A plan in Chromium, from a scenario with mistakes in it to a pinned row: axe, the strict policy, desk and phone."""

from __future__ import annotations

import threading

import pytest

from browser import DESK, PHONE
from daybook.book import jobs

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sound_everywhere(watched, name):
    for width in (DESK, PHONE):
        watched.page.set_viewport_size({"width": width, "height": 800})
        watched.assert_sound()
        watched.shot(f"plan-{name}-{width}")


def searched(page):
    """A process of the estate takes the search up; the page tells by itself when it has ended."""
    worker = threading.Thread(target=jobs.work)
    worker.start()
    worker.join()
    page.get_by_role("link", name="See what came of it").click()


def mistaken(page):
    page.get_by_label("Name").fill("Two years")
    page.get_by_label("Budget of a quarter").fill("€5")
    page.get_by_label("Must go").fill("S1")
    page.get_by_label("Discount rate").fill("high")
    page.get_by_role("button", name="Plan", exact=True).click()


def put_right(page):
    page.get_by_label("Quarters", exact=True).fill("8")
    page.get_by_label("Budget of a quarter").fill("£200,000")
    page.get_by_label("Teams at once").fill("3")
    page.get_by_label("Must go").fill("")
    page.get_by_label("Discount rate").fill("3.5")
    page.get_by_label("Seconds to search").fill("5")
    page.get_by_role("button", name="Plan", exact=True).click()


def test_a_scenario_is_put_right_planned_and_planned_again_with_a_row_pinned(estate, opened):
    watched = opened("/estate/plans/new/", DESK)
    page = watched.page
    mistaken(page)
    page.get_by_role("alert").get_by_text("The amount is in €, not in pounds").wait_for()
    watched.complaints.clear()  # the refusal itself is reported as a failed resource
    assert page.get_by_label("Name").input_value() == "Two years"
    assert page.get_by_label("Budget of a quarter").input_value() == "€5"
    sound_everywhere(watched, "mistaken")

    put_right(page)
    page.get_by_text("Waiting for a process to search.").wait_for()
    sound_everywhere(watched, "waiting")
    searched(page)
    page.get_by_text("the best possible").first.wait_for()
    page.get_by_role("heading", name="Systems still on, by what is found of them").wait_for()
    sound_everywhere(watched, "found")

    page.get_by_role("link", name="S1 Lantern").click()
    last = page.get_by_label("Quarter", exact=True).locator("option").last.inner_text()
    page.get_by_label("Pin it there").check()
    page.get_by_label("Quarter", exact=True).select_option(last)
    sound_everywhere(watched, "row")
    page.get_by_role("button", name="Search again from this plan").click()
    searched(page)
    row = page.locator("tr", has=page.get_by_role("link", name="S1 Lantern"))
    assert last in row.inner_text()
    sound_everywhere(watched, "again")
