"""The generator of estates: what it plants, that it repeats itself, and what it keeps apart."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from daybook.demo.estate import generate_estate, write, write_truth
from daybook.demo.estate.paying import ledger_of
from daybook.demo.estate.recording import rows_of
from daybook.demo.estate.shapes import Kind
from daybook.demo.estate.using import log_of
from daybook.legacy.systems.registry import mappings


@pytest.fixture(scope="module")
def estate():
    return generate_estate(3)


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_seed_writes_the_same_bytes_and_another_seed_does_not(tmp_path):
    folders = [tmp_path / name for name in ("one", "two", "three")]
    for folder, seed in zip(folders, (3, 3, 4), strict=True):
        write(generate_estate(seed, 120), folder)
    one, two, three = map(content, folders)
    assert one == two
    assert all(one[name] != three[name] for name in one)


def test_750_systems_in_the_mix_of_a_force_cost_the_running_part_of_250_million(estate):
    kinds = Counter(its.kind for its in estate.systems)
    assert len(estate.systems) == 750
    assert kinds[Kind.SPREADSHEET] == 338
    assert kinds[Kind.CORE] == 60
    assert sum(its.yearly for its in estate.systems) == 21_250_000_000
    assert min(its.since for its in estate.systems) < 1980


def test_two_systems_share_a_function_only_inside_a_cluster(estate):
    clusters: dict[object, set[int]] = {}
    for its in estate.systems:
        clusters.setdefault(its.function, set()).add(its.cluster)
    assert all(len(found) == 1 for found in clusters.values())
    singles = Counter(its.function for its in estate.systems if not its.cluster)
    assert max(singles.values()) == 1


def test_the_demonstrations_old_systems_are_among_them(estate):
    joined = {its.joined: its.name for its in estate.systems if its.joined}
    assert joined == {name: mapping.system.title for name, mapping in mappings().items()}


def test_dark_systems_are_paid_for_or_signed_on_to_and_on_no_register(estate):
    names = {row["name"] for row in rows_of(estate)}
    paid = {line.supplier for line in ledger_of(estate) if line.account != "ICT running"}
    applications = {line.system for line in log_of(estate)}
    assert len(estate.shadows) == 40
    for shadow in estate.shadows:
        assert shadow.name not in names
        assert shadow.application in applications or shadow.supplier in paid


def test_interfaces_run_one_way_so_that_no_chain_is_a_circle(estate):
    assert all(its.source < its.target for its in estate.interfaces)
    depth: dict[str, int] = {}
    for its in sorted(estate.interfaces, key=lambda it: it.target):
        depth[its.target] = max(depth.get(its.target, 0), depth.get(its.source, 0) + 1)
    assert max(depth.values()) >= 5


def test_planted_troubles_show_in_the_register(estate):
    rows = {row["number"]: row for row in rows_of(estate)}
    orphans = [its for its in estate.systems if its.orphan]
    assert orphans
    assert not any(rows[its.number]["business_owner"] for its in orphans)
    assert any(its.wrong_cost == 10 for its in estate.systems)
    assert all(its.active_users < 5 for its in estate.systems if its.unused)


def test_spoilt_rows_are_told_with_row_and_field(tmp_path, estate):
    written = write(estate, tmp_path, bad_rows=0.1)
    lines = list(csv.reader(written.sheets["systems"].open(newline="")))
    assert len(written.spoilt) == 75
    assert {its.field for its in written.spoilt} >= {"number", "name", "licence", "capabilities"}
    negative = next(its for its in written.spoilt if its.written == "-4500.00")
    assert "-4500.00" in lines[negative.row - 1]
    assert negative.number in lines[negative.row - 1]


def test_the_truth_is_written_apart(tmp_path, estate):
    write(estate, tmp_path / "files")
    write_truth(estate, tmp_path / "truth")
    assert set(content(tmp_path / "truth")) == {"systems.csv", "dark.csv", "bad_rows.csv"}
    assert not any("cluster" in text.decode()[:2000] for text in content(tmp_path / "files").values())


def test_the_log_and_the_ledger_lie_before_the_day_of_the_estate(estate):
    assert all(line.at.date() <= date(2026, 11, 1) for line in log_of(estate))
    assert all(line.on < date(2026, 11, 1) for line in ledger_of(estate))


def test_more_systems_than_there_is_work_for_are_refused():
    with pytest.raises(ValueError, match="1,500 at most"):
        generate_estate(3, 4000)
