"""A register file taken in: good rows become systems, bad rows are named, the same file changes nothing."""

from __future__ import annotations

from datetime import date

import pytest

from daybook.book.models import Entry
from daybook.estate.models import Component, CostLine, Interface, System
from estate_files import HEADINGS, csv_bytes, faults_of, imported, row

pytestmark = pytest.mark.django_db


def test_a_row_becomes_a_system_with_its_parts_and_costs_in_one_entry():
    run = imported(csv_bytes(HEADINGS, row("A1")))
    assert (run.state, run.added, run.bad) == ("done", 1, 0)
    system = System.objects.get(number="A1")
    assert (system.name, system.counting_class, system.business_owner) == (
        "Lantern",
        "application",
        "Head of Crime",
    )
    assert system.components.get().support_ends == date(2015, 3, 31)
    line = system.costs.get()
    assert (line.pence, line.category, line.basis, line.spending) == (1_200_000, "licence", "estimate", "run")
    assert list(Entry.objects.filter(record_id=system.pk).values_list("kind", flat=True)) == [
        "estate-system:added"
    ]


def test_the_same_file_twice_changes_nothing_and_a_changed_row_is_an_amendment():
    content = csv_bytes(HEADINGS, row("A1"), row("A2", "Beacon", Dependencies="A1"))
    imported(content)
    entries = Entry.objects.exclude(kind__startswith="estate-import").count()
    again = imported(content)
    assert (again.added, again.amended, again.unchanged) == (0, 0, 2)
    assert Entry.objects.exclude(kind__startswith="estate-import").count() == entries

    changed = imported(
        csv_bytes(HEADINGS, row("A1", Licence_cost="£13,000"), row("A2", "Beacon", Dependencies="A1"))
    )
    assert (changed.amended, changed.unchanged) == (1, 1)
    assert CostLine.objects.get(system__number="A1").pence == 1_300_000
    history = Entry.objects.filter(record_id=System.objects.get(number="A1").pk)
    assert sorted(entry.kind for entry in history) == ["estate-system:added", "estate-system:amended"]


def test_an_empty_cell_says_nothing_and_leaves_what_stands():
    imported(csv_bytes(HEADINGS, row("A1")))
    imported(csv_bytes(HEADINGS, row("A1", Owner="", Vendor="n/a", End_of_support="")))
    system = System.objects.get(number="A1")
    assert (system.business_owner, system.supplier) == ("Head of Crime", "Averby Software")
    assert Component.objects.get().support_ends == date(2015, 3, 31)


BAD = [
    (row("B1", Licence_cost="-500"), "Licence a year", "-500"),
    (row("B2", Licence_cost="€500"), "Licence a year", "€500"),
    (row("B3", Licence_cost="12%"), "Licence a year", "12%"),
    (row("B4", Licence_cost="1,23"), "Licence a year", "1,23"),
    (row("B5", End_of_support="31/02/2015"), "The product: maker's support ends", "31/02/2015"),
    (row("B6", End_of_support="never"), "The product: maker's support ends", "never"),
    (row("B7", Type="gadget"), "Counting class", "gadget"),
    (row("", "No number"), "Number", ""),
    (row("A1", "Second of its number"), "Number", "A1"),
    (["B9", "Cut off"], "Row", ""),
    (row("B10", "N" * 121), "Name", "N" * 121),
]


def test_every_bad_row_is_named_with_field_and_remedy_and_the_rest_is_taken():
    run = imported(csv_bytes(HEADINGS, row("A1"), *(bad for bad, _, _ in BAD), row("A2", "Beacon")))
    assert (run.added, run.bad) == (2, len(BAD))
    assert set(System.objects.values_list("number", flat=True)) == {"A1", "A2"}
    found = faults_of(run)
    for number, (_, field, value) in enumerate(BAD, start=3):
        assert (field, value) in found[number], number
    assert all(fault["remedy"].endswith(".") for bad in run.bad_rows.all() for fault in bad.faults)


def test_a_system_may_depend_on_one_further_down_and_one_whose_row_is_bad_is_told():
    ahead = row("A1", Dependencies="A2; A3")
    run = imported(csv_bytes(HEADINGS, ahead, row("A2", "Beacon"), row("A3", "Cairn", Licence_cost="-1")))
    assert (run.added, run.bad) == (2, 1)
    assert Interface.objects.get().number == "A2 to A1"
    told = run.bad_rows.get(taken=True)
    assert (told.row, told.faults[0]["value"]) == (2, "A3")
    assert told.faults[0]["problem"].startswith("No system of this number is on the register")

    mended = imported(csv_bytes(HEADINGS, ahead, row("A3", "Cairn")))
    assert (mended.added, mended.amended) == (1, 1)
    assert Interface.objects.count() == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_files_of_any_tool_give_the_same(encoding, delimiter):
    imported(csv_bytes(HEADINGS, row("A1", "Café – ‘Lantern’"), encoding=encoding, delimiter=delimiter))
    assert System.objects.get().name == "Café – ‘Lantern’"


def test_a_cut_file_is_refused_in_a_sentence_and_nothing_of_it_is_taken():
    content = csv_bytes(HEADINGS, row("A1"), row("A2", 'Said "Beacon" twice'))
    run = imported(
        content[: content.index(b"twice")],
        columns={"Asset ID": "number"} | {"Application Name": "name"} | {"Type": "counting_class"},
    )
    assert run.state == "failed"
    assert "near line" in run.problem
    assert not System.objects.exists()
