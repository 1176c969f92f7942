"""Interfaces, contracts, cost lines, payments and the sign-on log, taken in from files."""

from __future__ import annotations

from datetime import date

import pytest

from daybook.book.models import Entry
from daybook.book.verify import Report, verify_records
from daybook.estate.models import Contract, CostLine, Interface, Payment, SignOnCount, System
from estate_files import HEADINGS, csv_bytes, faults_of, imported, row
from helpers import settle

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_systems():
    imported(csv_bytes(HEADINGS, row("A1"), row("A2", "Beacon")))


def test_interfaces():
    headings = ["Interface ID", "From", "To", "Method", "Importance"]
    rows = (
        ["I1", "A1", "A2", "SFTP", "critical"],
        ["I2", "A1", "A1", "API", "low"],
        ["I3", "A1", "Q9", "", ""],
    )
    run = imported(csv_bytes(headings, *rows), "interfaces")
    assert (run.added, run.bad) == (1, 2)
    interface = Interface.objects.get()
    assert (interface.type, interface.criticality, interface.target.number) == ("file", "high", "A2")
    assert faults_of(run) == {3: [("To system", "A1")], 4: [("To system", "Q9")]}


def test_contracts_keep_to_the_systems_that_the_latest_file_names():
    headings = ["Contract ID", "Supplier", "Start", "End", "Termination fee", "Covers"]
    imported(
        csv_bytes(headings, ["C1", "Averby", "2012-04-01", "2015-03-31", "£1.5m", "A1; A2"]), "contracts"
    )
    contract = Contract.objects.get()
    assert (contract.exit_fee, contract.covers.count()) == (150_000_000, 2)
    wrong = ["C2", "Averby", "2015-04-01", "2012-03-31", "", ""]
    run = imported(
        csv_bytes(headings, ["C1", "Averby", "2012-04-01", "2015-03-31", "£1.5m", "A2"], wrong), "contracts"
    )
    assert (run.amended, run.bad) == (1, 1)
    assert contract.covers.get().system.number == "A2"


def test_cost_lines_over_months():
    headings = ["Line ID", "Application ID", "Cost type", "Month", "To", "Value", "Basis"]
    run = imported(csv_bytes(headings, ["L1", "A1", "Licence", "Apr-15", "Mar-16", "1,200", "invoiced"]), "costs", {
        "Line ID": "number", "Application ID": "system", "Cost type": "category", "Month": "first_month",
        "To": "last_month", "Value": "amount", "Basis": "basis"})  # fmt: skip
    assert run.added == 1
    line = CostLine.objects.get(number="L1")
    assert (line.first_month, line.last_month, line.basis) == (date(2015, 4, 1), date(2016, 3, 1), "actual")


def test_payments_know_their_system_by_any_of_its_names_and_are_kept_without_one():
    headings = ["Voucher number", "Date", "Payee", "Narrative", "Net amount", "Application"]
    rows = [
        ["V1", "13/04/2015", "Averby", "Support", "£10.00", "LANTERN"],
        ["V2", "14/04/2015", "Nobody Ltd", "Licences", "(£5.00)", "Ghost"],
    ]
    content = csv_bytes(headings, *rows)
    run = imported(content, "payments")
    assert (run.added, run.bad) == (2, 0)
    assert Payment.objects.get(number="V1").system.number == "A1"
    assert (Payment.objects.get(number="V2").pence, Payment.objects.get(number="V2").system) == (-500, None)
    assert Entry.objects.filter(kind="estate-payments:added").count() == 1
    assert imported(content, "payments").unchanged == 2


def test_the_sign_on_log_is_counted_and_who_signed_on_is_not_kept():
    lines = [
        ["Lantern", "jo@averwick.example", "2015-04-01 09:00"],
        ["Lantern", "jo@averwick.example", "2015-06-20 09:00"],
        ["Lantern", "al@averwick.example", "2015-06-29 09:00"],
        ["Ghost", "al@averwick.example", "2015-06-30 23:30"],
        ["Ghost", "", "2015-06-30 23:30"],
    ]
    content = csv_bytes(["App", "UPN", "Timestamp"], *lines)
    run = imported(content, "sign-ons")
    assert (run.rows, run.bad) == (5, 1)
    lantern = SignOnCount.objects.get(application="Lantern")
    assert (lantern.users_30, lantern.users_90, lantern.sessions_30) == (2, 2, 2)
    assert SignOnCount.objects.get(application="Ghost").system is None
    system = System.objects.get(number="A1")
    assert (system.active_users_30, system.last_sign_on) == (2, date(2015, 6, 29))
    told = " ".join(entry.value.change for entry in Entry.objects.filter(kind="estate-sign-ons:counted"))
    assert "averwick.example" not in told
    assert imported(content, "sign-ons").unchanged == 2


def test_every_row_taken_in_agrees_with_the_book():
    payment = ["V1", "2015-04-01", "Averby", "5"]
    imported(csv_bytes(["Voucher", "Paid on", "Supplier", "Amount"], payment), "payments")
    imported(csv_bytes(HEADINGS, row("A1", Licence_cost="£1", Dependencies="A2")))
    settle()
    report = Report()
    verify_records(report)
    assert report.records == 8
    assert report.faults == []
