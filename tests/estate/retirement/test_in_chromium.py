"""The pages of retirements in Chromium: axe, the strict policy, desk and phone, and by keyboard."""

from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from browser import DESK, PHONE
from callers import caller_with, signed_on_client, user_with
from daybook.estate.actions.begin_retirement import begin_retirement
from daybook.estate.actions.show_parity import show_parity
from daybook.estate.actions.sign_criterion import sign_criterion
from daybook.estate.actions.step_on import step_on
from daybook.estate.actions.stop_rules import set_stop_rule
from switches_made import clean, compared, readable, stands

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def worked(quarry):
    """Half-way: frozen, part of the checklist shown, a day spoilt, a rule broken, an interface left, still paid."""
    readable(None, "arrest", "custody-entry", title="Slate custody")
    stands("ours-wins", function="arrest")
    clean(function="arrest")
    compared(2, function="custody-record", unsettled=3)
    quarry.log(last_on=12)
    quarry.pays(last=20)
    quarry.interface()
    lead = caller_with("estate-manager", first_name="Ines", last_name="Marlow")
    made = begin_retirement(lead, "Q7", "Its maker has gone.", joined="ledger")
    for row in made.criteria.filter(gate="frozen"):
        by = caller_with(
            row.role or "estate-manager", first_name="Owen", last_name="Tarn", rank="superintendent"
        )
        sign_criterion(by, row.pk, "go")
    first, second = made.parity_items.all()[:2]
    show_parity(lead, first.pk, "holds", "40 of 40 names found; minutes of 3 November")
    show_parity(lead, second.pk, "fails", "Looks at a printout are not written down")
    step_on(lead, made.pk, "The board of 3 November")
    set_stop_rule(lead, made.pk, "spend", limit=60_000_00)
    set_stop_rule(lead, made.pk, "late", day=timezone.localdate() - timedelta(days=1))
    return made


@pytest.fixture
def opened(open_as, worked):
    return partial(open_as, signed_on_client(user=user_with("estate-manager", "superintendent")))


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_pages_are_sound(opened, worked, width):
    for name, address in (
        ("retirements", reverse("estate:retirements")),
        ("retirement", reverse("estate:retirement", args=[worked.pk])),
        ("retiring-system", reverse("estate:system", args=[worked.system.pk])),
    ):
        watched = opened(address, width)
        assert watched.page.locator("h1").count() == 1
        watched.shot(f"estate-{name}-{width}")
        watched.assert_sound()


def test_a_form_that_is_refused_stands_open_with_what_was_typed(opened, worked):
    page = opened(reverse("estate:retirement", args=[worked.pk]), PHONE).page
    page.get_by_text("Say what was seen").click()
    page.get_by_role("radio", name="Holds").check()
    page.get_by_role("textbox", name="Evidence").fill("  ")
    page.locator("#form-parity").get_by_role("button", name="Write it").press("Enter")
    alert = page.get_by_role("alert")
    assert "Enter the evidence" in alert.inner_text()
    assert page.get_by_role("radio", name="Holds").is_checked()
    alert.get_by_role("link").click()
    assert page.locator("#form-parity").evaluate("e => e.open")


def test_what_stands_in_the_way_follows_the_switch_without_a_reload(opened, worked):
    page = opened(reverse("estate:retirement", args=[worked.pk]), DESK).page
    way = page.get_by_role("region", name="In the way")
    assert "Who is master (custody record): both, old wins" in way.inner_text()
    stands("ours-wins", function="custody-record", days_ago=1)
    page.get_by_text("Who is master (custody record)").wait_for(state="detached")
