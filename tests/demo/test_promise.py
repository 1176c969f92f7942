"""The first promise, as a newcomer tries it: one arrest, typed once, confirmed by the old systems, whatever happens."""

import re

import httpx
import pytest
from bench.demonstration import deliveries, demonstration, officer, submit, type_arrest, wait_until_confirmed

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.timeout(900)]
SYSTEMS = {
    "Casefile case preparation",
    "Cellblock custody",
    "Crime Index",
    "Docket warrants",
    "Doorstep anti-social behaviour",
    "Lantern intelligence",
    "National computer",
    "Safeguard vulnerable persons",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with demonstration(tmp_path_factory.mktemp("demo")) as found:
        yield found


def switch(page, word, title):
    """Stop or start a system; where an earlier try has left it so, there is nothing to do."""
    button = page.get_by_role("button", name=re.compile(f"^(Stop|Start)\\W+{title}$"))
    if button.inner_text().startswith(word):
        button.click()
        page.wait_for_load_state()


def test_one_arrest_typed_once_is_confirmed_by_every_old_system(address):
    with officer(address) as page:
        assert type_arrest(page, address, "Quillfeather") == 1
        submit(page)
        shown = wait_until_confirmed(page, 60)
        assert set(shown) == SYSTEMS
        assert all("Confirmed" in row for row in shown.values()), shown
        for title in SYSTEMS:
            link = page.get_by_role("link", name=re.compile(f"^{title}")).first.get_attribute("href")
            assert "QUILLFEATHER" in httpx.get(link).text.upper()
        page.reload()
        assert "Arrest/summons number" in page.content()


def test_a_stopped_system_is_said_to_be_waiting_and_confirms_when_it_is_back(address):
    with officer(address) as page:
        switch(page, "Stop", "Casefile case preparation")
        type_arrest(page, address, "Marrowby")
        submit(page)
        row = page.locator("[data-system=case_preparation]")
        row.get_by_text(re.compile(r"not answering\. Next try \d\d:\d\d:\d\d")).wait_for(timeout=60_000)
        waiting = deliveries(page)["Casefile case preparation"]
        assert "Waiting" in waiting
        assert "CASE-" not in waiting
        switch(page, "Start", "Casefile case preparation")
        shown = wait_until_confirmed(page, 120)
        assert all("Confirmed" in row for row in shown.values()), shown


def test_the_person_is_found_again_and_the_auditor_sees_who_looked(address):
    with officer(address) as page:
        type_arrest(page, address, "Tarrowen")
        submit(page)
        page.get_by_role("searchbox").or_(page.get_by_placeholder("Name, number or postcode")).first.fill(
            "tarrowen"
        )
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Ada Jane Tarrowen").first.click()
        page.get_by_role("heading", name="Ada Jane Tarrowen").wait_for()
        profile = page.url
    with officer(address, "Auditor") as page:
        page.goto(f"{address}/audit/looks/person/{profile.rstrip('/').rsplit('/', 1)[1]}/")
        assert "9001" in page.content()
