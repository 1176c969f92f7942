"""Interfaces, contracts and cost lines kept one by one: by the rules of their files, each change in the book."""

from __future__ import annotations

import pytest
from django.urls import reverse

from callers import signed_on_client
from daybook.book.models import Entry
from daybook.estate.models import Contract, ContractCover, CostLine, Interface, System
from daybook.estate.register.fields import SHEETS
from daybook.estate.typed import BY_HAND
from estate_files import csv_bytes, imported

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("estate")]

INTERFACE = {"number": "I1", "source": "S1", "target": "S4", "type": "file", "what": "crimes"}
CONTRACT = {
    "number": "C1",
    "title": "Support",
    "supplier": "Averby",
    "starts": "1/4/2024",
    "ends": "2027-03-31",
    "exit_fee": "£500",
}
COST = {
    "number": "K1",
    "system": "S3",
    "category": "people",
    "first_month": "2026-04-01",
    "amount": "1,250.50",
}
GOOD = {"interfaces": INTERFACE, "contracts": CONTRACT | {"systems": "S1; S2"}, "costs": COST}


def shown(page):
    return " ".join(page.content.decode().split())


def enter(client, sheet, **given):
    return client.post(f"/estate/sheets/{sheet}/enter/", GOOD[sheet] | given, follow=True)


def at(name, sheet):
    row = BY_HAND[sheet].objects.get(number=GOOD[sheet]["number"])
    return reverse(f"estate:{name}", args=[sheet, row.pk])


def test_what_is_entered_stands_on_the_systems_page_with_its_history(manager):
    page = shown(enter(manager, "interfaces"))
    assert "I1" in page
    assert "Interface between systems entered" in page
    assert "£1,250.50" in shown(enter(manager, "costs"))
    enter(manager, "contracts")
    assert sorted(Contract.objects.get().covers.values_list("system__number", flat=True)) == ["S1", "S2"]
    page = shown(manager.get(reverse("estate:system", args=[System.objects.get(number="S2").pk])))
    assert "Support, Averby, ends 31 March 2027" in page
    assert "Contract entered in the register" in page


@pytest.mark.parametrize(
    ("sheet", "name", "typed", "words"),
    [
        ("interfaces", "target", "S9", "To system: No system of this number is on the register."),
        ("interfaces", "target", "S1", "To system: A system has no interface with itself."),
        ("interfaces", "volume_month", "many", "Messages a month: "),
        ("contracts", "ends", "2020-01-01", "Ends: It ends before it starts on 2024-04-01."),
        ("contracts", "exit_fee", "€7", "Exit fee: "),
        ("contracts", "systems", "S1; S9", "Systems covered: No system of this number is on the register."),
        ("contracts", "supplier", "", "Supplier: This is missing. Fill it in."),
        ("costs", "amount", "-5", "Amount: A cost cannot be less than nothing."),
        ("costs", "last_month", "2026-01-01", "Last month: It ends before its first month."),
        ("costs", "category", "beer", "What for: This is not one of the words of this field."),
    ],
)
def test_by_hand_and_by_file_the_same_is_refused_in_the_same_words(manager, sheet, name, typed, words):
    page = enter(manager, sheet, **{name: typed})
    assert page.status_code == 422
    assert f'href="#{name}">{words}' in shown(page)
    row = GOOD[sheet] | {name: typed}
    labels = [SHEETS[sheet].by_name[field].label for field in row]
    fault = imported(csv_bytes(labels, list(row.values())), sheet).bad_rows.get().faults[0]
    assert f"{fault['field']}: {fault['problem']} {fault['remedy']}".startswith(words)
    assert f"{fault['problem']} {fault['remedy']}" in shown(page)
    assert not Entry.objects.filter(kind__in=("estate-contract:added", "estate-costs:added")).exists()


@pytest.mark.parametrize("sheet", GOOD)
def test_a_number_is_given_once_and_what_was_typed_is_kept(manager, sheet):
    enter(manager, sheet)
    page = enter(manager, sheet)
    assert page.status_code == 422
    assert 'href="#number">Number: This number is taken.' in shown(page)
    assert f'value="{GOOD[sheet]["number"]}"' in shown(page)


