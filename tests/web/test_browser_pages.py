"""In Chromium: the sample pages are sound at desk and phone width, and the scripts do what they promise."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from browser import DESK, PHONE, OpenPage

pytestmark = pytest.mark.browser
Serve = Callable[[], str]


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("page", ["record", "form", "list", "charts"])
def test_page_is_sound(site: Any, serve: Serve, open_page: OpenPage, page: str, width: int) -> None:
    site.Received.asked_fragment = -1_000
    watched = open_page(f"{serve()}/{page}/", width)
    watched.shot(f"web-{page}-{width}")
    watched.assert_sound()


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("page", ["refused", "confused", "failed", "nowhere"])
def test_error_page_is_sound(site: Any, serve: Serve, open_page: OpenPage, page: str, width: int) -> None:
    watched = open_page(f"{serve()}/{page}/", width)
    watched.shot(f"web-{page}-{width}")
    assert watched.axe() == []
    assert watched.policy_violations() == []
    expect(watched.page.get_by_role("link", name="Go to the first page")).to_be_visible()


def test_inline_script_is_refused_and_noticed(site: Any, serve: Serve, open_page: OpenPage) -> None:
    watched = open_page(f"{serve()}/record/")
    watched.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    assert watched.policy_violations()


def test_typing_is_saved_within_a_second(site: Any, serve: Serve, open_page: OpenPage) -> None:
    page = open_page(f"{serve()}/form/").page
    field = page.get_by_label("Family name")
    start = time.monotonic()
    while time.monotonic() - start < 1.5:
        field.press_sequentially("a", delay=50)
    assert site.Received.drafts, "nothing was saved while the typing went on"
    expect(page.get_by_text("Saved ")).to_be_visible()
    page.wait_for_timeout(900)
    assert site.Received.drafts[-1]["family_name"] == field.input_value()


def test_a_draft_that_is_not_saved_says_so_and_is_sent_again(
    site: Any, serve: Serve, open_page: OpenPage
) -> None:
    page = open_page(f"{serve()}/form/").page
    page.context.set_offline(True)
    page.get_by_label("Family name").fill("Personson")
    expect(page.get_by_text("Not saved: no connection, keep this page open")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("Saved ")).to_be_visible(timeout=5000)
    assert site.Received.drafts[-1]["family_name"] == "Personson"


def test_leaving_the_page_sends_the_last_letters(site: Any, serve: Serve, open_page: OpenPage) -> None:
    address = serve()
    page = open_page(f"{address}/form/").page
    page.get_by_label("Family name").fill("Quick")
    page.goto(f"{address}/list/")
    page.wait_for_timeout(300)
    assert site.Received.drafts[-1]["family_name"] == "Quick"


def test_offences_are_chosen_by_keyboard(site: Any, serve: Serve, open_page: OpenPage) -> None:
    watched = open_page(f"{serve()}/form/")
    page = watched.page
    box = page.get_by_role("combobox", name="Offences")
    box.press_sequentially("theft")
    expect(page.get_by_role("listbox", name="Offences")).to_be_visible()
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(2)
    watched.shot("web-lookup-open")
    expect(page.get_by_role("listbox", name="Offences")).to_be_visible()
    assert watched.axe() == []
    box.press("ArrowDown")
    box.press("ArrowDown")
    box.press("Enter")
    expect(page.locator("input[type=hidden][name=offences]")).to_have_value("TH68023")
    box.press_sequentially("th680")
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.get_by_role("button", name="Remove Theft of a pedal cycle").click()
    expect(page.locator("input[type=hidden][name=offences]")).to_have_count(0)
    assert watched.complaints == []


def test_without_scripts_offences_are_found_by_a_button(site: Any, serve: Serve, open_page: OpenPage) -> None:
    page = open_page(f"{serve()}/form/", javascript=False).page
    page.get_by_label("Offences").fill("theft")
    page.get_by_role("button", name="Find Offences").click()
    page.get_by_label("Theft from a shop").check()
    page.get_by_role("button", name="Record the arrest").click()
    expect(page.get_by_role("button", name="Remove Theft from a shop")).to_be_visible()


def test_a_fragment_refreshes_until_it_is_final(site: Any, serve: Serve, open_page: OpenPage) -> None:
    page = open_page(f"{serve()}/record/").page
    expect(page.get_by_text("All confirmed")).to_be_visible(timeout=5000)
    asked = site.Received.asked_fragment
    page.wait_for_timeout(600)
    assert asked == site.Received.asked_fragment == 3


def test_a_form_can_still_be_sent_after_signing_on_anew_in_another_tab(
    site: Any, serve: Serve, open_page: OpenPage
) -> None:
    address = serve()
    page = open_page(f"{address}/form/").page
    page.context.add_cookies([{"name": "csrftoken", "value": "n" * 32, "url": address}])
    page.get_by_label("Family name").fill("Personson")
    expect(page.get_by_text("Saved ")).to_be_visible()
    page.get_by_role("button", name="Record the arrest").click()
    expect(page.get_by_label("Family name")).to_have_value("Personson")


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (403, "you are signed out"),
        (409, "this draft was changed at another desk"),
        (500, "the server did not take it"),
    ],
)
def test_a_refused_draft_says_why(
    site: Any, serve: Serve, open_page: OpenPage, status: int, words: str
) -> None:
    site.Received.draft_status = status
    page = open_page(f"{serve()}/form/").page
    page.get_by_label("Family name").fill("Personson")
    expect(page.get_by_text(f"Not saved: {words}")).to_be_visible()


def test_a_lookup_without_connection_says_so(site: Any, serve: Serve, open_page: OpenPage) -> None:
    page = open_page(f"{serve()}/form/").page
    page.context.set_offline(True)
    page.get_by_role("combobox", name="Offences").press_sequentially("theft")
    expect(page.get_by_role("listbox")).to_contain_text("Check the connection")


def test_no_script_is_needed_to_read_a_page(site: Any, serve: Serve, open_page: OpenPage) -> None:
    page = open_page(f"{serve()}/record/", PHONE, javascript=False).page
    for words in ("Record an arrest", "National computer", "Carries a knife", "Sign out"):
        expect(page.get_by_text(words).first).to_be_visible()


def test_the_numbers_of_a_chart_open_by_keyboard_and_are_on_paper(
    site: Any, serve: Serve, open_page: OpenPage
) -> None:
    page = open_page(f"{serve()}/charts/", javascript=False).page
    numbers = page.get_by_role("region", name="The numbers of Hours held")
    expect(numbers).to_be_hidden()
    page.locator("#hours summary").focus()
    page.keyboard.press("Enter")
    expect(numbers).to_contain_text("10.5")
    wait = page.locator("#wait table")
    expect(wait).to_be_hidden()
    page.emulate_media(media="print")
    expect(wait).to_be_visible()
    expect(page.locator("#wait .db-chart__csv")).to_be_hidden()
