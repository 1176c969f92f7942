"""The bound found by branching, and every bound on the way to it, against trying every plan."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest
from bench.estate.invented import estate, wishes
from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st
from tests.estate.roadmap.small import best_value, estates, every_plan, wanted

from daybook.estate.roadmap import Estate, Feed, Plan, Platform, Rules, System, Wishes, by_hand, check, cost
from daybook.estate.roadmap.closures import Closures
from daybook.estate.roadmap.dates import PlatformDates
from daybook.estate.roadmap.kept_leaves import leaves_json, read_leaves, shortened
from daybook.estate.roadmap.model import Model, build
from daybook.estate.roadmap.parts import Parts
from daybook.estate.roadmap.relaxation import relaxed
from daybook.estate.roadmap.stages import Stages
from daybook.estate.roadmap.tree import Leaf, Tree

THOUSAND = 1_000_00
SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much]


def drawn(data: st.DataObject) -> Model:
    estate = data.draw(estates())
    model = build(estate, data.draw(wanted(estate)))
    assume(model.variables)
    return model


def parts_of(model: Model) -> Parts:
    solved = relaxed(model)
    if solved is None:
        reject()
    return Parts(model, solved)


def worths(model: Model) -> list[tuple[list[int], int]]:
    """Every plan that keeps to all rows of the model, as its steps, with its worth in units of the model."""
    plans = (model.solution(plan) for plan in every_plan(model.estate, model.wishes))
    return [(steps, sum(w for w, on in zip(model.weights, steps, strict=True) if on)) for steps in plans]


@settings(max_examples=30, deadline=None, suppress_health_check=SLOW)
@given(st.data())
def test_no_plan_is_worth_more_than_a_closure_at_any_prices(data: st.DataObject) -> None:
    model = drawn(data)
    closures = Closures(model)
    number = len(closures.limits)
    prices = np.array(
        data.draw(st.lists(st.integers(0, 5000), min_size=number, max_size=number)), dtype=np.int64
    )
    bound, done = closures.highest(prices, closures.low, closures.high)
    for first, second in closures.orders.tolist():
        assert done[second] or not done[first]
    for steps, worth in worths(model):
        assert (closures.low <= np.array(steps, dtype=bool)).all()
        assert (closures.high >= np.array(steps, dtype=bool)).all()
        assert worth <= bound + 1e-3


@settings(max_examples=30, deadline=None, suppress_health_check=SLOW)
@given(st.data())
def test_no_plan_of_a_part_is_worth_more_than_its_bound(data: st.DataObject) -> None:
    model = drawn(data)
    parts = parts_of(model)
    part = parts.whole
    for _ in range(data.draw(st.integers(0, 3))):
        variable = data.draw(st.integers(0, len(model.variables) - 1))
        part = parts.settle(part, variable, data.draw(st.booleans())) or part
    guess, bound = parts.guess(part), parts.solve(part).bound
    assert bound <= guess + 1e-3
    for steps, worth in worths(model):
        on = np.array(steps, dtype=bool)
        if (part.low <= on).all() and (part.high >= on).all():
            assert worth <= bound + 1e-3


@settings(max_examples=30, deadline=None, suppress_health_check=SLOW)
@given(st.data())
def test_branching_ends_at_the_best_of_all_plans(data: st.DataObject) -> None:
    model = drawn(data)
    best = best_value(model.estate, model.wishes)
    assume(best is not None)
    found: list[int] = []

    def keep(steps: list[int]) -> None:
        plan = model.plan(steps)
        if not check(model.estate, model.wishes, plan):
            found.append(sum(w for w, on in zip(model.weights, steps, strict=True) if on))

    bounds = [*Tree(model, parts_of(model)).bounds(lambda: max(found, default=-math.inf), keep)]
    every = max((worth for _, worth in worths(model)), default=0)
    assert bounds == sorted(bounds, reverse=True)
    assert min(bounds) >= every - 1e-3
    assert max(found, default=0) <= every
    assert min(bounds) == pytest.approx(every, abs=parts_of(model).near * 4 + 3)


@settings(max_examples=30, deadline=None, suppress_health_check=SLOW)
@given(st.data())
def test_the_leaves_of_a_tree_bound_every_plan_under_any_other_wishes(data: st.DataObject) -> None:
    estate = data.draw(estates())
    before, after = (build(estate, data.draw(wanted(estate))) for _ in range(2))
    assume(before.variables and after.variables)
    parts, nearly = parts_of(before), data.draw(st.integers(0, 8))
    tree = Tree(before, parts)
    for _ in islice(tree.bounds(lambda: -math.inf, lambda steps: None), nearly):
        pass
    kept = json.loads(json.dumps(leaves_json(before, parts.closures, tree.leaves())))
    others = parts_of(after)
    begin = read_leaves(kept, after, others.closures)
    bounds = [*islice(Tree(after, others).bounds(lambda: -math.inf, lambda steps: None, begin), 12)]
    best = max((worth for _, worth in worths(after)), default=None)
    assert bounds == sorted(bounds, reverse=True)
    if best is not None:
        assert min(bounds) >= best - 1e-3


def test_a_tree_begun_from_leaves_begins_with_their_bound() -> None:
    model = build(estate(5, systems=120), wishes(120))
    parts = parts_of(model)
    tree = Tree(model, parts)
    *_, last = islice(tree.bounds(lambda: -math.inf, lambda steps: None), 4)
    kept = json.loads(json.dumps(leaves_json(model, parts.closures, tree.leaves())))
    begin = read_leaves(kept, model, parts.closures)
    first = next(Tree(model, parts).bounds(lambda: -math.inf, lambda steps: None, begin))
    assert first == pytest.approx(last)
    assert first < parts.whole.bound


def test_leaves_put_together_hold_what_they_held() -> None:
    leaves = [Leaf(((1, x), (2, y)), None) for x in (True, False) for y in (True, False)]
    short = shortened(leaves, most=3)
    assert {leaf.settled for leaf in short} == {((1, True),), ((1, False),)}
    assert shortened(leaves, most=4) == leaves
    assert [leaf.settled for leaf in shortened(leaves, most=1)] == [()]


def platforms() -> Model:
    """Two platforms of which the budget bears one a year, and the one that carries more is the dearer."""
    systems = [System(f"a{number}", 40 * THOUSAND, THOUSAND, capabilities=("a",)) for number in range(6)]
    systems += [System(f"b{number}", 30 * THOUSAND, THOUSAND, capabilities=("b",)) for number in range(3)]
    new = (
        Platform("pa", ("a",), 90 * THOUSAND, duration=2),
        Platform("pb", ("b",), 40 * THOUSAND, duration=2),
    )
    estate = Estate(tuple(systems), new, (Feed("a0", "b0"),))
    return build(estate, Wishes((48 * THOUSAND,) * 6, rules=Rules(horizon=5, optimism_bias=0.0)))


def tries(number: int) -> Callable[[], float]:
    """The share of the time that is left, as though it went by with each look at it."""
    left = iter(range(number, 0, -1))
    return lambda: next(left, 0) / number


def test_dates_of_platforms_are_moved_to_the_best_there_are() -> None:
    model = platforms()
    parts = parts_of(model)
    dates = PlatformDates(model, parts)
    every = [
        parts.solve(part).bound
        for first in range(1, 7)
        for second in range(1, 7)
        if (part := dates.part({"pa": first, "pb": second}, parts.whole)) and parts.solve(part).fits
    ]
    found = dates.best([{"pa": 6, "pb": 6}], tries(200))
    assert found is not None
    assert found.bound == pytest.approx(max(every), abs=10 * parts.near)


def test_dates_are_found_beyond_a_valley() -> None:
    """The order of ten platforms, of which any two exchanged may be worse where a third does not move with them."""
    model = build(estate(3, systems=150), wishes(150))
    parts = parts_of(model)
    dates = PlatformDates(model, parts)
    start = dates.of(by_hand(model.estate, model.wishes, "cheapest first"))
    at = parts.solve(dates.part(start, parts.whole) or parts.whole)
    found = dates.best([start], tries(300))
    assert at.fits
    assert found is not None
    assert found.fits
    assert found.bound > 1.1 * at.bound


def test_a_dive_ends_in_a_plan_that_keeps_to_everything() -> None:
    model = platforms()
    parts = parts_of(model)
    start = PlatformDates(model, parts).best([{"pa": 6, "pb": 6}], tries(200))
    end = Tree(model, parts).dive(start or parts.whole, lambda: True)
    plan = model.plan([int(step > 0.5) for step in end.steps])
    assert check(model.estate, model.wishes, plan) == []
    assert cost(model.estate, model.wishes, plan).value > 0


def stages_of(model: Model) -> Stages:
    solved = relaxed(model)
    assert solved is not None
    return Stages(model, solved, lambda: 100.0, None)


def test_a_dive_that_leaves_a_quarter_too_little_gives_up_what_it_must(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model = build(estate(3, systems=120), wishes(120))
    stages = stages_of(model)
    every = replace(stages.parts.whole, steps=np.ones(len(model.variables)), fits=False)
    monkeypatch.setattr(stages.tree, "dive", lambda part, more: every)
    plan = stages.dived(stages.parts.whole)
    assert check(model.estate, model.wishes, plan) == []
    assert cost(model.estate, model.wishes, plan).value > 0


def test_a_search_near_other_dates_than_those_of_the_plan_holds_these_dates() -> None:
    """Else it would look around the plan, however much more the other dates are worth."""
    model = platforms()
    stages = stages_of(model)
    dates = PlatformDates(model, stages.parts)
    part = stages.parts.solve(dates.part({"pa": 2, "pb": 4}, stages.parts.whole) or stages.parts.whole)
    ready = {id: dates.steps[id][quarter] for id, quarter in (("pa", 2), ("pb", 4))}
    for plan in (None, Plan({"pa": 4, "pb": 2}), Plan({"pa": 2, "pb": 4})):
        held = stages.near(part, plan)
        assert all(held[step] == 1 and held[step - 1] == 0 for step in ready.values())
