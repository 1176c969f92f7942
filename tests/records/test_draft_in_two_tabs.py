"""One draft opened twice: neither tab writes over the other, and whoever was parted from it is told."""

import re

import pytest
from django.http import QueryDict
from django.urls import reverse

from callers import signed_on_client
from daybook.records.models import Draft, Event
from typed_forms import POSTED

pytestmark = pytest.mark.django_db
PARTED = "This draft was opened again in another tab or at another desk."


class Tab:
    """The form of one draft, opened once; `action` is where it posts, as the page says."""

    def __init__(self, officer, address):
        self.officer = officer
        self.take(officer.get(address, follow=True))

    def take(self, answer):
        self.html = answer.content.decode()
        self.page = re.search(r'name="draft_page" value="([^"]+)"', self.html)[1]
        self.action = re.search(r'action="(/reports/[^"]+)"', self.html)[1]
        self.autosave = re.search(r'data-autosave-url="([^"]+)"', self.html)[1]

    def form(self, **typed):
        return POSTED | {"draft_page": self.page} | typed

    def save(self, **typed):
        query = QueryDict(mutable=True)
        query.update(self.form(**typed))
        answer = self.officer.post(self.autosave, query.urlencode(), "application/x-www-form-urlencoded")
        assert answer.status_code == 204
        return answer.headers.get("X-Daybook-Draft")

    def post(self, **typed):
        answer = self.officer.post(self.action, self.form(**typed))
        if answer.status_code != 302:
            self.take(answer)
        return answer


@pytest.fixture
def officer():
    return signed_on_client("officer")


@pytest.fixture
def address(officer):
    tab = Tab(officer, reverse("records:new-report", args=["arrest"]))
    tab.save(grounds="first words")
    return tab.action


def kept(officer):
    """What the drafts on the first page hold when they are opened."""
    home = officer.get("/").content.decode()
    found = re.findall(r'href="(/reports/arrest/new/\?draft=[^"]+)"', home)
    return sorted(
        re.search(r'name="grounds"[^>]*>\s*([^<]*?)\s*<', Tab(officer, link).html)[1] for link in found
    )


def test_the_earlier_tab_goes_on_in_a_draft_of_its_own(officer, address):
    early, late = Tab(officer, address), Tab(officer, address)
    assert late.save(grounds="typed late") is None
    own = early.save(grounds="typed early")
    assert own
    assert own not in address
    assert early.save(grounds="typed early and on") == own
    assert kept(officer) == ["typed early and on", "typed late"]


def test_a_reload_of_the_one_tab_is_no_second_draft(officer, address):
    Tab(officer, address).save(grounds="before")
    again = Tab(officer, address)
    assert "before" in again.html
    assert again.save(grounds="after") is None
    assert kept(officer) == ["after"]


def test_without_scripts_the_page_says_it_once_and_posts_to_its_own_draft(officer, address):
    early, late = Tab(officer, address), Tab(officer, address)
    late.post(grounds="typed late", do="add:people_arrested")
    assert PARTED not in late.html
    early.post(grounds="typed early", do="add:people_arrested")
    assert PARTED in early.html
    assert early.action != late.action
    early.post(grounds="typed early and on", do="add:people_arrested")
    assert PARTED not in early.html
    assert kept(officer) == ["typed early and on", "typed late"]


def test_both_tabs_submitted_are_two_reports_and_a_repeated_submit_is_one(officer, address):
    early, late = Tab(officer, address), Tab(officer, address)
    assert late.post(grounds="Submitted late.").status_code == 302
    assert early.post(grounds="Submitted early.").status_code == 302
    assert early.post(grounds="Submitted early.").status_code == 302
    assert {event.details["grounds"] for event in Event.objects.all()} == {
        "Submitted late.",
        "Submitted early.",
    }
    assert Event.objects.count() == 2
    assert not Draft.objects.exists()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_in_chromium_the_earlier_tab_says_so_and_a_reload_finds_its_own_words(open_as, live_server, officer):
    first = open_as(officer, "/reports/arrest/new/")
    early = first.page
    early.locator("[name=grounds]").fill("typed early")
    early.get_by_text("Saved ").wait_for()
    late = early.context.new_page()
    late.goto(early.url)
    late.locator("[name=grounds]").fill("typed late")
    late.get_by_text("Saved ").wait_for()
    early.locator("[name=necessity_reason]").fill("and on")
    early.get_by_text(PARTED).wait_for()
    assert early.url != late.url
    early.reload()
    late.reload()
    assert early.locator("[name=grounds]").input_value() == "typed early"
    assert early.locator("[name=necessity_reason]").input_value() == "and on"
    assert late.locator("[name=grounds]").input_value() == "typed late"
    first.assert_sound()
