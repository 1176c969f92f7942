"""The plan as whole numbers: one step variable for each piece of work and quarter, rows, and what is to be maximised.

`z[k,q]` is 1 when work k is done by the end of quarter q, so that an order of work is `z[a,q] <= z[b,q]` and a
cut-over in q is `z[k,q] - z[k,q-1]`. This form has a linear relaxation far tighter than one variable for each date
(docs/roadmap.md). It knows no solver: `cpsat` and `relaxation` each translate it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from daybook.estate.roadmap.facts import Estate, Feed
from daybook.estate.roadmap.reductions import LeftOut, left_out, stays
from daybook.estate.roadmap.wishes import Plan, Wishes
from daybook.estate.roadmap.worth import Worth

LARGEST = 10_000_000
"""No coefficient is larger, so that sums of them stay far from what the solver's whole numbers hold."""

Terms = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Row:
    """`sum(coefficient * variable) <= at_most`. `group` names the constraint that it belongs to."""

    group: tuple[str, str]
    terms: Terms
    at_most: int
    quarter: int | None = None


@dataclass
class Model:
    """`unit` is how many pence one of its whole numbers stands for; `weights[v]` is what variable v adds."""

    estate: Estate
    wishes: Wishes
    worth: Worth
    out: dict[str, LeftOut]
    unit: int = 1
    variables: list[tuple[str, int]] = field(default_factory=list)
    steps: dict[str, dict[int, int]] = field(default_factory=dict)
    weights: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    repointed: dict[str, Feed] = field(default_factory=dict)
    """Feeds that a plan may re-point, by the name of their steps; without steps of its own, with its source."""

    def step(self, id: str, quarter: int) -> int | None:
        """The variable "done by the end of this quarter"; none where it cannot be."""
        return self.steps.get(id, {}).get(min(quarter, self.wishes.quarters - 1))

    def add_steps(self, id: str, first: int, values: list[float]) -> None:
        """Variables from a quarter on, each never less than the one before, worth `values` when they turn to 1."""
        rounded = [*(round(value / self.unit) for value in values), 0]
        self.steps[id] = {}
        for quarter in range(first, self.wishes.quarters):
            variable = self.steps[id][quarter] = len(self.variables)
            self.variables.append((id, quarter))
            self.weights.append(rounded[quarter] - rounded[quarter + 1])
            if quarter > first:
                self.at_most([(1, variable - 1), (-1, variable)], 0, ("order", id), quarter)

    def at_most(self, terms: Terms, limit: int, group: tuple[str, str], quarter: int | None = None) -> None:
        self.rows.append(Row(group, terms, limit, quarter))

    def terms(self, *parts: tuple[int, str, int]) -> Terms:
        """Terms of (coefficient, id, quarter), without those that are nothing."""
        found = ((coefficient, self.step(id, quarter)) for coefficient, id, quarter in parts)
        return [(coefficient, variable) for coefficient, variable in found if variable is not None]

    def plan(self, values: Mapping[int, int] | list[int]) -> Plan:
        """The plan that a solution stands for."""
        done = {}
        for id in self.estate.work:
            for quarter, variable in self.steps.get(id, {}).items():
                if values[variable]:
                    done[id] = quarter
                    break
        return Plan(done)

    def solution(self, plan: Plan) -> list[int]:
        """The values of all variables for a plan, those of re-pointing and of whole contracts with them."""
        dates = dict(plan.cutover)
        for contract, lots in self.estate.lots.items():
            if contract in self.steps and all(lot.id in dates for lot in lots):
                dates[contract] = max(dates[lot.id] for lot in lots)
        for feed in self.estate.feeds:
            gone, user = dates.get(feed.source), dates.get(feed.user)
            if gone is not None and (user is None or user > gone):
                dates[key(feed)] = gone
        return [int(id in dates and dates[id] <= quarter) for id, quarter in self.variables]


def key(feed: Feed) -> str:
    return f"{feed.source}>{feed.user}"


