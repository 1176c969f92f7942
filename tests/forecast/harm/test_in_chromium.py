"""Harm review lists in Chromium: axe, the strict policy, desk and phone, and a decision from end to end."""

from __future__ import annotations

import pytest
from django.utils import timezone

from browser import DESK, PHONE
from callers import signed_on_client
from daybook.access.caller import system_caller
from daybook.forecast.harm.actions.review import review_row
from daybook.forecast.harm.disparity import measure
from daybook.forecast.harm.models import HarmRow, RowState
from harm_made import DAMAGE, a_copy, a_list, a_row, a_victim, an_event

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = ("Alderwick", "Birchall", "Cressington", "Dunmore", "Elvaston", "Farthing", "Gisborne")


def sound(watched, name):
    for width in (DESK, PHONE):
        watched.page.set_viewport_size({"width": width, "height": 900})
        watched.assert_sound()
        watched.shot(f"harm-{name}-{width}")


@pytest.fixture
def made():
    """Seven invented people on a list, one of whom left after a copy was handed out; two who could be put on."""
    made = a_list(
        title="People harmed again in Averwick", purpose="To offer protection to people harmed again."
    )
    people = [
        a_victim(name, 2 + number % 3, self_defined_ethnicity="A1" if number < 6 else "W1")
        for number, name in enumerate(NAMES)
    ]
    for person in people[::2]:
        an_event(person, offence=DAMAGE, days_ago=3)
    rows = [a_row(made, person) for person in people]
    a_copy(made)
    review_row(made.reviewer, rows[-1], False, "Has moved away.")
    for name in ("Hathersage", "Ingleby"):
        a_victim(name)
    measure(made.list, system_caller("test"), timezone.localdate().replace(day=1))
    return made


def test_every_page_of_a_list_is_sound(open_as, made):
    client = signed_on_client(user=made.owner.user)
    row = made.list.rows.filter(state=RowState.ON).first()
    home = f"/harm-lists/{made.list.pk}/"
    pages = {
        "list": home,
        "row": f"{home}rows/{row.pk}/",
        "desk": f"{home}desk/",
        "copies": f"{home}copies/",
        "recalls": f"{home}recalls/",
        "disparity": f"{home}disparity/",
        "index": "/harm-lists/",
        "weights": "/harm-lists/weights/",
    }
    for name, address in pages.items():
        sound(open_as(client, address), name)


def test_the_superintendents_pages_and_the_public_one_are_sound(open_as, open_page, live_server, made):
    client = signed_on_client(user=made.opener.user)
    home = f"/harm-lists/{made.list.pk}/keeping/"
    for name, address in {"keeping": home, "new": "/harm-lists/new/", "name": f"{home}name/"}.items():
        sound(open_as(client, address), name)
    sound(open_page(live_server.url + "/open/harm-lists/"), "open")


def test_somebody_is_put_on_from_the_desk(open_as, made):
    watched = open_as(signed_on_client(user=made.reviewer.user), f"/harm-lists/{made.list.pk}/desk/", PHONE)
    page = watched.page
    page.get_by_role("link", name="Ada Hathersage").click()
    page.get_by_label("Put on", exact=True).check()
    page.get_by_role("button", name="Write the decision").click()
    page.get_by_text("Give the reason").first.wait_for()
    watched.shot("harm-candidate-wrong")
    assert watched.axe() == []
    assert page.get_by_label("Put on", exact=True).is_checked()
    page.get_by_label("Why", exact=True).fill("Two robberies in a fortnight.")
    page.get_by_role("button", name="Write the decision").click()
    page.get_by_text("Put on the list as").wait_for()
    assert HarmRow.objects.filter(state=RowState.ON).count() == 7
