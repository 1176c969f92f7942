"""What is paid for or signed on to, and on no register."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from daybook.estate.overlap.dark import Paid, Registered, SignedOn, Source, find_dark, recognise

DAY = date(2026, 6, 1)
REGISTER = [
    Registered("S1", ("Crime Track", "CT2"), "Bramvale Ltd", contracts=("C1",)),
    Registered("S2", ("Corporate human resources information system",), "Dunhallow plc"),
]


def paid(description: str, supplier: str = "Kirkburn Labs Ltd", contract: str = "") -> Paid:
    return Paid(f"V-{description}", supplier, description, 5_000_00, DAY, contract=contract)


def names(**feeds) -> list[str]:
    return [it.name for it in find_dark(REGISTER, **feeds)]


def test_a_payment_for_a_product_that_nobody_registered_is_found_with_its_evidence():
    found = find_dark(REGISTER, payments=[paid("Merlona annual support 2026/27"), paid("MERLONA licence Q2")])
    assert len(found) == 1
    assert found[0].pence == 10_000_00
    assert len(found[0].traces[0].keys) == 2


def test_a_registered_product_is_known_by_its_name_however_it_is_written():
    ways = ["CrimeTrack support", "CRIME TRACK maintenance 2026", "CT2 licence"]
    assert names(payments=[paid(text) for text in ways]) == []


def test_a_slip_in_the_name_is_forgiven_where_the_firm_is_the_same_and_only_there():
    assert names(payments=[paid("Crimetrak licence", "BRAMVALE LTD")]) == []
    assert names(payments=[paid("Crimetrak licence")]) == ["Crimetrak licence"]


def test_a_payment_under_a_known_contract_or_without_a_product_to_a_known_firm_is_explained():
    assert names(payments=[paid("Merlona support", contract="C1")]) == []
    assert names(payments=[paid("annual support", "Bramvale Limited")]) == []
    assert names(payments=[paid("annual support", "Kirkburn Labs Ltd")]) == ["Kirkburn Labs Ltd"]


def test_a_payment_without_a_product_is_none_of_the_firms_known_ones_where_it_is_booked_elsewhere():
    known = replace(paid("Crime Track support", "Bramvale Ltd", "C1"), account="ICT running")
    silent = paid("annual support", "Bramvale Ltd")
    assert names(payments=[known, replace(silent, account="ICT running")]) == []
    assert names(payments=[known, replace(silent, account="CID sundries")]) == ["Bramvale Ltd"]
    assert (
        names(payments=[replace(silent, account="CID sundries")]) == []
    )  # nothing shows where contracts are paid


def test_an_added_word_is_no_slip_and_a_brand_of_its_own_is_another_product():
    register = [Registered("S3", ("Central vehicle file log",)), Registered("S4", ("Account requests",))]
    logs = ["centralvehiclefilelogs", "centralvehiclefilelogmobile", "requests", "Kelpent account requests"]
    assert sorted(recognise(logs, register)) == ["centralvehiclefilelogs", "requests"]


def test_goods_and_peoples_time_are_no_systems():
    goods = ["Laptops, 40 off", "Support for laptops", "Consultancy days", "Toner cartridges"]
    assert names(payments=[paid(text) for text in goods]) == []


def test_an_application_is_known_by_address_initials_and_place_of_use():
    logs = ["crimetrack.force.example", "CHRIS", "CHRIS-UAT", "crime-track-prod"]
    assert names(sign_ons=[SignedOn(name, 9, DAY) for name in logs]) == []
    assert recognise(logs, REGISTER)["CHRIS-UAT"] == "S2"


def test_all_traces_of_one_dark_system_are_one_finding():
    found = find_dark(
        REGISTER,
        [paid("Merlona kennels licence renewal")],
        [SignedOn("merlona-prod", 12, DAY), SignedOn("merlona-uat", 2, DAY)],
        ["merlona-app01.force.example", "prn07.force.example"],
    )
    assert len(found) == 1
    assert {trace.source for trace in found[0].traces} == set(Source)
    assert found[0].users == 12


def test_a_machine_alone_is_no_finding():
    assert names(hosts=["prn07.force.example", "dc01.force.example"]) == []


def test_what_was_judged_no_system_is_not_found_again():
    line = [paid("Virus scanner licences renewal")]
    assert len(find_dark(REGISTER, line)) == 1
    assert find_dark(REGISTER, line, not_systems=["Virus scanner"]) == []


def test_empty_feeds_and_an_empty_register():
    assert find_dark([], [], [], []) == []
    assert [it.name for it in find_dark([], sign_ons=[SignedOn("Alpha", 3, DAY)])] == ["Alpha"]
