"""The arrest form in Chromium, as an officer meets it: typed once, saved while typed, sound at desk and phone width."""

from functools import partial

import pytest

from browser import DESK, PHONE
from callers import signed_on_client
from daybook.records.models import Event, Person
from daybook.records.people import PersonData
from people_made import record

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def officer(open_as):
    """Open an address of the site as one officer; each call is a browser of its own."""
    return partial(open_as, signed_on_client("officer"))


def type_arrest(page, family_name="Quill"):
    """All that an officer types for a routine arrest."""
    page.get_by_label("Family name").fill(family_name)
    page.get_by_label("Given names").fill("Ada")
    page.locator("[name='place.description']").fill("Market Place")
    page.locator("[name='offences.find']").fill("theft shop")
    page.locator("[role=option]", has_text="TH68010").first.click()
    page.locator("[name=grounds]").fill("Seen by store staff.")
    page.get_by_label("To allow the prompt and effective").check()
    page.locator("[name=necessity_reason]").fill("To interview promptly.")


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_form_is_sound(officer, width):
    watched = officer("/reports/arrest/new/", width)
    watched.shot(f"arrest-form-{width}")
    watched.assert_sound()


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_an_arrest_is_typed_once_and_shown(officer, width):
    watched = officer("/reports/arrest/new/", width)
    type_arrest(watched.page)
    watched.page.get_by_role("button", name="Submit arrest").click()
    watched.page.wait_for_url("**/events/**")
    assert Event.objects.count() == 1
    watched.shot(f"arrest-{width}")
    watched.assert_sound()


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_a_form_with_mistakes_is_sound_and_leads_to_them(officer, width):
    watched = officer("/reports/arrest/new/", width)
    watched.page.get_by_role("button", name="Submit arrest").click()
    watched.page.get_by_role("link", name="Choose at least one offence.").click()
    watched.complaints.clear()  # the refusal itself is reported as a failed resource
    watched.assert_sound()


def test_somebody_on_record_is_offered_while_typing_and_chosen(officer):
    person = record(PersonData(family_name="Quillfeather", given_names="Ada"))
    watched = officer("/reports/arrest/new/")
    watched.page.get_by_label("Family name").press_sequentially("quillf")
    watched.page.locator("button", has_text="Ada Quillfeather").click()
    watched.page.locator(".db-chosen-person", has_text="Ada Quillfeather").wait_for()
    watched.assert_sound()
    page = watched.page
    page.locator("[name='place.description']").fill("Market Place")
    page.locator("[name='offences.find']").fill("TH68010")
    page.locator("[name=grounds]").fill("Seen by store staff.")
    page.get_by_label("To allow the prompt and effective").check()
    page.locator("[name=necessity_reason]").fill("To interview promptly.")
    page.get_by_role("button", name="Submit arrest").click()
    page.wait_for_url("**/events/**")
    assert list(Person.objects.values_list("pk", flat=True)) == [person.pk]


def test_a_tab_killed_while_typing_loses_at_most_a_second(officer):
    watched = officer("/reports/arrest/new/")
    type_arrest(watched.page)
    address = watched.page.url
    watched.page.wait_for_timeout(1000)
    watched.page.locator("[name=grounds]").press_sequentially(" Then this was typed", delay=20)
    watched.page.wait_for_timeout(1000)
    with pytest.raises(Exception, match="crash"):
        watched.page.goto("chrome://crash")
    again = officer(address.split("/", 3)[3].join(["/", ""]))
    assert again.page.locator("[name=grounds]").input_value().endswith("Then this was typed")
    assert again.page.get_by_label("Family name").input_value() == "Quill"
    assert "TH68010" in again.page.locator("[data-lookup-chosen]").inner_text()


def test_what_is_typed_is_saved_within_a_second_even_without_a_pause(officer):
    watched = officer("/reports/arrest/new/")
    box = watched.page.locator("[name=grounds]")
    with watched.page.expect_request("**/drafts/**", timeout=2500) as saved:
        box.press_sequentially("typing on and on without any pause at all", delay=50)
    assert "typing" in saved.value.post_data


def test_a_submit_without_connection_keeps_the_page_and_goes_through_later(officer):
    watched = officer("/reports/arrest/new/")
    page = watched.page
    type_arrest(page)
    page.context.set_offline(True)
    page.locator("[name=necessity_reason]").press_sequentially(" And more.")
    page.get_by_role("button", name="Submit arrest").click()
    page.get_by_text("Not submitted: no connection").wait_for()
    assert page.locator("[name=necessity_reason]").input_value().endswith("And more.")
    page.context.set_offline(False)
    page.get_by_role("button", name="Submit arrest").click()
    page.wait_for_url("**/events/**")
    assert Event.objects.get().details["necessity_reason"].endswith("And more.")
