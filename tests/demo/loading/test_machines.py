"""The old systems hold their own dirty copies; the truth lies apart."""

import csv
import gzip
from datetime import date

import pytest

from daybook.demo.exports import FORMS, people_of
from daybook.demo.generator import birth_date_of, generate
from daybook.demo.loading import fill_machines
from daybook.legacy.emulation import pages
from daybook.legacy.emulation.store import Store
from daybook.legacy.systems.antisocial_behaviour.emulator import Doorstep
from daybook.legacy.systems.case_preparation.emulator import Casefile
from daybook.legacy.systems.crime_recording.emulator import CrimeIndex
from daybook.legacy.systems.custody.emulator import Cellblock
from daybook.legacy.systems.intelligence.emulator import Lantern
from daybook.legacy.systems.national_computer.emulator import NationalComputer
from daybook.legacy.systems.registry import mappings
from daybook.legacy.systems.vulnerable.emulator import Safeguard
from daybook.legacy.systems.warrants.emulator import Docket
from daybook.nominals.matching import clean

UNTIL = date(2026, 11, 1)
KINDS = {
    "custody": Cellblock,
    "case_preparation": Casefile,
    "crime_recording": CrimeIndex,
    "intelligence": Lantern,
    "warrants": Docket,
    "antisocial_behaviour": Doorstep,
}
STRICT = ("crime_recording", "intelligence", "warrants", "antisocial_behaviour")


@pytest.fixture
def filled(db, tmp_path):
    counts = fill_machines(tmp_path / "machines", tmp_path / "truth", people=200, until=UNTIL)
    return tmp_path, counts


def machine_at(home, name):
    if name == "vulnerable":
        return Safeguard(home, f"sqlite://{home / 'staging.sqlite3'}")
    if name == "national_computer":
        return NationalComputer(home, f"file://{home / 'queue.sqlite3'}")
    return KINDS[name](home)


def test_each_machine_holds_and_shows_every_copy_made_for_it(filled):
    folder, counts = filled
    copies = list(generate(7, 200, until=UNTIL).legacy_copies())
    assert sum(counts.values()) == len(copies)
    for name, count in counts.items():
        store = Store(folder / "machines" / name / f"{name}.sqlite3")
        records = store.records()
        ours = [copy for copy in copies if copy.system == name]
        assert len(records) == count == len(ours)
        screen = pages.records("x", records)
        assert all(
            copy.record in screen and copy.family_name.split()[0] in screen
            for copy in ours[:20]
            if "'" not in copy.family_name
        )


def test_the_list_shows_a_copy_as_the_machine_shows_what_arrives(filled):
    folder, counts = filled
    for name in counts:
        machine = machine_at(folder / "machines" / name, name)
        for record in machine.store.records()[:20]:
            assert record.title == machine.caption(record.content)


def test_what_arrives_later_stands_first_on_the_screen(filled):
    folder, counts = filled
    for name in counts:
        newest = Store(folder / "machines" / name / f"{name}.sqlite3").records()[0]
        assert newest.changed < 1_793_491_200  # 1 November 2026


def test_the_truth_lies_apart_and_names_every_copy(filled):
    folder, counts = filled
    with gzip.open(folder / "truth" / "truth.csv.gz", "rt", encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    assert len(rows) == sum(counts.values())
    assert all(row["person"].startswith("P") and row["slips"] for row in rows)
    for name in counts:
        held = {
            record.reference for record in Store(folder / "machines" / name / f"{name}.sqlite3").records()
        }
        lines = "/1" if name in ("crime_recording", "intelligence") else ""
        keys = {row["key"] for row in rows if row["system"] == name}
        assert held == {key.removesuffix(lines) for key in keys}


@pytest.mark.parametrize("name", STRICT)
def test_a_copy_is_what_the_machine_lets_its_own_users_type(filled, name):
    folder, counts = filled
    machine = machine_at(folder / "machines" / name, name)
    records = machine.store.records()
    assert len(records) == counts[name] > 0
    for record in records:
        assert machine.judge(record.content) is None, record


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("intelligence", {}),
        ("warrants", {"FORM": "WARRANT"}),
        ("crime_recording", {}),
        ("antisocial_behaviour", {}),
    ],
)
def test_the_next_number_of_a_machine_is_that_of_no_copy_and_lies_behind_them(filled, name, content):
    folder, _ = filled
    machine = machine_at(folder / "machines" / name, name)
    with machine.store.transaction() as session:
        number = machine.new_reference(session, content)
    assert number > max(record.reference for record in machine.store.every())


def test_everybody_in_all_eight_is_offered_to_the_linking(filled, settings):
    folder, counts = filled
    settings.HOME = folder
    with gzip.open(folder / "truth" / "truth.csv.gz", "rt", encoding="utf-8", newline="") as text:
        told = {(row["system"], row["key"]) for row in csv.DictReader(text)}
    people = [one for name, form in FORMS.items() for one in people_of(name, form)]
    assert {(one.system, one.key) for one in people} == told
    assert set(FORMS) == set(counts) == set(mappings())
    copies = {(copy.system, copy.key): copy for copy in generate(7, 200, until=UNTIL).legacy_copies()}
    for one in people:
        copy, cleaned = copies[one.system, one.key], clean(one)
        born = birth_date_of(copy)
        assert one.names == ((copy.family_name, copy.given_names),)
        assert not born or [birth.digits for birth in cleaned.births] in ([], [f"{born:%Y%m%d}"])


def test_filling_again_changes_nothing(filled):
    folder, counts = filled
    assert fill_machines(folder / "machines", folder / "truth", people=200, until=UNTIL) == counts
    store = Store(folder / "machines" / "custody" / "custody.sqlite3")
    assert len(store.records()) == counts["custody"]


def test_the_national_computer_knows_somebody_by_name_and_birth_date(filled):
    folder, _ = filled
    machine = machine_at(folder / "machines" / "national_computer", "national_computer")
    known = next(r for r in machine.store.records() if r.content.get("FORENAMES") and r.content.get("BIRTH"))
    asked = {name: known.content[name] for name in ("SURNAME", "FORENAMES", "BIRTH")}
    with machine.store.transaction() as session:
        returned = machine.returns(session, "NC26-1", {**asked, "ARRESTED": "221120261402", "FORCE": "99"})
    assert returned["PNCID"] == known.content["PNCID"]