def build(estate: Estate, wishes: Wishes, every: bool = False) -> Model:
    """The whole model; with `every`, also of what cannot go or does not pay under these wishes.

    Rows of one constraint share a group, so that a conflict can be told in its terms.
    """
    worth = Worth(estate, wishes)
    model = Model(estate, wishes, worth, {} if every else left_out(estate, wishes, worth))
    kept = [id for id in estate.work if id not in model.out]
    values = {id: worth.values(id) for id in kept}
    _fold_repointing(model, values)
    model.unit = _unit(estate, wishes, values)
    for id in kept:
        model.add_steps(id, estate.work[id].duration - 1, values[id])
    _feeds(model)
    _platforms(model)
    _whole_contracts(model)
    _budget(model)
    _teams(model)
    _dates(model)
    _savings(model)
    _risk(model)
    return model


def _unit(estate: Estate, wishes: Wishes, values: Mapping[str, list[float]]) -> int:
    """As many pence as keep every coefficient small: a pound, ten, a hundred …"""
    whole = (4 * one.whole_cost * wishes.rules.horizon for one in estate.contracts)
    largest = max(
        (*(abs(value) for each in values.values() for value in each), *whole, *wishes.budget), default=0
    )
    return int(10 ** max(2, math.ceil(math.log10(max(largest, 1) / LARGEST))))


def _fold_repointing(model: Model, values: dict[str, list[float]]) -> None:
    """Where the user of a feed stays for certain, re-pointing it is a part of the source's own cost."""
    for feed in model.estate.feeds:
        if feed.source in values and feed.repoint_cost and stays(feed, model.estate, model.out):
            for quarter, value in enumerate(values[feed.source]):
                values[feed.source][quarter] = value - model.worth.repoint(feed, quarter)


def _feeds(model: Model) -> None:
    for feed in model.estate.feeds:
        if feed.source not in model.steps:
            continue
        if feed.repoint_cost is None:
            for quarter in model.steps[feed.source]:
                both = model.terms((1, feed.source, quarter), (-1, feed.user, quarter))
                model.at_most(both, 0, ("feed", key(feed)), quarter)
        elif feed.repoint_cost:
            if not stays(feed, model.estate, model.out):
                _repointing(model, feed)
            model.repointed[key(feed)] = feed


def _repointing(model: Model, feed: Feed) -> None:
    """Re-pointed when the source goes before the user: never later, never without need."""
    first = min(model.steps[feed.source])
    costs = [-model.worth.repoint(feed, quarter) for quarter in range(model.wishes.quarters)]
    model.add_steps(key(feed), first, costs)
    for quarter in range(first, model.wishes.quarters):
        parts = model.terms((1, feed.source, quarter), (-1, feed.user, quarter), (-1, key(feed), quarter))
        model.at_most(parts, 0, ("feed", key(feed)), quarter)
        parts = model.terms((1, key(feed), quarter), (-1, feed.source, quarter))
        model.at_most(parts, 0, ("feed", key(feed)), quarter)


def _platforms(model: Model) -> None:
    for id in model.estate.system:
        for platform in model.estate.replacing[id]:
            for quarter in model.steps.get(id, ()):
                both = model.terms((1, id, quarter), (-1, platform, quarter))
                model.at_most(both, 0, ("platform", platform), quarter)


def _whole_contracts(model: Model) -> None:
    """A contract that ends only as a whole saves when the last system under it has gone."""
    for contract in model.estate.contracts:
        lots = model.estate.lots[contract.id]
        if not contract.whole_cost or not lots or any(lot.id not in model.steps for lot in lots):
            continue
        first = max(min(model.steps[lot.id], default=model.wishes.quarters) for lot in lots)
        model.add_steps(contract.id, first, model.worth.values(contract.id))
        for lot in lots:
            for quarter in range(first, model.wishes.quarters):
                both = model.terms((1, contract.id, quarter), (-1, lot.id, quarter))
                model.at_most(both, 0, ("whole", contract.id), quarter)


def _spread(model: Model, id: str, each: int, duration: int, quarter: int) -> Iterable[tuple[int, str, int]]:
    """What work takes of a quarter: it is at it when it will be done within its duration, and is not done yet."""
    return (each, id, quarter + duration - 1), (-each, id, quarter - 1)


