"""Plans on invented estates: how near to the best possible, how soon, planned again, and beside orders by hand."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import count

from bench import measure
from bench.estate.invented import estate, wishes
from daybook.estate.roadmap import ORDERS, Found, Plan, by_hand, cost, find
from daybook.estate.roadmap.wishes import Wishes

SECONDS = float(os.environ.get("BENCH_SECONDS", "300"))
SEEDS = int(os.environ.get("BENCH_SEEDS", "5"))
ESTATES = int(os.environ.get("BENCH_ESTATES", "20"))
AGAIN = min(60.0, SECONDS)
EACH = min(60.0, SECONDS)
FAR = 999.0

Seeds = dict[str, Iterator[int]]
_seeds: Seeds = {}


def seed_of(what: str) -> int:
    """1, 2, 3 … for each measurement."""
    return next(_seeds.setdefault(what, count(1)))


@cache
def planned(seed: int) -> Found:
    """The long search of one seed, its trail printed; several figures are read from it."""
    found = find(estate(seed), wishes(), SECONDS)
    print(f"seed {seed}:", "; ".join(_trail(found)))
    return found


def _trail(found: Found) -> Iterator[str]:
    value, bound, said = 0, None, -10.0
    for told in found.trail:
        value, bound = told.value or value, told.bound if told.bound is not None else bound
        if bound and value and told.seconds - said >= 10:
            said = told.seconds
            yield f"{told.seconds:.0f} s {(bound - value) / value:.1%}"
    yield f"end {found.gap:.2%}" if found.gap is not None else "end without a plan"


def per_cent(found: Found) -> float:
    return FAR if found.gap is None else 100 * found.gap


@measure(f"750 systems, 12 quarters: certified gap after {SECONDS:.0f} s", unit="%", at_most=2, runs=SEEDS)
def certified_gap() -> float:
    return per_cent(planned(seed_of("gap")))


@measure("The same: first plan that keeps to everything", unit=" s", at_most=10, runs=SEEDS)
def first_plan() -> float:
    found = planned(seed_of("first"))
    return next((told.seconds for told in found.trail if told.kind == "plan"), FAR)


def again(seed: int, wanted: Wishes, ceiling: int | None) -> float:
    """Points by which the gap of the search from the earlier plan is above the earlier gap."""
    before = planned(seed)
    found = find(
        estate(seed), wanted, AGAIN, earlier=before.plan, ceiling=ceiling, leaves=before.leaves or None
    )
    return per_cent(found) - per_cent(before)


@measure(
    f"Planned again after one pin, {AGAIN:.0f} s: points above the earlier gap",
    unit="",
    at_most=0.5,
    runs=SEEDS,
)
def after_a_pin() -> float:
    """A row in the middle of the plan is pinned one quarter later; a pin only takes plans away, so the bound stands."""
    seed = seed_of("pin")
    plan = planned(seed).plan or Plan({})
    systems = sorted(
        (quarter, id) for id, quarter in plan.cutover.items() if id.startswith("s") and quarter < 11
    )
    quarter, id = systems[len(systems) // 2]
    return again(seed, replace(wishes(), pins={id: quarter + 1}), planned(seed).bound)


@measure(f"Planned again with 5% less budget, {AGAIN:.0f} s: points above", unit="", at_most=0.5, runs=SEEDS)
def after_a_budget_change() -> float:
    seed = seed_of("budget")
    return again(seed, wishes(budget=0.95), planned(seed).bound)


@measure(
    f"Better than the best of three orders by hand, {EACH:.0f} s: margin",
    unit="%",
    at_least=0.01,
    runs=ESTATES,
)
def margin() -> float:
    """In per cent of the best plan by hand; the smallest of all runs is what counts."""
    seed = seed_of("margin")
    it, wanted = estate(seed), wishes()
    found = find(it, wanted, EACH)
    by_order = {order: cost(it, wanted, by_hand(it, wanted, order)).value for order in ORDERS}
    margins = {order: found.value / value - 1 if value > 0 else FAR for order, value in by_order.items()}
    print(f"seed {seed}:", ", ".join(f"{order} +{share:.0%}" for order, share in margins.items()))
    return 100 * min(margins.values())
