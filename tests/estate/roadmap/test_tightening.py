"""Whether an earlier bound still stands, wish by wish and against every plan of small estates."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.estate.roadmap.small import estates, every_plan, wanted

from daybook.estate.roadmap import Freeze, Rules, Start, Wishes, check, cost
from daybook.estate.roadmap.tightening import only_tightened

BEFORE = Wishes(
    budget=(100, 100, 100),
    teams={"migration": 2},
    freezes=(Freeze(frozenset({1}), frozenset({"a", "b"})),),
    go_by={"a": 2},
    stay=frozenset({"c"}),
    pins={"d": 1},
    forbids=frozenset({("e", 0)}),
    savings={1: 50},
    risk=20,
)


@pytest.mark.parametrize(
    "tighter",
    [
        {},
        {"budget": (100, 90, 100)},
        {"teams": {"migration": 1, "testing": 1}},
        {"freezes": (Freeze(frozenset({0, 1})),)},
        {"go_by": {"a": 1, "f": 2}},
        {"stay": frozenset({"c", "f"})},
        {"pins": {"d": 1, "e": 2}},
        {"forbids": frozenset({("e", 0), ("e", 1)})},
        {"savings": {1: 60, 2: 1}},
        {"risk": 0},
    ],
)
def test_what_takes_plans_away_keeps_the_bound(tighter):
    assert only_tightened(BEFORE, replace(BEFORE, **tighter))


@pytest.mark.parametrize(
    "looser",
    [
        {"budget": (100, 90, 101)},
        {"budget": (100, 100)},
        {"teams": {"migration": 3}},
        {"teams": {}},
        {"freezes": ()},
        {"freezes": (Freeze(frozenset({1}), frozenset({"a"})),)},
        {"go_by": {}},
        {"go_by": {"a": 3}},
        {"stay": frozenset()},
        {"pins": {"d": 2}},
        {"forbids": frozenset()},
        {"savings": {1: 40}},
        {"risk": None},
        {"risk": 21},
        {"rules": Rules(discount_rate=0.02)},
        {"start": Start(2020, 1)},
    ],
)
def test_what_may_let_plans_in_does_not(looser):
    assert not only_tightened(BEFORE, replace(BEFORE, **looser))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_every_plan_of_tightened_wishes_keeps_to_the_earlier_ones(data: st.DataObject) -> None:
    estate = data.draw(estates())
    before = data.draw(wanted(estate))
    after = replace(data.draw(wanted(estate)), rules=before.rules, budget=before.budget)
    if only_tightened(before, after):
        for plan in every_plan(estate, after):
            costing = cost(estate, after, plan)
            assert check(estate, after, plan, costing) or not check(estate, before, plan, costing)
