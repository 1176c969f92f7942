"""The page of alerts in Chromium: axe, the strict policy, desk and phone."""

import pytest

from browser import DESK, PHONE
from callers import signed_on_client
from custody_made import alerted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_alerts_are_sound(open_as, width):
    alerted()
    client = signed_on_client("custody-officer", rank="sergeant")
    watched = open_as(client, "/custody/alerts/", width)
    watched.shot(f"custody-alerts-{width}")
    watched.assert_sound()
    waiting = watched.page.locator(".cus-todo__item").count()
    watched.page.get_by_role("button", name="Acknowledge").first.click()
    assert watched.page.locator(".cus-todo__item").count() == waiting - 1
