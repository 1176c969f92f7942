"""Why no plan keeps to all wishes: which of them cannot hold together, and the fewest that must give way, and by
how much.

The facts of the estate (feeds, platforms, length of work) are held; each wish may be given up as a whole or,
where it is an amount, by an amount. First the fewest wishes are sought, then the least that those few must give.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from ortools.sat.python import cp_model

from daybook.estate.roadmap.facts import Estate
from daybook.estate.roadmap.model import Model, Row, build
from daybook.estate.roadmap.pounds import pounds
from daybook.estate.roadmap.wishes import Plan, Wishes

AMOUNTS = {"budget", "teams", "savings", "risk"}
WISHES = AMOUNTS | {"freeze", "forbid", "go_by", "pin", "stay"}
SECONDS = 30
OTHERS = 3
Group = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Conflict:
    """`together` cannot all hold; any one of `ways` resolves it. All are sentences."""

    together: list[str]
    ways: list[list[str]]
    chains: list[str]

    def told(self) -> dict[str, Any]:
        return asdict(self)


def conflict(estate: Estate, wishes: Wishes) -> Conflict:
    """Of an estate and wishes of which it is known that no plan keeps to all."""
    model = build(estate, wishes, every=True)
    core = _core(model)
    ways: list[tuple[frozenset[Group], Plan]] = []
    while len(ways) < OTHERS and (way := _Relaxing(model).fewest([given for given, _ in ways])):
        if ways and len(way[0]) > len(ways[0][0]):
            break
        ways.append(way)
    return Conflict(
        [_held(wishes, estate, group) for group in core],
        [_given(model, given, plan) for given, plan in ways],
        [*_chains(estate, wishes, core)],
    )


def _core(model: Model) -> list[Group]:
    """Wishes that contradict each other, none of them superfluous: each is left out in turn to see whether it
    matters."""
    kept = sorted({row.group for row in model.rows if row.group[0] in WISHES})
    for group in list(kept):
        rest = [one for one in kept if one != group]
        if not _possible(model, rest):
            kept = rest
    return kept


def _possible(model: Model, groups: Iterable[Group]) -> bool:
    """Can these hold together, with the facts?"""
    held = set(groups)
    program = cp_model.CpModel()
    variables = [program.new_bool_var("") for _ in model.variables]
    for row in model.rows:
        if row.group in held or row.group[0] not in WISHES:
            program.add(_sum(row, variables) <= row.at_most)
    return _solver().solve(program) != cp_model.INFEASIBLE


def _solver() -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = SECONDS
    solver.parameters.num_workers = 4
    return solver


def _sum(row: Row, variables: list[cp_model.IntVar]) -> Any:
    chosen = [variables[variable] for _, variable in row.terms]
    return cp_model.LinearExpr.weighted_sum(chosen, [coefficient for coefficient, _ in row.terms])


class _Relaxing:
    """The model in which every wish may be given up: one yes or no for each, and an amount for each of its rows."""

    def __init__(self, model: Model) -> None:
        self.model, self.program = model, cp_model.CpModel()
        self.variables = [self.program.new_bool_var("") for _ in model.variables]
        self.given: dict[Group, cp_model.IntVar] = {}
        self.amounts: list[tuple[cp_model.IntVar, int]] = []
        for row in model.rows:
            self._add(row)

    def _add(self, row: Row) -> None:
        total = _sum(row, self.variables)
        if row.group[0] not in WISHES:
            self.program.add(total <= row.at_most)
            return
        given = self.given.setdefault(row.group, self.program.new_bool_var(""))
        if row.group[0] in AMOUNTS:
            most = sum(max(coefficient, 0) for coefficient, _ in row.terms) + abs(row.at_most)
            amount = self.program.new_int_var(0, most, "")
            self.program.add(total <= row.at_most + amount)
            self.program.add(amount == 0).only_enforce_if(~given)
            self.amounts.append((amount, max(abs(row.at_most), most // 100, 1)))
        else:
            self.program.add(total <= row.at_most).only_enforce_if(~given)

    def fewest(self, known: list[frozenset[Group]]) -> tuple[frozenset[Group], Plan] | None:
        """The fewest wishes to give up that hold none of the known sets, and the plan that then gives least."""
        for groups in known:
            self.program.add(sum(self.given[group] for group in groups) < len(groups))
        self.program.minimize(sum(self.given.values()))
        solver = _solver()
        if solver.solve(self.program) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        given = frozenset(group for group, literal in self.given.items() if solver.value(literal))
        for group, literal in self.given.items():
            self.program.add(literal == int(group in given))
        self.program.minimize(self._least(given))
        if solver.solve(self.program) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        return given, self.model.plan([solver.value(variable) for variable in self.variables])

    def _least(self, given: frozenset[Group]) -> Any:
        """Each amount as thousandths of its own limit, and each quarter that a date slips as a hundredth of the
        plan."""
        parts = [amount * max(1000 * 1000 // scale, 1) for amount, scale in self.amounts]
        for kind, id in given:
            if kind in ("go_by", "pin"):
                steps = self.model.steps.get(id, {}).values()
                parts += [(1 - self.variables[step]) * 10_000 for step in steps]
        return sum(parts)


def _held(wishes: Wishes, estate: Estate, group: Group) -> str:
    """A wish as it was told."""
    kind, of = group
    label, name = wishes.start.label, estate.named(of)
    match kind:
        case "budget":
            return f"The budget is {pounds(sum(wishes.budget))} in {wishes.quarters} quarters."
        case "teams":
            return f"{wishes.teams[of]} teams of {of} work at once."
        case "savings":
            return f"Year {int(of) + 1} must save {pounds(wishes.savings[int(of)])}."
        case "risk":
            return f"At most {wishes.risk} of red-rated risk may be left."
        case "freeze":
            freeze = wishes.freezes[int(of)]
            quarters = ", ".join(label(quarter) for quarter in sorted(freeze.quarters))
            return f"No cut-over in {quarters}{f' ({freeze.why})' if freeze.why else ''}."
        case "go_by":
            return f"{name} must go by {label(wishes.go_by[of])}."
        case "pin":
            return f"{name} is pinned to {label(wishes.pins[of])}."
        case "stay":
            return f"{name} may not be touched."
        case _:
            quarters = ", ".join(label(quarter) for id, quarter in sorted(wishes.forbids) if id == of)
            return f"{name} is forbidden in {quarters}."


def _given(model: Model, given: frozenset[Group], plan: Plan) -> list[str]:
    return [_gives(model, group, plan) for group in sorted(given)]


def _gives(model: Model, group: Group, plan: Plan) -> str:
    """What has to change of a wish, by how much."""
    kind, of = group
    estate, wishes = model.estate, model.wishes
    label, name = wishes.start.label, estate.named(of)
    over = _over(model, group, plan)
    match kind:
        case "budget":
            where = ", ".join(f"{pounds(each * model.unit)} in {label(quarter)}" for quarter, each in over)
            return f"Raise the budget by {pounds(sum(each for _, each in over) * model.unit)}: {where}."
        case "teams":
            return f"Have {max(each for _, each in over)} more teams of {of}."
        case "savings":
            return f"Ask {pounds(over[0][1] * model.unit)} less saving of year {int(of) + 1}."
        case "risk":
            return f"Allow {over[0][1]} more of red-rated risk."
        case "go_by" | "pin":
            at = plan.at(of)
            return f"Let {name} go in {label(at)}." if at is not None else f"Let {name} stay."
        case "stay":
            return f"Let {name} go."
        case "freeze":
            return f"Give up a freeze: {_held(wishes, estate, group).lower()}"
        case _:
            return (
                f"Allow {name} in {label(plan.cutover[of])}."
                if of in plan.cutover
                else f"Allow {name} again."
            )


def _over(model: Model, group: Group, plan: Plan) -> list[tuple[int, int]]:
    """By how much each row of a wish is broken by a plan, with its quarter."""
    values = model.solution(plan)
    rows = [row for row in model.rows if row.group == group]
    over = [
        (row.quarter or 0, sum(weight * values[at] for weight, at in row.terms) - row.at_most) for row in rows
    ]
    return [(quarter, each) for quarter, each in over if each > 0]


def _chains(estate: Estate, wishes: Wishes, core: list[Group]) -> Iterable[str]:
    """How the feeds lead from a system that must go to one that may not."""
    for kind, id in core:
        if kind in ("go_by", "pin") and id in estate.system:
            path = _path(estate, wishes, id)
            if len(path) > 1:
                names = [estate.named(one) for one in path]
                needed = "".join(f", which is needed by {name}" for name in names[2:])
                yield f"{names[0]} is needed by {names[1]}{needed}, which stays."


def _path(estate: Estate, wishes: Wishes, id: str) -> list[str]:
    """The shortest way along feeds that cannot be re-pointed to a system that stays."""
    ways, seen = [[id]], {id}
    for way in ways:
        at = way[-1]
        if at not in estate.work or (at in wishes.stay and at != id):
            return way
        for feed in estate.users.get(at, ()):
            if feed.repoint_cost is None and feed.user not in seen:
                seen.add(feed.user)
                ways.append([*way, feed.user])
    return []
