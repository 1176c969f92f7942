"""In Chromium: the pages for everyone and the keeper's forms are sound on a desk and on a phone."""

import pytest

from browser import DESK, PHONE
from callers import signed_on_client
from daybook.oversight.sheets.catalogue import SHEETS
from estate_made import a_system
from oversight_made import a_sheet_of_each, day

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FORMS = ("keep/recommendations/", "keep/budget/?number=", "import/risks/", "evidence/T-1/", "update/")


def look(watched, address):
    for width in (DESK, PHONE):
        watched.page.set_viewport_size({"width": width, "height": 900})
        watched.page.goto(address)
        watched.assert_sound()


def test_every_page_for_everyone_is_sound(open_page, live_server):
    a_sheet_of_each()
    a_system(unit="Crime", description="Keeps what is found.", migration_ends=day(300))
    watched = open_page(f"{live_server.url}/open/")
    for path in (
        "",
        *(f"{slug}/" for slug in SHEETS),
        "recommendations/T-1/",
        "risks/R-1/",
        "updates/",
        "register/",
    ):
        look(watched, f"{live_server.url}/open/{path}")
    assert watched.page.get_by_role("link", name="Sign out").count() == 0


def test_every_page_of_an_overseer_is_sound(open_as, live_server):
    a_sheet_of_each()
    watched = open_as(signed_on_client("overseer"), "/open/")
    for path in (
        "",
        *(f"{slug}/" for slug in SHEETS),
        "recommendations/T-1/",
        "risks/R-1/",
        "updates/",
        "close/T-1/",
    ):
        look(watched, f"{live_server.url}/oversight/{path}")


def test_a_keepers_forms_are_sound_and_a_row_is_kept_without_a_script(open_as, live_server):
    a_sheet_of_each()
    keeper = signed_on_client("estate-manager")
    watched = open_as(keeper, "/open/")
    for path in FORMS:
        look(watched, f"{live_server.url}/oversight/{path}")
    plain = open_as(keeper, "/oversight/keep/risks/", PHONE, javascript=False)
    for label, words in (("Number", "R-9"), ("Risk", "Late"), ("Likelihood", "9"), ("Impact", "3")):
        plain.page.get_by_label(label, exact=True).fill(words)
    plain.page.get_by_role("button", name="Keep").click()
    assert "must lie between 1 and 5" in plain.page.content()
    plain.page.get_by_label("Likelihood", exact=True).fill("4")
    plain.page.get_by_role("button", name="Keep").click()
    assert plain.page.url.endswith("/oversight/risks/R-9/")
