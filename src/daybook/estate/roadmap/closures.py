"""The model as orders of work and limits: with a price on each limit, the best of all plans is a cut of a network.

Orders of work (`z[a] <= z[b]`) alone make a maximum closure problem (Picard, Management Science 22(11), 1976), which
a maximum flow solves exactly, in whole numbers and in milliseconds. The limits (budget, teams, savings) are taken out
and priced instead: whatever the prices, no plan is worth more than the closure found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import max_flow
from scipy.sparse import csr_array

from daybook.estate.roadmap.model import Model, Row

Flags = NDArray[np.bool_]
Whole = NDArray[np.int64]
SCALE = 1000
"""Prices are whole thousandths of a unit of worth for a unit of the limit."""
NO_LIMIT = 1 << 55


class Closures:
    """`low` and `high` mark what any plan has done, and may have done; both are closed under the orders of work."""

    def __init__(self, model: Model) -> None:
        self.size = len(model.variables)
        self.worth: Whole = np.array(model.weights, dtype=np.int64)
        orders = [_order(row) for row in model.rows if _is_order(row)]
        self.orders: Whole = np.array(orders, dtype=np.int64).reshape(-1, 2)
        self._after, self._before = _neighbours(self.orders)
        self._cones: dict[tuple[int, bool], Flags] = {}
        self.low: Flags = np.zeros(self.size, dtype=bool)
        self.high: Flags = np.ones(self.size, dtype=bool)
        self.limits = [row for row in model.rows if not _is_order(row) and not self._fixes(row)]
        self.at_most: Whole = np.array([row.at_most for row in self.limits], dtype=np.int64)
        self.takes = _matrix(self.limits, self.size)
        self._build()

    def _fixes(self, row: Row) -> bool:
        """Takes a row of one variable that leaves it no choice into `low` and `high`."""
        if len(row.terms) != 1:
            return False
        ((coefficient, variable),) = row.terms
        if coefficient > 0 and 0 <= row.at_most < coefficient:
            self.high &= ~self.cone(variable, False)
        elif coefficient < 0 and coefficient <= row.at_most < 0:
            self.low |= self.cone(variable, True)
        else:
            return False
        return True

    def cone(self, variable: int, done: bool) -> Flags:
        """All that must be done where it is done, or cannot be where it is not; itself with them."""
        if (variable, done) in self._cones:
            return self._cones[variable, done]
        next_to = self._after if done else self._before
        reached: Flags = np.zeros(self.size, dtype=bool)
        reached[variable], waiting = True, [variable]
        while waiting:
            for other in next_to[waiting.pop()]:
                if not reached[other]:
                    reached[other] = True
                    waiting.append(other)
        self._cones[variable, done] = reached
        return reached

    def _build(self) -> None:
        self.flow = max_flow.SimpleMaxFlow()
        every = np.arange(self.size, dtype=np.int32)
        begin, end = np.full_like(every, self.size), np.full_like(every, self.size + 1)
        first, second = self.orders.T.astype(np.int32)
        self.flow.add_arcs_with_capacity(first, second, np.full(len(first), NO_LIMIT))
        nothing: Whole = np.zeros(self.size, dtype=np.int64)
        self.gains = self.flow.add_arcs_with_capacity(begin, every, nothing)
        self.losses = self.flow.add_arcs_with_capacity(every, end, nothing)

    def highest(self, prices: Whole, low: Flags, high: Flags) -> tuple[float, Flags]:
        """What no plan between `low` and `high` is worth more than, at these prices, and what is done for it.

        Counted in whole numbers: the bound is exact for any prices that are not below nothing.
        """
        net = self.worth * SCALE - self.takes.T @ prices
        left = np.where(low | ~high, 0, net)
        self.flow.set_arcs_capacity(self.gains, np.maximum(left, 0))
        self.flow.set_arcs_capacity(self.losses, np.maximum(-left, 0))
        if self.flow.solve(self.size, self.size + 1) != self.flow.OPTIMAL:
            raise ArithmeticError("The network of the orders of work could not be cut.")
        cut: Flags = np.zeros(self.size + 2, dtype=bool)
        cut[self.flow.get_source_side_min_cut()] = True
        done: Flags = (cut[: self.size] & high) | low
        return (int(net[done].sum()) + int(prices @ self.at_most)) / SCALE, done


def _is_order(row: Row) -> bool:
    return row.at_most == 0 and sorted(coefficient for coefficient, _ in row.terms) == [-1, 1]


def _order(row: Row) -> tuple[int, int]:
    ((_, later), (_, sooner)) = sorted(row.terms)
    return sooner, later


def _neighbours(orders: Whole) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    after, before = defaultdict(list), defaultdict(list)
    for first, second in orders.tolist():
        after[first].append(second)
        before[second].append(first)
    return after, before


def _matrix(rows: Sequence[Row], width: int) -> csr_array:
    terms: Iterable[tuple[int, int, int]] = (
        (number, variable, coefficient)
        for number, row in enumerate(rows)
        for coefficient, variable in row.terms
    )
    found = np.array([*terms], dtype=np.int64).reshape(-1, 3).T
    return csr_array((found[2], (found[0], found[1])), shape=(len(rows), width))
