"""The model with its steps allowed to be fractions: a bound nobody can beat, what one more pound or team would buy, and
the order in which to lay a first plan. Solved by HiGHS, which scipy brings, in seconds and without OR-Tools.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from daybook.estate.roadmap.model import Model


@dataclass(frozen=True, slots=True)
class Relaxed:
    """`steps` by variable, 0 to 1. `bound` in units of the model. `prices` of each row: what one more of it
    would add."""

    steps: list[float]
    bound: int
    prices: list[float]


@dataclass(frozen=True, slots=True)
class Marginal:
    """What one more would add to the present value in pence: a pound of each quarter's budget, or a team throughout.

    These are the prices of the relaxation: exact for a small change of a plan that could be split at will, an estimate
    for a real one.
    """

    pound: list[float]
    team: dict[str, float]


def relaxed(model: Model) -> Relaxed | None:
    """None where no plan can keep to all wishes, not even in fractions."""
    if not model.variables:
        return Relaxed([], 0, [0.0] * len(model.rows))
    terms = [(number, *term) for number, row in enumerate(model.rows) for term in row.terms]
    rows, weights, columns = (np.array(part) for part in zip(*terms, strict=True))
    matrix = csr_array((weights, (rows, columns)), shape=(len(model.rows), len(model.variables)))
    limits = [row.at_most for row in model.rows]
    solved = linprog(-np.array(model.weights), A_ub=matrix, b_ub=limits, bounds=(0, 1), method="highs")
    if solved.x is None:
        return None
    prices = [-float(price) for price in solved.ineqlin.marginals]
    return Relaxed(
        [float(step) for step in solved.x], math.floor(-solved.fun + 1e-6 * abs(solved.fun)) + 1, prices
    )


def marginal(model: Model, solved: Relaxed) -> Marginal:
    """What one more pound in each quarter, and one more team in all, would buy."""
    pound = [0.0] * model.wishes.quarters
    team = dict.fromkeys(model.wishes.teams, 0.0)
    for row, price in zip(model.rows, solved.prices, strict=True):
        kind, of = row.group
        if kind == "budget" and row.quarter is not None:
            pound[row.quarter] = price * 100
        elif kind == "teams":
            team[of] += price * model.unit
    return Marginal(pound, team)
