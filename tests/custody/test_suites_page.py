"""Where people are held: the page from which every board is reached."""

from __future__ import annotations

import pytest
from django.urls import reverse

from callers import signed_on_client
from custody_made import suite

pytestmark = pytest.mark.django_db


def page_for(role):
    return signed_on_client(role).get(reverse("custody:suites"))


def test_each_suite_leads_to_its_board_and_to_who_waits_there():
    made = suite()
    shown = page_for("custody-officer").content.decode()
    assert reverse("custody:board", args=[made.code]) in shown
    assert reverse("custody:waiting", args=[made.code]) in shown


def test_the_menu_leads_there():
    assert f'href="{reverse("custody:suites")}"' in page_for("detention-officer").content.decode()


def test_who_may_set_up_a_suite_finds_where():
    address = reverse("custody:new-suite")
    assert address in page_for("inspector").content.decode()
    assert address not in page_for("detention-officer").content.decode()


def test_who_may_not_see_the_board_is_refused():
    assert page_for("analyst").status_code == 403
