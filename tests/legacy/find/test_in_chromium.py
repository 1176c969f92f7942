"""The page of a search in Chromium: each old system as it answers, the page whole without a script, desk and phone."""

import threading

import pytest
from django.conf import settings

from browser import DESK, PHONE
from callers import signed_on_client
from daybook.legacy.find import asking
from find_made import Systems, an_answer, person_there, there

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
IN_LINE = asking.in_line


class Slow(Systems):
    """Ledger answers once `go` is set."""

    def __init__(self):
        super().__init__()
        self.go = threading.Event()
        self.join("almanac", person_there("A-1", "Quill", "Ada", "1971-06-30", sex="2"))
        self.join("casebook", away=True)
        ledger = self.join("ledger", person_there("L-7", "Quill", "Adah"))
        find = ledger.find
        object.__setattr__(ledger, "find", lambda sought, most: self.go.wait(20) and find(sought, most))


@pytest.fixture
def slow(transactional_db, monkeypatch):
    monkeypatch.setattr(asking, "in_line", IN_LINE)
    monkeypatch.setattr(asking, "_lines", {})
    made = Slow()
    yield made
    made.go.set()
    for line in asking._lines.values():
        line.shutdown()


def results(live_server, open_page, javascript):
    client = signed_on_client("officer")
    address = live_server.url + client.post("/search/", {"words": "quill"}).url
    watched = open_page(f"{live_server.url}/sign-on/", javascript=javascript)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    where = {"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}
    watched.page.context.add_cookies([where])
    watched.page.goto(address)
    return watched


def test_each_is_shown_as_it_answers_without_a_reload(slow, live_server, open_page):
    watched = results(live_server, open_page, javascript=True)
    page = watched.page
    page.evaluate("window.stayed = true")
    page.wait_for_selector("text=Almanac A-1")
    page.wait_for_selector("text=Casebook is not answering.")
    assert page.locator("[data-system=ledger]").get_attribute("data-state") == "asking"
    slow.go.set()
    page.wait_for_selector("text=Ledger L-7")
    assert page.evaluate("window.stayed")
    for width in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        assert watched.axe() == []
        assert watched.overflow() <= 0
    assert watched.complaints == []
    page.get_by_role("button", name="Take in Ada Quill").click()
    page.wait_for_url("**/people/**")
    assert "Almanac A-1" in page.content()


def test_without_a_script_the_page_is_whole_once_all_have_answered(slow, live_server, open_page):
    slow.go.set()
    page = results(live_server, open_page, javascript=False).page
    page.wait_for_url("**/?whole=1")
    page.wait_for_selector("text=Ledger L-7")
    assert "data-refresh-url" not in page.content()


def test_the_page_of_a_record_that_is_only_there_at_a_desk_and_on_a_phone(systems, live_server, open_as):
    client = signed_on_client("officer")
    entry = there(
        "1204512/24/1", "Quill", "Ada", "1971-06-30",
        system="crime_recording", number="1204512/24", report="crime", role="witness",
        addresses=("12 Harbour Street, Averwick",), numbers=(("pncid", "1981/0000034U"),),
    )  # fmt: skip
    row = an_answer(client.user, entry)
    for width in (DESK, PHONE):
        watched = open_as(client, f"/old-systems/answers/{row.pk}/0/", width)
        assert watched.axe() == []
        assert watched.overflow() <= 0
        assert watched.complaints == []
        watched.shot(f"record-there-{width}")
    watched.page.get_by_role("button", name="Take in").click()
    watched.page.wait_for_url("**/people/**")
