"""The invented estate in the demonstration: taken in through the import, judged, looked over, and only once."""

from __future__ import annotations

import pytest

from callers import caller_with
from daybook.demo.loading.estate import load_estate
from daybook.demo.sign_ins import ensure_cast
from daybook.estate.models import DarkSystem, DuplicateCluster, RegisterImport, System
from daybook.estate.queries.counting import all_rules
from daybook.estate.queries.estate import the_estate
from daybook.estate.queries.retirements import retirements
from daybook.estate.register.words import State

pytestmark = pytest.mark.django_db


def test_the_estate_is_there_once_with_its_findings_rules_and_scores(settings, tmp_path):
    settings.HOME = tmp_path
    ensure_cast()
    count = load_estate(7, systems=120)
    assert count == System.objects.count() == 121
    under_way, retired = retirements(caller_with("estate-manager"))
    assert (under_way.system.name, under_way.state) == ("Casefile case preparation", State.FROZEN)
    missing = {one.what.partition(":")[0] for one in under_way.blockers}
    assert missing >= {"Not signed", "Parity fails", "Parity not shown"}
    assert {one.verdict for one in under_way.case.parity} == {"holds", "fails", ""}
    assert retired.state is State.REMOVED
    assert all(proof.holds for proof in retired.case.proofs)
    assert retired.retirement.saved_yearly == 4 * 4_650_00
    assert load_estate(7, systems=120) == 0
    assert {(run.state, run.bad) for run in RegisterImport.objects.all()} == {("done", 0)}
    estate = the_estate(caller_with("estate-manager"))
    assert all(estate.found(finding) for finding in ("obsolete", "duplicate", "unused", "orphan"))
    assert DuplicateCluster.objects.exists()
    assert DarkSystem.objects.exists()
    assert len(estate.counted) < 120
    assert [written.number for written in all_rules()] == [2, 1, 0]
    assert any(not held.risk.missing for held in estate.here)
    assert (tmp_path / "truth" / "estate" / "systems.csv").exists()
