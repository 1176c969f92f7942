"""A statement is signed with a mouse or a finger, or with the keyboard alone, at desk and phone width."""

import pytest

from browser import DESK, PHONE
from callers import signed_on_client
from daybook.records.models import Signature
from report_samples import recorded

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page_of(open_as):
    """The signing page of a new statement, opened by an officer."""
    client = signed_on_client("officer")
    return lambda width: open_as(client, f"/events/{recorded('statement').pk}/sign/", width)


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_it_is_drawn_cleared_and_drawn_again(page_of, width):
    watched = page_of(width)
    page = watched.page
    watched.assert_sound()
    page.get_by_role("button", name="Sign", exact=True).click()
    assert "Sign in the box first" in page.locator(".govuk-error-summary").inner_text()
    draw(page)
    page.get_by_role("button", name="Clear the box").click()
    assert page.locator("[data-signing-state]").inner_text() == "Nothing drawn yet."
    draw(page)
    page.get_by_role("button", name="Sign", exact=True).click()
    page.wait_for_url(lambda address: "/sign/" not in address)
    watched.complaints.clear()  # the refusal itself is reported as a failed resource
    watched.assert_sound()
    assert Signature.objects.get().file.size_bytes > 500


def test_the_keyboard_alone_signs_by_name(page_of):
    page = page_of(DESK).page
    page.locator("#method-drawn").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/sign/" not in address)
    assert Signature.objects.get().method == "typed"


def draw(page):
    box = page.locator("[data-signing-box]")
    box.scroll_into_view_if_needed()
    edges = box.bounding_box()
    page.mouse.move(edges["x"] + 20, edges["y"] + 20)
    page.mouse.down()
    for step in range(1, 8):
        page.mouse.move(edges["x"] + 20 + 15 * step, edges["y"] + 20 + 5 * (step % 3))
    page.mouse.up()
    assert page.locator("[data-signing-state]").inner_text() == "Signed in the box."
