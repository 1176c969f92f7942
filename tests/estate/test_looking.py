"""Duplicates and dark systems: found when the register changes, shown with their evidence, judged by people."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from callers import caller_with
from daybook.book import jobs
from daybook.estate.actions.add_row import add_row
from daybook.estate.looking import job
from daybook.estate.looking.look import is_due, look
from daybook.estate.models import DarkSystem, DuplicateCluster, Looking, System, Verdict
from estate_files import csv_bytes, imported

pytestmark = pytest.mark.django_db
HEADINGS = [
    "Number", "Name", "What it is for", "Supplier", "Counting class", "Capabilities", "Fields held", "User groups",
    "Kinds of record held", "Licence a year", "Active in 30 days", "Business owner",
]  # fmt: skip
FIELDS = "dog name; breed; finder name; place found; kennel; collar tag"
SYSTEMS = [
    ["D1", "Lost dog register", "Dogs that were found, their kennels and who fetched them", "Averby", "application",
     "2.3.3", FIELDS, "Front counter", "lost dog; kennel", "£20,000", "80", "Head of Contact"],
    ["D2", "Lost dogs register 2", "Dogs found, their kennels, and who fetched them", "Averby", "application",
     "2.3.3", FIELDS, "Front counter", "lost dog; kennel", "£9,000", "12", "Head of Contact"],
    ["P1", "Payroll", "Pay of officers and staff", "Corvane", "application",
     "7.1.3", "payroll number; grade; tax code", "Finance", "pay", "£90,000", "60", "Head of Finance"],
]  # fmt: skip
LEDGER = [
    ["V1", "01/04/2026", "Duskwell Software Ltd", "Annual licence Nightjar", "£40,000", "CID sundries"],
    ["V2", "01/05/2026", "Averby", "Annual support Lost dog register", "£20,000", "ICT running"],
]


HOST = ["nightjar-app01.force.example", "2026-05-02"]


@pytest.fixture
def kennels(db):
    assert imported(csv_bytes(HEADINGS, *SYSTEMS)).added == 3
    headings = ["Voucher", "Paid on", "Supplier", "Description", "Amount", "Cost centre"]
    assert imported(csv_bytes(headings, *LEDGER), "payments").added == 2
    lines = [["nightjar-prod", f"u{n}", "2026-05-01 09:00"] for n in range(7)]
    assert imported(csv_bytes(["Application", "User", "When"], *lines), "sign-ons").bad == 0


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_look_finds_the_cluster_and_the_dark_system_and_the_overview_counts_them(kennels, manager):
    assert "was not looked over yet" in page(manager, "/estate/duplicates/")
    look()
    cluster = DuplicateCluster.objects.get()
    assert (cluster.members, cluster.survivor.number, cluster.saving) == (["D1", "D2"], "D1", 900_000)
    dark = DarkSystem.objects.get()
    assert (dark.pence, dark.users) == (4_000_000, 7)

    overview = page(manager, "/estate/")
    assert '?finding=duplicate">Duplicate</a></th>' in overview
    listed = page(manager, "/estate/systems/?finding=duplicate")
    assert "Lost dogs register 2" in listed
    assert ">D1<" not in listed
    system = System.objects.get(number="D2")
    told = page(manager, f"/estate/systems/{system.pk}/")
    assert "It does the work of Lost dog register (D1), which is proposed to stay." in told
    assert "£9,000 a year would no longer be spent" in page(manager, "/estate/duplicates/")
    found = page(manager, "/estate/dark/")
    assert "1 payment for “Annual licence Nightjar”, £40,000 together" in found
    assert "7 people used “nightjar-prod”" in found


def test_a_payment_that_names_nothing_is_found_by_where_it_is_booked(kennels, manager):
    contract = {"number": "C1", "supplier": "Averby", "systems": "D1"}
    add_row(caller_with("estate-manager"), "contracts", contract)
    headings = ["Voucher", "Paid on", "Supplier", "Description", "Amount", "Cost centre", "Contract"]
    under_contract = ["V3", "01/06/2026", "Averby", "Annual support", "£20,000", "ICT running", "C1"]
    bare = ["V4", "02/06/2026", "Averby", "Annual support", "£700", "CID sundries", ""]
    assert imported(csv_bytes(headings, under_contract, bare), "payments").added == 2
    look()
    words = "1 payment for “Averby”, £700 together, the last on 2 June 2026, booked where nothing"
    assert words in page(manager, "/estate/dark/")


def test_an_analysts_verdict_stands_at_the_next_look(kennels, manager):
    look()
    one, other = System.objects.get(number="D1"), System.objects.get(number="D2")
    address = reverse("estate:judge-pair", args=[one.pk, other.pk])
    assert "Names" in page(manager, address)
    manager.post(address, {"verdict": "different", "reason": "The second is of strays abroad"})
    assert Verdict.objects.get().verdict == "different"
    assert "The second is of strays abroad" in page(manager, address)
    look()
    assert not DuplicateCluster.objects.exists()


def test_not_sure_is_kept_changes_nothing_and_leads_on(kennels, manager):
    look()
    one, other = System.objects.get(number="D1"), System.objects.get(number="D2")
    address = reverse("estate:judge-pair", args=[one.pk, other.pk])
    assert address in page(manager, "/estate/duplicates/")
    manager.post(address, {"verdict": "unsure", "reason": "To ask"})
    assert Verdict.objects.get().verdict == "unsure"
    look()
    assert DuplicateCluster.objects.get().members == ["D1", "D2"]
    assert "Judge the least certain pair" not in page(manager, "/estate/duplicates/")


def test_the_evidence_of_a_pair_is_a_picture_with_its_numbers(kennels, manager):
    look()
    one, other = System.objects.get(number="D1"), System.objects.get(number="D2")
    told = page(manager, reverse("estate:judge-pair", args=[one.pk, other.pk]))
    assert "times as likely duplicates as not" in told
    assert "What they are for: Both support Pedlars and other permits" in told


def test_all_pairs_as_csv(kennels, manager, tmp_path):
    look()
    lines = b"".join(manager.get("/estate/duplicates/?format=csv")).decode("utf-8-sig").splitlines()
    assert lines[1].startswith("D1,Lost dog register,D2,Lost dogs register 2,")
    call_command("estate_duplicates", csv=tmp_path / "pairs.csv")
    assert (tmp_path / "pairs.csv").read_text("utf-8-sig").splitlines() == lines


def test_programs_read_clusters_and_pairs(kennels, manager):
    look()
    told = manager.get("/api/v1/estate/duplicates").json()
    assert told["clusters"][0] | {"reason": ""} == {
        "members": ["D1", "D2"],
        "survivor": "D1",
        "reason": "",
        "saving": 900_000,
        "unknown": [],
    }
    first = told["pairs"][0]
    assert (first["first"], first["second"]) == ("D1", "D2")
    assert sum(step["bits"] for step in first["evidence"]) == pytest.approx(first["bits"], abs=0.1)
    assert manager.get("/api/v1/estate/duplicates?page=2").json()["pairs"] == []


def test_a_dark_system_put_on_the_register_is_known_by_all_its_names(kennels, manager):
    assert imported(csv_bytes(["Host name", "Last seen"], HOST), "machines").added == 1
    look()
    found = DarkSystem.objects.get()
    assert "DNS: nightjar-app01.force.example." in page(manager, "/estate/dark/")
    address = reverse("estate:register-dark", args=[found.pk])
    given = {"number": "D1", "title": "Nightjar", "counting_class": "application"}
    wrong = manager.post(address, given)
    assert wrong.status_code == 422
    assert "There is a system of this number." in wrong.content.decode()
    assert DarkSystem.objects.exists()
    manager.post(address, given | {"number": "N1"})
    system = System.objects.get(number="N1")
    assert "nightjar-prod" in system.aliases
    assert manager.get(address).status_code == 404
    look()
    assert not DarkSystem.objects.exists()


def test_a_name_that_is_no_system_is_set_aside_with_a_reason_and_not_found_again(kennels, manager):
    look()
    name = DarkSystem.objects.get().name
    wrong = manager.post("/estate/dark/", {"name": name, "reason": " "})
    assert "Say what it is, if it is no system." in wrong.content.decode()
    manager.post("/estate/dark/", {"name": name, "reason": "A trial that ended"})
    assert not DarkSystem.objects.exists()
    look()
    assert not DarkSystem.objects.exists()


def test_the_worker_looks_once_the_register_has_changed_and_is_quiet(kennels, monkeypatch):
    assert is_due()
    assert jobs.work() == 0
    monkeypatch.setattr(job, "QUIET", timedelta(0))
    assert jobs.work() == 1
    assert jobs.work() == 0
    imported(csv_bytes(HEADINGS, ["D9", *SYSTEMS[0][1:]]))
    assert jobs.work() == 1
    assert Looking.objects.count() == 1
    assert DuplicateCluster.objects.get().members == ["D1", "D2", "D9"]


def test_the_command_tells_clusters_and_dark_systems(kennels, capsys):
    call_command("estate_duplicates")
    said = capsys.readouterr().out
    assert "D1 Lost dog register stays, D2 Lost dogs register 2 would go: £9,000 a year" in said
    assert "Duskwell" in said or "nightjar" in said.lower()
