"""The pages of the register in Chromium: axe, the strict policy, desk and phone; a file sent in and taken."""

from __future__ import annotations

import threading

import pytest
from django.urls import reverse

from browser import DESK, PHONE
from callers import caller_with
from daybook.book import jobs
from daybook.estate.actions.add_row import add_row
from daybook.estate.actions.remove_row import remove_row
from daybook.estate.looking.look import look
from daybook.estate.models import Contract, DuplicatePair, System
from estate_files import HEADINGS, csv_bytes, imported, row
from estate_made import a_dark_system

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ALIKE = {
    "Capabilities": "3.1.1",
    "What it is for": "Records crimes and who works on them",
    "User groups": "CID",
}


@pytest.fixture
def register():
    headings = [*HEADINGS, *ALIKE]
    rows = [
        [*row(f"A{place}", f"Crime desk {place}", Dependencies="A1" if place > 1 else ""), *ALIKE.values()]
        for place in range(1, 9)
    ]
    assert (
        imported(csv_bytes(headings, *rows, [*row("A9", "Bad", Licence_cost="-1"), *ALIKE.values()])).added
        == 8
    )
    look()
    a_dark_system()
    keeper = caller_with("estate-manager")
    contract = {
        "number": "C1",
        "title": "Support",
        "supplier": "Averby",
        "systems": "A1; A2",
        "ends": "2031-03-31",
    }
    add_row(keeper, "contracts", contract)
    add_row(keeper, "contracts", contract | {"number": "C2"})
    remove_row(keeper, "contracts", Contract.objects.get(number="C2"), reason="Entered twice.")


def addresses():
    system = System.objects.get(number="A1").pk
    pair = DuplicatePair.objects.first()
    contract = Contract.objects.get().pk
    pairs = [reverse("estate:judge-pair", args=[pair.first_id, pair.second_id])] if pair else []
    return [
        "/estate/",
        "/estate/systems/",
        "/estate/systems/new/",
        reverse("estate:system", args=[system]),
        reverse("estate:amend", args=[system, "technology"]),
        reverse("estate:judge-risk", args=[system, "C1"]),
        "/estate/sheets/contracts/",
        "/estate/sheets/interfaces/",
        "/estate/sheets/costs/enter/?system=A1",
        reverse("estate:amend-row", args=["contracts", contract]),
        reverse("estate:remove-row", args=["contracts", contract]),
        "/estate/duplicates/",
        *pairs,
        "/estate/dark/",
        "/estate/capabilities/",
        "/estate/counting-rules/",
        "/estate/counting-rules/new/",
        "/estate/imports/",
    ]


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_every_page_is_sound_at_a_desk_and_on_a_phone(opened, register, width):
    for address in addresses():
        watched = opened(address, width)
        assert watched.page.locator("h1").count() == 1, address
        watched.assert_sound()
        watched.shot(f"estate{address.split('/')[2] or 'overview'}-{width}")


def test_a_file_is_sent_in_its_columns_agreed_and_the_page_tells_when_it_is_taken(opened, tmp_path):
    file = tmp_path / "register.csv"
    file.write_bytes(csv_bytes(HEADINGS, row("A1"), row("A2", "Beacon", Licence_cost="5%")))
    watched = opened("/estate/imports/", PHONE)
    page = watched.page
    page.set_input_files("#file", file)
    page.get_by_role("button", name="Send in").click()
    watched.assert_sound()
    assert page.get_by_label("Vendor").input_value() == "supplier"
    page.get_by_role("button", name="Take it in").click()
    assert page.get_by_text("Waiting to be read.").is_visible()
    worker = threading.Thread(target=jobs.work)
    worker.start()
    worker.join()
    page.get_by_text("2 rows: 1 added").wait_for()
    page.get_by_role("link", name="See what came of it").click()
    assert page.get_by_text("This is a share, not an amount.").is_visible()
    watched.assert_sound()
