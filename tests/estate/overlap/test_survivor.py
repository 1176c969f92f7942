"""Which of a cluster is proposed to stay."""

from __future__ import annotations

from datetime import date

from daybook.estate.overlap import Described
from daybook.estate.overlap.survivor import propose

OLD = Described("S1", "Old", active_users=4, supported_until=date(2015, 1, 1), yearly_pence=900_00)
NEW = Described("S2", "New", active_users=90, supported_until=date(2030, 1, 1), yearly_pence=500_00)


def test_the_used_and_supported_one_stays_and_the_saving_is_what_the_other_costs():
    found = propose([OLD, NEW])
    assert found.survivor == "S2"
    assert found.reason == "It has the most active users, its parts are supported longest."
    assert found.saving_pence == 900_00
    assert found.unknown == ()


def test_a_cost_that_nobody_knows_is_named_and_not_taken_for_nothing():
    found = propose([NEW, Described("S3", "Third")])
    assert found.saving_pence == 0
    assert found.unknown == ("S3",)


def test_where_nothing_sets_one_apart_that_is_said():
    found = propose([Described("S5", "Twin"), Described("S4", "Twin")])
    assert found.survivor == "S4"
    assert found.reason == "Nothing on the register sets one of them apart."
