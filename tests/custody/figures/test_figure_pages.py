"""The pages of figures: for the inspector every number of a suite, for the public nothing that names somebody."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from callers import signed_on_client
from custody_made import arrest_of, authorised, opened, suite
from daybook.book import writing
from daybook.custody.models import CustodyRecord
from helpers import OFFICER
from people_made import ZOE, record

pytestmark = pytest.mark.django_db
PUBLIC = "/custody/figures/"


def last_month(held: CustodyRecord) -> CustodyRecord:
    """The record as if the arrest had been made in the middle of last month."""
    with writing("arrest:recorded", OFFICER, held.arrest) as page:
        held.arrest.happened_from = timezone.now().replace(day=1) - timedelta(days=15)
        page.save(held.arrest)
    return held


def csv(client, address, slug):
    return b"".join(client.get(f"{address}?csv={slug}").streaming_content).decode("utf-8-sig")


def test_an_inspector_sees_one_suite_and_downloads_its_numbers():
    place = suite()
    authorised(opened(arrest_of(record(ZOE)), at=place, minutes=5))
    opened()
    client = signed_on_client("inspector")
    address = f"/custody/suite/{place.code}/figures/"
    page = client.get(address).content.decode()
    assert "There were 1 record, none of them of children." in page
    assert page.count('<svg class="db-chart__picture"') >= 10
    rows = csv(client, address, "waiting").splitlines()
    assert rows[0] == "Minutes,Custody records"
    assert "10 to under 20 minutes,1" in rows


def test_figures_are_for_who_answers_for_the_suite():
    place = suite()
    assert signed_on_client("officer").get(f"/custody/suite/{place.code}/figures/").status_code == 403
    assert signed_on_client("inspector").get("/custody/suite/none/figures/").status_code == 404


def test_the_public_page_says_its_rule_and_withholds():
    for _ in range(3):
        last_month(opened())
    page = signed_on_client("communications").get(PUBLIC).content.decode()
    assert "A count from 1 to 4 is withheld" in page
    assert "one month behind" in page
    assert "fewer than 5 records" in page


def test_no_personal_data_is_in_the_public_figures():
    held = last_month(opened(arrest_of(record(ZOE)), condition="Cut above the left eye"))
    client = signed_on_client("communications")
    page = client.get(PUBLIC).content.decode()
    said = page + "".join(csv(client, PUBLIC, slug) for slug in re.findall(r"\?csv=([a-z-]+)", page))
    person, officer = held.person, held.arrest.officer
    for secret in (
        *(person.family_name, person.given_names, held.number, held.arrest.number),
        *(str(held.pk), str(person.pk), officer.username, "left eye", "1981/0000034U", "1990"),
    ):
        assert secret not in said, secret


def test_a_number_of_the_public_is_not_told_by_its_csv():
    for _ in range(3):
        last_month(opened())
    rows = csv(signed_on_client("communications"), PUBLIC, "records").splitlines()[1:]
    assert [row.split(",")[1] for row in rows][-1] == "withheld"
