"""Small estates whose best plan can be found by trying every plan, and estates drawn by hypothesis."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

from hypothesis import strategies as st

from daybook.estate.roadmap import (
    Contract,
    Estate,
    Feed,
    Freeze,
    Plan,
    Platform,
    Rules,
    System,
    Wishes,
    check,
    cost,
)
from daybook.estate.roadmap.search import run
from daybook.estate.roadmap.solving import Searches
from daybook.estate.roadmap.wire import estate_json, wishes_json

POUNDS = 1200
"""Pence by which drawn sums step: a third or a quarter of them is whole pounds, so that no rounding hides a plan."""
QUARTERS = 3

sums = st.integers(0, 40).map(lambda number: number * POUNDS * 100)


def searched(estate: Estate, wishes: Wishes, **more: Any) -> list[dict[str, Any]]:
    """What the search tells, run in this process with one worker."""
    told: list[dict[str, Any]] = []

    def keep(**line: Any) -> None:
        told.append(line)

    def unwatched(searches: Searches) -> None: ...

    asked = {
        "estate": estate_json(estate),
        "wishes": wishes_json(wishes),
        "seconds": 20,
        "workers": 1,
        **more,
    }
    run(asked, keep, unwatched)
    return told


def last_plan(told: list[dict[str, Any]]) -> tuple[Plan, int] | None:
    plans = [line for line in told if line["kind"] == "plan"]
    return (Plan(plans[-1]["cutover"]), plans[-1]["value"]) if plans else None


def every_plan(estate: Estate, wishes: Wishes) -> Iterator[Plan]:
    """Each that keeps to all wishes, by trying all."""
    ids = list(estate.work)
    for dates in product((None, *range(wishes.quarters)), repeat=len(ids)):
        plan = Plan({id: date for id, date in zip(ids, dates, strict=True) if date is not None})
        if not check(estate, wishes, plan):
            yield plan


def best_value(estate: Estate, wishes: Wishes) -> int | None:
    return max((cost(estate, wishes, plan).value for plan in every_plan(estate, wishes)), default=None)


@st.composite
def estates(draw: st.DrawFn) -> Estate:
    number = draw(st.integers(1, 3))
    ids = [f"s{index}" for index in range(number)]
    contracts = (
        Contract(
            "c0", end=draw(st.integers(-1, 6)), exit_share=0.5, indexation=draw(st.sampled_from((0.0, 0.02)))
        ),
        Contract("c1", notice=draw(st.sampled_from((None, 0, 2))), whole_cost=draw(sums)),
    )
    systems = []
    for id in ids:
        yearly = draw(sums)
        systems.append(
            System(
                id,
                yearly,
                change_cost=draw(sums),
                duration=draw(st.integers(1, 2)),
                contract=draw(st.sampled_from(("", "c0", "c1"))),
                contract_cost=draw(st.sampled_from((0, yearly))),
                capabilities=draw(st.sampled_from(((), ("k",)))),
                risk=draw(st.sampled_from((4, 17))),
                candidate=draw(st.sampled_from((True, True, True, False))),
            )
        )
    pairs = st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(lambda pair: pair[0] != pair[1])
    feeds = draw(st.lists(pairs, max_size=2, unique=True)) if number > 1 else []
    platform = Platform(
        "p", ("k",), change_cost=draw(sums), yearly_cost=draw(sums), built=draw(st.booleans())
    )
    return Estate(
        tuple(systems),
        (platform,),
        tuple(Feed(*pair, draw(st.sampled_from((None, 0, POUNDS * 500)))) for pair in feeds),
        contracts,
    )


@st.composite
def wanted(draw: st.DrawFn, estate: Estate) -> Wishes:
    budget = draw(st.integers(0, 60)) * POUNDS * 100
    ids = [one.id for one in estate.systems if one.candidate]
    return Wishes(
        (budget,) * QUARTERS,
        draw(st.sampled_from(({}, {"migration": 1}, {"migration": 2}))),
        freezes=draw(st.sampled_from(((), (Freeze(frozenset({1})),)))),
        stay=frozenset(draw(st.lists(st.sampled_from(ids), max_size=1)) if ids else ()),
        risk=draw(st.sampled_from((None, None, 17))),
        rules=Rules(horizon=5, optimism_bias=0.0, dual_running=draw(st.integers(0, 1))),
    )
