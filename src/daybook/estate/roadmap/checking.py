"""Does a plan keep to what is wanted? Counted from the plan and its bills alone, apart from any solver."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from daybook.estate.roadmap.costing import Costing, cost
from daybook.estate.roadmap.facts import Estate
from daybook.estate.roadmap.pounds import pounds
from daybook.estate.roadmap.wishes import Plan, Wishes


@dataclass(frozen=True, slots=True)
class Breach:
    """One constraint that a plan breaks: its kind, what it is about, the quarter, and the sentence that says so."""

    kind: str
    of: str
    quarter: int | None
    says: str


def check(estate: Estate, wishes: Wishes, plan: Plan, costing: Costing | None = None) -> list[Breach]:
    """Every breach, in the order in which a planner would look: dates, order of work, money, teams, aims."""
    costing = costing or cost(estate, wishes, plan)
    parts = (_dates, _order, _teams)
    return [
        *(breach for part in parts for breach in part(estate, wishes, plan)),
        *_money(estate, wishes, plan, costing),
    ]


def _dates(estate: Estate, wishes: Wishes, plan: Plan) -> Iterator[Breach]:
    label = wishes.start.label
    for id, quarter in plan.cutover.items():
        name, work = estate.named(id), estate.work.get(id)
        if work is None or id in wishes.stay:
            yield Breach("stay", id, None, f"{name} may not be touched.")
        elif not work.duration - 1 <= quarter < wishes.quarters:
            yield Breach("duration", id, quarter, f"{name} takes {work.duration} quarters of work.")
        for freeze in wishes.freezes:
            if freeze.holds(id, quarter):
                why = f" ({freeze.why})" if freeze.why else ""
                yield Breach("freeze", id, quarter, f"No cut-over of {name} in {label(quarter)}{why}.")
        if (id, quarter) in wishes.forbids:
            yield Breach("forbid", id, quarter, f"{name} was forbidden in {label(quarter)}.")
    for id, last in wishes.go_by.items():
        if (at := plan.at(id)) is None or at > last:
            yield Breach("go_by", id, last, f"{estate.named(id)} must go by {label(last)}.")
    for id, pinned in wishes.pins.items():
        if plan.at(id) != pinned:
            yield Breach("pin", id, pinned, f"{estate.named(id)} is pinned to {label(pinned)}.")


def _order(estate: Estate, wishes: Wishes, plan: Plan) -> Iterator[Breach]:
    for feed in estate.feeds:
        gone, user = plan.at(feed.source), plan.at(feed.user)
        if gone is not None and feed.repoint_cost is None and (user is None or user > gone):
            says = f"{estate.named(feed.user)} still needs {estate.named(feed.source)}."
            yield Breach("feed", f"{feed.source}>{feed.user}", gone, says)
    for id, gone in plan.cutover.items():
        for platform in estate.replacing.get(id, ()):
            ready = plan.at(platform)
            if ready is None or ready > gone:
                says = f"{estate.named(platform)} must be ready before {estate.named(id)} goes."
                yield Breach("platform", id, gone, says)


def _teams(estate: Estate, wishes: Wishes, plan: Plan) -> Iterator[Breach]:
    for skill, number in wishes.teams.items():
        busy = [0] * wishes.quarters
        for id, quarter in plan.cutover.items():
            work = estate.work[id]
            if work.skill == skill:
                for at in range(max(quarter - work.duration + 1, 0), min(quarter + 1, wishes.quarters)):
                    busy[at] += work.teams
        for quarter, used in enumerate(busy):
            if used > number:
                says = f"{wishes.start.label(quarter)} needs {used} teams of {skill} and there are {number}."
                yield Breach("teams", skill, quarter, says)


def _money(estate: Estate, wishes: Wishes, plan: Plan, costing: Costing) -> Iterator[Breach]:
    label = wishes.start.label
    for quarter, (spent, budget) in enumerate(zip(costing.spending, wishes.budget, strict=True)):
        if spent > budget:
            says = f"{label(quarter)} takes {pounds(spent)} of a budget of {pounds(budget)}."
            yield Breach("budget", "", quarter, says)
    for year, least in wishes.savings.items():
        if (saved := costing.yearly_saving(year)) < least:
            says = f"Year {year + 1} saves {pounds(saved)}, wanted are {pounds(least)}."
            yield Breach("savings", "", year, says)
    if wishes.risk is not None:
        left = sum(one.red for one in estate.systems if plan.at(one.id) is None)
        if left > wishes.risk:
            yield Breach("risk", "", None, f"Red-rated risk of {left} is left, allowed are {wishes.risk}.")
