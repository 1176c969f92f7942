"""Somebody comes up while their name is typed, with warnings and why, and is chosen: at a desk and on a phone."""

import pytest

from browser import DESK, PHONE
from callers import signed_on_client
from daybook.nominals import scoring
from daybook.records.people import PersonData
from helpers import settle
from people_made import ZOE, record

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def asked(open_as, monkeypatch):
    """The form of a new arrest in which this name and birth date were typed; weighed as by a process that starts."""
    monkeypatch.setattr(scoring, "_loaded", None)

    def typed(width, family, given, born):
        watched = open_as(signed_on_client("officer"), "/reports/arrest/new/", width)
        watched.page.get_by_label("Family name").fill(family)
        watched.page.get_by_label("Given names").fill(given)
        group = watched.page.get_by_role("group", name="Date of birth")
        day, month, year = born.split("/")
        group.get_by_label("Day").fill(day)
        group.get_by_label("Month").fill(month)
        group.get_by_label("Year").press_sequentially(year)
        return watched

    return typed


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_she_is_offered_though_misspelt_with_why_and_warnings_and_is_chosen(asked, width):
    record(ZOE)
    record(PersonData("Brown", "Zoe", sex="2"))
    settle()
    watched = asked(width, "Obrein", "Zoe", "2/1/1990")
    page = watched.page
    offered = page.locator(".db-candidate", has_text="Zoë Marie-Lou O’Brien")
    offered.get_by_text("birth day and month the other way round").wait_for()
    assert offered.get_by_text("Violent").is_visible()
    assert page.get_by_text("None of these: go on, and a new person is recorded.").is_visible()
    watched.shot(f"look-up-{width}")
    watched.assert_sound()
    offered.get_by_role("button", name="This person").click()
    page.locator(".db-chosen-person", has_text="Zoë Marie-Lou O’Brien").wait_for()
    watched.assert_sound()


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_whoever_is_hardly_meant_is_folded_away_and_can_still_be_chosen(asked, width):
    record(ZOE)
    settle()
    watched = asked(width, "O'Brin", "Zoe", "13/7/1955")
    page = watched.page
    page.get_by_text("Nobody on record is likely to be this person.").wait_for()
    folded = page.locator(".db-candidate", has_text="Zoë Marie-Lou O’Brien")
    assert not folded.is_visible()
    page.locator("summary", has_text="1 less likely").press("Enter")
    assert folded.get_by_text("Violent").is_visible()
    watched.shot(f"look-up-folded-{width}")
    watched.assert_sound()
    folded.get_by_role("button", name="This person").click()
    page.locator(".db-chosen-person", has_text="Zoë Marie-Lou O’Brien").wait_for()


def test_on_a_phone_a_line_at_the_foot_of_the_screen_leads_from_the_name_to_whom_it_may_be(asked):
    record(ZOE)
    settle()
    watched = asked(PHONE, "O'Brien", "Zoe", "1/2/1990")
    page = watched.page
    page.get_by_label("Family name").evaluate("box => box.scrollIntoView({block: 'start'})")
    below = page.get_by_role("link", name="Perhaps on record: 1, with warnings")
    below.wait_for()
    foot = below.bounding_box()
    assert foot
    assert foot["y"] + foot["height"] <= page.viewport_size["height"]
    watched.shot("look-up-below")
    watched.assert_sound()
    below.click()
    below.wait_for(state="hidden")
    assert page.locator(".db-candidate", has_text="Zoë Marie-Lou O’Brien").is_visible()
    watched.assert_sound()
