"""The model given to OR-Tools CP-SAT. Only the solver's own process imports this file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from daybook.estate.roadmap.model import Model, Row

WORKERS = 8
PROVING = ("max_lp",)
"""One worker proves, all others look for better plans: the bound is that of the relaxation, which the solver's other
ways of proving hardly lower."""
LINEARIZATION = 2
STATUS = {cp_model.OPTIMAL: "best", cp_model.FEASIBLE: "found", cp_model.INFEASIBLE: "impossible"}


@dataclass(frozen=True, slots=True)
class Ended:
    """How a search ended: best (proved), found (a plan, not proved), impossible (proved), or nothing."""

    status: str
    bound: int | None


class Search(cp_model.CpSolverSolutionCallback):
    """One search, in which the variables of `fixed` keep their value. `stop` may be called from another thread."""

    def __init__(
        self,
        model: Model,
        hint: Sequence[int] | None,
        found: Callable[[list[int]], None],
        fixed: Mapping[int, int] | None = None,
    ) -> None:
        super().__init__()
        self.found = found
        self.program = cp_model.CpModel()
        self.variables = [self.program.new_bool_var("") for _ in model.variables]
        for row in model.rows:
            self._add(row)
        for number, value in (fixed or {}).items():
            self.program.add(self.variables[number] == value)
        worth = cp_model.LinearExpr.weighted_sum(self.variables, model.weights)
        self.program.maximize(worth)
        for variable, value in zip(self.variables, hint or (), strict=False):
            self.program.add_hint(variable, value)
        self.solver = cp_model.CpSolver()

    def _add(self, row: Row) -> None:
        chosen = [self.variables[variable] for _, variable in row.terms]
        if row.at_most == 0 and sorted(coefficient for coefficient, _ in row.terms) == [-1, 1]:
            first = 0 if row.terms[0][0] == 1 else 1
            self.program.add_implication(chosen[first], chosen[1 - first])
        else:
            weights = [coefficient for coefficient, _ in row.terms]
            self.program.add(cp_model.LinearExpr.weighted_sum(chosen, weights) <= row.at_most)

    def run(self, seconds: float, bettered: Callable[[int], None], workers: int | None = None) -> Ended:
        """Search for so long. `bettered` is told each better bound, `found` each better plan."""
        given = self.solver.parameters
        given.max_time_in_seconds = seconds
        given.num_workers = workers or WORKERS
        given.subsolvers.extend(PROVING)
        given.linearization_level = LINEARIZATION
        self.solver.best_bound_callback = lambda bound: bettered(int(bound))
        status = self.solver.solve(self.program, self)
        known = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        return Ended(STATUS.get(status, "nothing"), int(self.solver.best_objective_bound) if known else None)

    def stop(self) -> None:
        self.solver.stop_search()

    def on_solution_callback(self) -> None:
        values = [int(self.value(variable)) for variable in self.variables]
        self.found(values)