def _budget(model: Model) -> None:
    costs = [
        (id, math.ceil(model.worth.uplifted(work.change_cost) / work.duration / model.unit), work.duration)
        for id in model.steps
        if (work := model.estate.work.get(id)) and work.change_cost
    ]
    costs += [
        (id if id in model.steps else feed.source, math.ceil(repoint / model.unit), 1)
        for id, feed in model.repointed.items()
        if (repoint := model.worth.uplifted(feed.repoint_cost or 0))
    ]
    for quarter, budget in enumerate(model.wishes.budget):
        parts = [part for id, each, duration in costs for part in _spread(model, id, each, duration, quarter)]
        model.at_most(_merged(model.terms(*parts)), budget // model.unit, ("budget", ""), quarter)


def _teams(model: Model) -> None:
    for skill, number in model.wishes.teams.items():
        takes = [
            (id, work.teams, work.duration)
            for id in model.steps
            if (work := model.estate.work.get(id)) and work.skill == skill and work.teams
        ]
        for quarter in range(model.wishes.quarters):
            parts = [
                part for id, each, duration in takes for part in _spread(model, id, each, duration, quarter)
            ]
            model.at_most(_merged(model.terms(*parts)), number, ("teams", skill), quarter)


def _merged(terms: Terms) -> Terms:
    """One term for each variable."""
    sums: dict[int, int] = {}
    for coefficient, variable in terms:
        sums[variable] = sums.get(variable, 0) + coefficient
    return [(coefficient, variable) for variable, coefficient in sums.items() if coefficient]


def _dates(model: Model) -> None:
    wishes = model.wishes
    for number, freeze in enumerate(wishes.freezes):
        for quarter in sorted(freeze.quarters):
            for id in model.estate.work:
                if freeze.holds(id, quarter):
                    _not_in(model, id, quarter, ("freeze", str(number)))
    for id, quarter in sorted(wishes.forbids):
        _not_in(model, id, quarter, ("forbid", id))
    for id, last in wishes.go_by.items():
        model.at_most(model.terms((-1, id, last)), -1, ("go_by", id), last)
    for id, quarter in wishes.pins.items():
        model.at_most(model.terms((-1, id, quarter)), -1, ("pin", id), quarter)
        model.at_most(model.terms((1, id, quarter - 1)), 0, ("pin", id), quarter)
    for id in sorted(wishes.stay):
        model.at_most(model.terms((1, id, wishes.quarters)), 0, ("stay", id))


def _not_in(model: Model, id: str, quarter: int, group: tuple[str, str]) -> None:
    parts = model.terms((1, id, quarter), (-1, id, quarter - 1))
    if parts and quarter < model.wishes.quarters:
        model.at_most(parts, 0, group, quarter)


def _savings(model: Model) -> None:
    for year, least in model.wishes.savings.items():
        parts: list[tuple[int, str, int]] = []
        for id in model.steps.keys() - model.repointed.keys():
            parts += _saved_in(model, id, year)
        limit = -math.ceil(least / model.unit)
        model.at_most(_merged(model.terms(*parts)), limit, ("savings", str(year)), year * 4)


def _saved_in(model: Model, id: str, year: int) -> Iterator[tuple[int, str, int]]:
    """Less for what is saved in a year, rounded so that a floor reached here is reached in pence."""
    saved, delay = model.worth.saved(id), model.worth.first_saving(id, 0)
    for quarter in range(year * 4, min(year * 4 + 4, model.worth.horizon)):
        if quarter >= delay:
            yield -math.floor(saved[quarter] / model.unit), id, quarter - delay


def _risk(model: Model) -> None:
    if model.wishes.risk is None:
        return
    reds = {one.id: one.red for one in model.estate.systems if one.red}
    parts = model.terms(*((-red, id, model.wishes.quarters) for id, red in reds.items()))
    model.at_most(parts, model.wishes.risk - sum(reds.values()), ("risk", ""))