@pytest.mark.parametrize("sheet", GOOD)
def test_saving_without_a_change_writes_nothing(manager, sheet):
    enter(manager, sheet)
    before = Entry.objects.count()
    fields = {**GOOD[sheet]}
    del fields["number"]
    manager.post(at("amend-row", sheet), fields)
    assert Entry.objects.count() == before


def test_a_cost_line_amended_says_what_it_was_also_where_it_came_in_a_file(manager):
    imported(csv_bytes([SHEETS["costs"].by_name[name].label for name in COST], list(COST.values())), "costs")
    page = manager.post(at("amend-row", "costs"), COST | {"amount": "900", "reason": "Invoice"}, follow=True)
    assert "Amount: £1,250.50 → £900" in shown(page)
    assert "Invoice" in shown(page)
    assert CostLine.objects.get(number="K1").pence == 900_00


def test_fields_are_emptied_and_systems_taken_off_a_contract(manager):
    enter(manager, "contracts")
    page = manager.post(
        at("amend-row", "contracts"), CONTRACT | {"exit_fee": "", "systems": "S2"}, follow=True
    )
    assert "Exit fee: £500 → nothing" in shown(page)
    assert "Contract cover: S1 → nothing" in shown(page)
    assert list(ContractCover.objects.values_list("system__number", flat=True)) == ["S2"]
    manager.post(at("amend-row", "contracts"), CONTRACT | {"systems": ""})
    assert not ContractCover.objects.exists()


def test_an_interface_is_turned_round_and_says_so(manager):
    enter(manager, "interfaces")
    given = INTERFACE | {"source": "S4", "target": "S1", "both_ways": "yes"}
    page = shown(manager.post(at("amend-row", "interfaces"), given, follow=True))
    assert "From system: S1 → S4" in page
    assert "To system: S4 → S1" in page
    assert Interface.objects.get(number="I1").both_ways


@pytest.mark.parametrize("sheet", GOOD)
def test_what_was_entered_in_error_is_removed_with_a_reason_that_stays(manager, sheet):
    enter(manager, sheet)
    address = at("remove-row", sheet)
    assert "Say why it is removed" in shown(manager.post(address, {"reason": " "}))
    assert BY_HAND[sheet].objects.filter(number=GOOD[sheet]["number"]).exists()
    page = shown(manager.post(address, {"reason": "Entered twice"}, follow=True))
    assert "Entered twice" in page
    assert "entered in error removed" in page
    assert not BY_HAND[sheet].objects.filter(number=GOOD[sheet]["number"]).exists()
    assert manager.get(address).status_code == 404


def test_a_removed_cost_stays_in_the_history_of_its_system(manager):
    enter(manager, "costs")
    manager.post(at("remove-row", "costs"), {"reason": "Entered twice"})
    page = manager.get(reverse("estate:system", args=[System.objects.get(number="S3").pk]))
    assert "people £1,250.50 → nothing" in shown(page)


def test_the_lists_find_by_number_and_system(manager):
    enter(manager, "contracts")
    enter(manager, "contracts", number="C2", systems="S4")
    page = shown(manager.get("/estate/sheets/contracts/?q=ember"))
    assert ">C2<" in page
    assert ">C1<" not in page
    assert manager.get("/estate/sheets/payments/").status_code == 404


def test_who_keeps_no_register_may_look_and_no_more(manager):
    enter(manager, "costs")
    looker, address = signed_on_client("superintendent"), at("amend-row", "costs")
    page = shown(looker.get("/estate/sheets/costs/"))
    assert "K1" in page
    assert "Enter a cost line" not in page
    assert address not in page
    for forbidden in (address, at("remove-row", "costs"), "/estate/sheets/costs/enter/"):
        assert looker.get(forbidden).status_code == 403
    assert looker.post(at("remove-row", "costs"), {"reason": "x"}).status_code == 403
    assert CostLine.objects.filter(number="K1").exists()
