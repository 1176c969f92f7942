"""The estate on its pages: every figure leads to its systems, every system says what is found of it and why."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from callers import caller_with, signed_on_client
from daybook.book.models import Entry
from daybook.estate.models import CriterionScore, System
from daybook.estate.queries.estate import the_estate

pytestmark = pytest.mark.django_db


def text(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def number(name):
    return System.objects.get(number=name).pk


def test_an_empty_register_says_what_to_do(manager):
    assert "Send in the register" in text(manager, "/estate/")


def test_the_overview_tells_count_cost_share_and_findings(manager, estate):
    page = text(manager, "/estate/")
    assert "3 systems by the rule that Daybook comes with , of 4 on the register" in page
    assert "£290,000 is what they cost" in page
    assert "83% of that keeps the old running" in page
    for line in ("Obsolete 1 £150,000", "Unused 1 £130,000", "Orphan 1 £0", "Duplicate 0"):
        assert line in page


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", ["S1", "S2", "S4", "S3"]),
        ("finding=obsolete", ["S1"]),
        ("finding=unused", ["S2"]),
        ("finding=orphan", ["S3"]),
        ("counted=yes", ["S1", "S2", "S3"]),
        ("spending=transform", ["S2"]),
        ("capability=3.2", ["S2"]),
        ("capability=3.1.1", ["S1", "S2"]),
        ("zone=legacy", ["S1", "S4"]),
        ("owner=Head of Crime", ["S1", "S2"]),
        ("state=off", ["S4"]),
        ("class=spreadsheet", ["S3"]),
        ("unit=Finance", ["S4"]),
        ("q=averby crime", ["S1"]),
    ],
)
def test_the_list_by_words_and_filters_the_costliest_first(manager, estate, query, numbers):
    page = manager.get(f"/estate/systems/?{query}").content.decode()
    assert re.findall(r">(S\d)</td>", page) == numbers
    assert f"<strong>{len(numbers)} systems</strong>" in page


def test_a_finding_is_listed_with_its_rule(manager, estate):
    assert "Rule: Fewer than 5 people" in text(manager, "/estate/systems/?finding=unused")


def test_a_system_tells_its_findings_risk_neighbours_costs_and_history(manager, estate):
    page = text(manager, f"/estate/systems/{number('S1')}/")
    assert (
        "Obsolete : End of life or of support (L1) is 6: The product: support by its maker ended on 14 July 2015."
        in page
    )
    assert "11 of 13 criteria are not scored" in page
    assert "It depends on 0 and 2 depend on it." in page
    assert "Licence a year £120,000" in page
    assert "System entered in the register" in page


def test_a_field_amended_by_hand_is_in_the_history_with_before_after_and_why(manager, estate):
    address = reverse("estate:amend", args=[number("S1"), "ownership"])
    given = {"business_owner": "Head of Contact", "unit": "", "reason": "Moved in April"}
    page = manager.post(address, given, follow=True).content.decode()
    assert "Business owner: Head of Crime → Head of Contact" in page
    assert "Unit: Crime → nothing" in page
    assert "Moved in April" in page
    assert Entry.objects.filter(kind="estate-system:amended").count() == 1


def test_costs_and_parts_are_amended_and_emptied(manager, estate):
    system = System.objects.get(number="S2")
    manager.post(reverse("estate:amend", args=[system.pk, "money"]), {"licence": "£90,000", "capital": ""})
    assert sorted(system.costs.values_list("category", "pence")) == [("licence", 9_000_000)]
    manager.post(
        reverse("estate:amend", args=[system.pk, "technology"]), {"database": "Orion 9", "product_ends": ""}
    )
    assert sorted(system.components.values_list("part", "name", "support_ends")) == [
        ("", "", None),
        ("database", "Orion 9", None),
    ]


def test_wrong_answers_are_named_by_field_and_kept(manager, estate):
    address = reverse("estate:amend", args=[number("S1"), "money"])
    page = manager.post(address, {"licence": "-5", "support": "€7"})
    assert page.status_code == 422
    shown = page.content.decode()
    assert 'href="#licence">Licence a year: A cost cannot be less than nothing.' in shown
    assert 'value="€7"' in shown
    assert not Entry.objects.filter(kind="estate-system:amended").exists()


def test_saving_without_a_change_writes_nothing(manager, estate):
    system = System.objects.get(number="S1")
    page = manager.get(reverse("estate:amend", args=[system.pk, "money"])).content.decode()
    held = dict(re.findall(r'name="(\w+)"[^>]*value="([^"]*)"', page))
    manager.post(reverse("estate:amend", args=[system.pk, "money"]), held | {"cost_basis": "estimate"})
    assert not Entry.objects.filter(kind="estate-system:amended").exists()


def test_a_system_entered_by_hand_needs_number_name_and_class(manager, estate):
    page = manager.post("/estate/systems/new/", {"number": "S1", "name": ""})
    assert "Name: This is missing. Fill it in." in page.content.decode()
    page = manager.post(
        "/estate/systems/new/", {"number": "S1", "name": "Again", "counting_class": "service"}
    )
    assert "There is a system of this number." in page.content.decode()
    manager.post("/estate/systems/new/", {"number": "S9", "name": "Fern", "counting_class": "service"})
    assert System.objects.get(number="S9").name == "Fern"


def test_a_persons_score_needs_a_reason_stands_before_the_computed_one_and_is_taken_back(manager, estate):
    system = System.objects.get(number="S1")
    address = reverse("estate:judge-risk", args=[system.pk, "L1"])
    assert "Say why" in manager.post(address, {"score": "2", "reason": ""}).content.decode()
    page = manager.post(address, {"score": "2", "reason": "Repairs are bought until 2030"}, follow=True)
    assert "computed it would be 6" in page.content.decode()
    assert "S1" not in text(manager, "/estate/systems/?finding=obsolete").split()
    manager.post(address, {"score": "none", "reason": "They were not"})
    assert not CriterionScore.objects.exists()
    assert Entry.objects.filter(kind="estate-risk:judged").count() == 2


def test_a_counting_rule_is_written_counted_and_put_in_force(manager, estate):
    given = {
        "text": "What more than 100 people use.",
        "classes": ["application", "platform"],
        "states": ["live"],
    }
    page = manager.post("/estate/counting-rules/new/", given | {"least_users": "many", "reason": "Agreed"})
    assert "Fewest named users: This is not a number." in page.content.decode()
    manager.post("/estate/counting-rules/new/", given | {"least_users": "401", "reason": "Agreed in June"})
    page = text(manager, "/estate/counting-rules/")
    assert "Rule 1 In force 1 systems today by this rule." in page
    assert "The rule that Daybook comes with 3 systems today by this rule." in page
    assert "1 systems by rule 1 of" in text(manager, "/estate/")


def test_capabilities_share_the_cost_by_weight(manager, estate):
    page = text(manager, "/estate/capabilities/")
    assert "3.1.1 Crime recording 2 £215,000" in page
    assert "3.2.3 Exhibits and property 1 £65,000" in page


def test_a_verdict_on_a_pair_is_kept(manager, estate):
    address = reverse("estate:judge-pair", args=[number("S2"), number("S1")])
    assert "Choose what you found." in manager.post(address, {}).content.decode()
    manager.post(address, {"verdict": "duplicate", "reason": "Both record crimes"})
    assert Entry.objects.get(kind="estate-pair:judged").user_id == manager.user.pk


@pytest.mark.parametrize("role", ["officer", "analyst", "communications"])
def test_others_do_not_see_the_register(role, estate):
    client = signed_on_client(role)
    assert client.get("/estate/").status_code == 403
    assert "/estate/" not in client.get("/").content.decode()


def test_who_may_see_may_not_change(estate):
    client = signed_on_client("superintendent")
    page = client.get(f"/estate/systems/{number('S1')}/").content.decode()
    assert "/amend/" not in page
    assert client.get(f"/estate/systems/{number('S1')}/amend/money/").status_code == 403


def test_the_estate_costs_the_same_queries_however_large(estate, django_assert_num_queries):
    caller = caller_with("estate-manager")
    with django_assert_num_queries(13):
        assert len(the_estate(caller).systems) == 4
