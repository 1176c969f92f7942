"""The search against trying every plan, and against what a reader of the plan would check."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.estate.roadmap.small import best_value, estates, last_plan, searched, wanted

from daybook.estate.roadmap import (
    ORDERS,
    Contract,
    Estate,
    Feed,
    Freeze,
    Plan,
    Platform,
    Rules,
    System,
    Wishes,
    by_hand,
    check,
    cost,
)

PLAIN = Rules(horizon=5, discount_rate=0.0, optimism_bias=0.0)
THOUSAND = 1_000_00


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_the_best_of_all_plans_is_found_and_proved(data: st.DataObject) -> None:
    estate = data.draw(estates())
    wishes = data.draw(wanted(estate))
    told = searched(estate, wishes)
    best, found = best_value(estate, wishes), last_plan(told)
    if best is None:
        assert found is None
        assert told[-1]["status"] == "impossible"
        return
    assert found is not None
    plan, value = found
    assert check(estate, wishes, plan) == []
    assert value == cost(estate, wishes, plan).value
    rounding = 100 * 3 * (len(estate.work) + len(estate.contracts))
    assert best - rounding <= value <= best
    assert min(line["bound"] for line in told if line.get("bound") is not None) >= best
    for order in ORDERS:
        by_order = by_hand(estate, wishes, order)
        assert check(estate, wishes, by_order) or cost(estate, wishes, by_order).value <= value


def test_what_saves_most_for_its_cost_goes_first_within_the_budget() -> None:
    estate = Estate(
        tuple(System(id, yearly * THOUSAND, 10 * THOUSAND) for id, yearly in (("a", 8), ("b", 20), ("c", 12)))
    )
    plan, value = last_plan(searched(estate, Wishes((10 * THOUSAND,) * 3, rules=PLAIN))) or (Plan({}), 0)
    assert plan.cutover == {"b": 0, "c": 1, "a": 2}
    years = (20 * 19 + 12 * 18 + 8 * 17) / 4
    assert value == (years - 30) * THOUSAND


def test_a_system_waits_for_what_it_feeds_and_for_its_platform() -> None:
    estate = Estate(
        (
            System("source", 50 * THOUSAND, THOUSAND, capabilities=("custody",)),
            System("user", THOUSAND, THOUSAND, duration=2),
        ),
        (Platform("new", ("custody",), 10 * THOUSAND, THOUSAND, duration=3),),
        (Feed("source", "user"),),
    )
    plan, _ = last_plan(searched(estate, Wishes((20 * THOUSAND,) * 4, rules=PLAIN))) or (Plan({}), 0)
    assert plan.cutover["new"] == 2
    assert plan.cutover["source"] == 2
    assert plan.cutover["user"] <= 2


def test_re_pointing_is_paid_where_that_is_cheaper_than_waiting() -> None:
    systems = System("source", 50 * THOUSAND, THOUSAND), System("user", 0, 90 * THOUSAND)
    estate = Estate(systems, feeds=(Feed("source", "user", 5 * THOUSAND),))
    wishes = Wishes((100 * THOUSAND,) * 2, rules=PLAIN)
    plan, value = last_plan(searched(estate, wishes)) or (Plan({}), 0)
    assert plan.cutover == {"source": 0}
    assert value == (50 * 19 / 4 - 1 - 5) * THOUSAND


def test_a_circle_goes_in_one_quarter() -> None:
    systems = tuple(System(id, 10 * THOUSAND, THOUSAND) for id in ("a", "b", "c"))
    feeds = Feed("a", "b"), Feed("b", "c"), Feed("c", "a")
    plan, _ = last_plan(searched(Estate(systems, feeds=feeds), Wishes((5 * THOUSAND,) * 2, rules=PLAIN))) or (
        Plan({}),
        0,
    )
    assert plan.cutover == {"a": 0, "b": 0, "c": 0}


def test_a_contract_that_ends_as_a_whole_saves_only_when_all_have_gone() -> None:
    lots = tuple(System(id, 0, THOUSAND, contract="c") for id in ("a", "b"))
    estate = Estate(lots, contracts=(Contract("c", notice=0, whole_cost=40 * THOUSAND),))
    wishes = Wishes((THOUSAND,) * 3, rules=PLAIN)
    plan, value = last_plan(searched(estate, wishes)) or (Plan({}), 0)
    assert sorted(plan.cutover.values()) == [0, 1]
    assert value == (40 * 18 / 4 - 2) * THOUSAND
    half = Plan({"a": 0})
    assert cost(estate, wishes, half).value == -THOUSAND


def test_frozen_forbidden_and_pinned_quarters_are_kept() -> None:
    estate = Estate(tuple(System(id, 40 * THOUSAND, THOUSAND) for id in ("a", "b", "c")))
    wishes = Wishes(
        (10 * THOUSAND,) * 4,
        freezes=(Freeze(frozenset({0}), why="year end"),),
        forbids=frozenset({("b", 1)}),
        pins={"c": 3},
        rules=PLAIN,
    )
    plan, _ = last_plan(searched(estate, wishes)) or (Plan({}), 0)
    assert plan.cutover == {"a": 1, "b": 2, "c": 3}


def test_a_plan_goes_on_from_the_earlier_one() -> None:
    estate = Estate(tuple(System(id, 40 * THOUSAND, 10 * THOUSAND) for id in ("a", "b", "c")))
    earlier = {"b": 0, "a": 1, "c": 2}
    wishes = Wishes((10 * THOUSAND,) * 3, pins={"c": 0}, rules=PLAIN)
    told = searched(estate, wishes, earlier=earlier)
    first = next(line for line in told if line["kind"] == "plan")
    assert first["cutover"]["c"] == 0
    assert last_plan(told)[0].cutover["c"] == 0
