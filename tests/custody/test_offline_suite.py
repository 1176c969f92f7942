"""The web process is killed under an open board: what is written meanwhile arrives once, in order, when it is back."""

import os
import re
import signal
from datetime import datetime, timedelta

import httpx
import pytest
from playwright.sync_api import expect

from browser import DESK
from house import free_bind, house, until

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.timeout(280)]
SUITE = """
from callers import signed_on_client, user_with
from custody_made import arrest_of, opened, suite
from people_made import ZOE, record
place = suite(code="north", name="North")
held = opened(arrest_of(record(ZOE), hours=1.5), at=place, minutes=5)
client = signed_on_client("custody-officer", rank="sergeant")
print(client.cookies["daybook_session"].value)
"""
KEPT = """navigator.serviceWorker.controller !== null
    && caches.open('kept-board').then(cache => cache.keys()).then(found => found.length > 5)"""
WRITTEN = (
    "SELECT details, noted_at IS NULL FROM custody_custodyentry WHERE kind = 'visit' ORDER BY entered_at"
)


@pytest.fixture
def place(tmp_path):
    with house(tmp_path) as place:
        yield place


class Suite:
    """The web process of the house, and an officer with the board open."""

    def __init__(self, place, open_page):
        self.place, self.bind = place, free_bind()
        self.address = f"http://{self.bind}/custody/suite/north/"
        cookie = place.python(SUITE).strip()
        self.start()
        self.watched = open_page("about:blank", DESK)
        self.page = self.watched.page
        self.page.context.add_cookies(
            [{"name": "daybook_session", "value": cookie, "url": f"http://{self.bind}"}]
        )
        self.page.goto(self.address)
        until(lambda: self.page.evaluate(KEPT), 60, "the board kept by the browser")

    def start(self):
        self.web = self.place.start("web", "--bind", self.bind, "--workers", "1")
        until(self.answers, 90, "the first page")

    def answers(self):
        try:
            return httpx.get(f"http://{self.bind}/sign-on/", timeout=20).status_code == 200
        except httpx.HTTPError:
            return False

    def kill(self):
        with open(f"/proc/{self.web.pid}/task/{self.web.pid}/children") as names:
            workers = [int(name) for name in names.read().split()]
        for pid in [self.web.pid, *workers]:
            os.kill(pid, signal.SIGKILL)
        self.web.wait()

    def visit(self, words):
        self.page.locator("[data-write]").first.click()
        self.page.get_by_label("What was seen and said").first.fill(words)
        self.page.get_by_role("button", name="Write the entry").click()


def test_what_is_written_while_the_server_is_away_arrives_once_and_in_order(place, open_page):
    suite = Suite(place, open_page)
    page = suite.page
    suite.visit("At once")
    expect(page.get_by_text("Written.", exact=True)).to_be_visible(timeout=30_000)
    suite.kill()
    suite.visit("First")
    expect(page.get_by_text("Not yet sent. It is kept on this computer")).to_be_visible(timeout=30_000)
    suite.visit("Second")
    expect(page.get_by_text("2 of yours are kept on this computer.")).to_be_visible(timeout=30_000)
    expect(page.locator("[data-connection]")).to_have_text(
        re.compile(r"Not connected since \d\d:\d\d"), timeout=30_000
    )
    page.reload()
    expect(page.get_by_text("Zoë Marie-Lou O’Brien").first).to_be_visible()
    expect(page.get_by_text("2 of yours are kept on this computer.")).to_be_visible()
    expect(page.locator("[data-connection]")).to_be_visible(timeout=30_000)
    suite.watched.shot("custody-board-offline")
    left = page.locator("[data-left]").first
    expect(left).not_to_have_text(left.inner_text(), timeout=70_000)
    suite.start()
    expect(page.locator("[data-queue]")).to_be_hidden(timeout=60_000)
    expect(page.locator("[data-connection]")).to_be_hidden(timeout=60_000)
    written = place.sql(WRITTEN)
    assert [re.search(r'"seen": ?"(\w[\w ]*)"', str(row[0]))[1] for row in written] == [
        "At once",
        "First",
        "Second",
    ]


def test_signing_out_with_entries_not_yet_sent_is_asked_about(place, open_page):
    suite = Suite(place, open_page)
    page, asked = suite.page, []
    suite.kill()
    suite.visit("First")
    expect(page.get_by_text("1 of yours is kept on this computer.")).to_be_visible(timeout=30_000)

    def no(dialog):
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", no)
    page.get_by_role("button", name="Sign out").click()
    assert asked
    assert "1 entry is not yet sent" in asked[0]
    expect(page.get_by_text("1 of yours is kept on this computer.")).to_be_visible()


def test_a_refusal_leaves_the_form_as_it_was_typed(place, open_page):
    suite = Suite(place, open_page)
    page = suite.page
    page.get_by_label("Moved").check()
    page.locator("[data-write]").first.click()
    page.get_by_role("button", name="Write the entry").click()
    expect(page.locator("[data-problem]")).to_contain_text("Choose the cell.", timeout=30_000)
    expect(page.get_by_label("Moved")).to_be_checked()


def test_what_is_refused_on_return_stays_with_its_sentence_until_it_is_mended(place, open_page):
    suite = Suite(place, open_page)
    page, queue = suite.page, suite.page.locator("[data-queue]")
    suite.kill()
    page.get_by_label("When, if not now").fill(an_hour_ago())
    suite.visit("Asleep, roused")
    expect(queue).to_contain_text("Not yet sent", timeout=30_000)
    suite.start()
    expect(queue).to_contain_text("Say why so late.", timeout=60_000)
    assert place.sql(WRITTEN) == []
    queue.get_by_label("Reason").fill("The server was away.")
    queue.get_by_role("button", name="Send again").click()
    expect(queue).to_be_hidden(timeout=30_000)
    assert len(place.sql(WRITTEN)) == 1


def an_hour_ago():
    """As it is typed on the board: the time of day of this computer."""
    return (datetime.now().astimezone() - timedelta(hours=1)).strftime("%H:%M")


def test_the_board_is_taken_from_the_computer_at_the_door(place, open_page):
    suite = Suite(place, open_page)
    page = suite.page
    page.context.clear_cookies()
    page.goto(f"http://{suite.bind}/sign-on/")
    until(lambda: page.evaluate("caches.keys().then(names => names.length === 0)"), 30, "the empty cache")
    suite.kill()
    with pytest.raises(Exception, match=r"ERR_CONNECTION_REFUSED|ERR_FAILED"):
        page.goto(suite.address)
