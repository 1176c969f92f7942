"""The board on the wall: a locked desk that shows one board, and nothing else."""

from __future__ import annotations

import time

import pytest
from django.urls import reverse

from callers import signed_on_client
from custody_made import arrest_of, opened
from daybook.access import sessions
from daybook.access.models import RoleGrant
from daybook.book import writing
from daybook.book.models import Entry
from helpers import OFFICER
from people_made import ZOE, record

pytestmark = pytest.mark.django_db
HOUR = 3600


@pytest.fixture
def held():
    return opened(arrest_of(record(ZOE)))


@pytest.fixture
def wall(held):
    """A desk on which the custody officer left the board, an hour and more ago."""
    client = signed_on_client("custody-officer", rank="sergeant")
    answer = client.post(address(held, "board-wall"))
    assert answer.url == f"{address(held)}?wall=1"
    session = client.session
    for name in (sessions.DEMO, sessions.ACTIVE_AT, sessions.LOCKED_AT):
        session[name] = session.get(name, time.time()) - HOUR
    session.save()
    return client


def address(held, name="board", code=""):
    return reverse(f"custody:{name}", args=[code or held.suite.code])


def is_locked(answer):
    return answer.status_code == 302 and answer.url.startswith(reverse("access:locked"))


@pytest.mark.parametrize("name", ["board", "board-again", "board-part"])
def test_the_board_stays_however_long_nobody_touches_the_desk(wall, held, name):
    answer = wall.get(address(held, name))
    assert held.number in answer.content.decode()


def test_nothing_on_it_can_be_pressed_whatever_the_address_says(wall, held):
    shown = wall.get(f"{address(held)}?wall=").content.decode()
    assert "cus-board--wall" in shown
    assert reverse("custody:record", args=[held.number]) not in shown


def test_everything_else_is_locked(wall, held):
    record_page = reverse("custody:record", args=[held.number])
    for other in ("/", record_page, address(held, "handover"), address(held, code="elsewhere")):
        assert is_locked(wall.get(other)), other
    assert is_locked(wall.post(address(held, "board-write"), {"record": held.number}))


def test_who_unlocks_it_has_an_ordinary_desk_that_locks_like_any_other(wall, held):
    session = wall.session
    session[sessions.DEMO] = session[sessions.ACTIVE_AT] = time.time()
    session.save()
    assert "cus-board--wall" not in wall.get(address(held)).content.decode()
    wall.post(reverse("access:lock"))
    assert is_locked(wall.get(address(held)))


def test_it_goes_when_the_permission_goes(wall, held):
    with writing("role:withdrawn", OFFICER, record=wall.user) as page:
        for grant in RoleGrant.objects.filter(user=wall.user):
            page.remove(grant)
    assert wall.get(address(held)).status_code == 403


def test_putting_it_up_and_its_looks_are_written_down(wall, held):
    wall.get(address(held))
    kinds = Entry.objects.filter(user_id=wall.user.pk).values_list("kind", flat=True)
    assert "custody-board:put-on-wall" in kinds
    assert "search:run" in kinds


def test_only_who_answers_for_the_suite_puts_it_up(held):
    assert signed_on_client("detention-officer").post(address(held, "board-wall")).status_code == 403
