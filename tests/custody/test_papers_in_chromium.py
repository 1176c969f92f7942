"""In Chromium, at desk and phone width: figures, handover and the pages that print are sound."""

from __future__ import annotations

import pytest

from browser import DESK, PHONE
from callers import signed_on_client
from custody_made import arrest_of, authorised, minutes_ago, opened, sergeant, suite, write
from daybook.custody.actions.hand_over import hand_over
from people_made import ZOE, record

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def place():
    """A suite with somebody in a cell, a visit, a note, and a handover that waits."""
    made = suite()
    held = opened(arrest_of(record(ZOE), hours=3), at=made)
    authorised(held)
    write(held, "movement", to="cell", cell="M1")
    write(held, "visit", seen="Awake", happened_at=minutes_ago(20))
    write(held, "note", text="Asked for a second blanket, and for a doctor in the morning.")
    hand_over(sergeant(), made, notes="M1 wants no meat.")
    return held


@pytest.fixture
def look(open_as, place):
    """Open an address signed on as an inspector; `{suite}` and `{number}` stand for those of the place."""
    client = signed_on_client("inspector", "custody-officer", rank="inspector")
    where = {"suite": place.suite.code, "number": place.number.replace("/", "-")}

    def opened_at(address, width):
        return open_as(client, address.format(**where), width)

    return opened_at


PAGES = {
    "handover": "/custody/suite/{suite}/handover/",
    "figures": "/custody/suite/{suite}/figures/",
    "public-figures": "/custody/figures/",
    "papers": "/custody/record/{number}/print/",
    "copy": "/custody/record/{number}/print/solicitor/",
}


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_sound(look, name, width):
    watched = look(PAGES[name], width)
    watched.shot(f"custody-{name}-{width}")
    watched.assert_sound()


def test_a_handover_prints_without_buttons_and_with_room_to_sign(look):
    watched = look(PAGES["handover"], DESK)
    watched.page.emulate_media(media="print")
    assert watched.page.get_by_text("Taken over by, time:").is_visible()
    assert not watched.page.get_by_role("button", name="Sign and take over").is_visible()
    watched.shot("custody-handover-print")
