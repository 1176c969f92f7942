"""The relaxation of a part of the model, in which some steps are settled: solved from the answer of a part like it.

The algorithm of Bienstock and Zuckerberg (Solving LP relaxations of large-scale precedence constrained problems, IPCO
2010): steps are gathered into blocks that rise together, a small linear program over the blocks prices the limits, a
closure at these prices bounds the worth and splits the blocks; until both agree.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array

from daybook.estate.roadmap.closures import SCALE, Closures, Flags, Whole
from daybook.estate.roadmap.model import Model
from daybook.estate.roadmap.programs import Floats, Programs
from daybook.estate.roadmap.relaxation import Relaxed

BLOCKS = 150
ROUNDS = 100
NEAR = 1e-4
"""Of the worth: how near the small program and the closure have to be."""
HALFWAY = 0.5
"""Prices are tried between the best so far and those of the small program, which jump in its first rounds (Wentges,
International Transactions in Operational Research 4(2), 1997)."""
FORCE = 20
"""Times the dearest price of the relaxation: what it costs to pass a limit. Where none helps, nothing fits."""
MOST_FORCE = 10_000


@dataclass(frozen=True, slots=True)
class Part:
    """All plans between `low` and `high`. None is worth more than `bound`, in units of the model."""

    low: Flags
    high: Flags
    bound: float
    steps: Floats
    prices: Whole
    blocks: Whole
    fits: bool = True
    """Whether its relaxation keeps to all limits."""


class Parts:
    def __init__(self, model: Model, solved: Relaxed) -> None:
        self.closures = Closures(model)
        self.programs = Programs()
        self.forces = _forces(model, self.closures, solved)
        price = {id(row): price for row, price in zip(model.rows, solved.prices, strict=True)}
        prices = [max(price[id(row)], 0.0) for row in self.closures.limits]
        steps = np.array(solved.steps)
        blocks = np.unique(np.round(steps, 7), return_inverse=True)[1]
        self.near = NEAR * abs(solved.bound) + 1
        whole = Part(
            self.closures.low,
            self.closures.high,
            float(solved.bound),
            steps,
            _whole(np.array(prices)),
            blocks,
        )
        self.whole = self.solve(whole)

    def settle(self, part: Part, variable: int, done: bool) -> Part | None:
        """The part with one more step settled, not yet solved; none where that contradicts itself."""
        cone = self.closures.cone(variable, done)
        low, high = (part.low | cone, part.high) if done else (part.low, part.high & ~cone)
        return None if (low & ~high).any() else replace(part, low=low, high=high)

    def guess(self, part: Part) -> float:
        """A bound at the prices it has: quick, and often near."""
        return min(self.closures.highest(part.prices, part.low, part.high)[0], part.bound)

    def solve(self, part: Part, enough: float = -np.inf, rough: float = 1) -> Part:
        """Solved, so many times less exactly than `NEAR`, if more than once; or only bounded, where the bound is soon
        not above `enough`."""
        best, prices, blocks, steps = part, part.prices, part.blocks, part.steps
        reached, fits, force, told = -np.inf, True, 1, prices
        for _ in range(ROUNDS):
            bound, done = self.closures.highest(prices, part.low, part.high)
            if bound < best.bound:
                best = replace(best, bound=bound, prices=prices)
            split = np.unique(blocks * 8 + done * 4 + part.low * 2 + part.high, return_inverse=True)[1]
            nothing_new = np.isfinite(reached) and split.max() == blocks.max()
            agreed = best.bound <= reached + self.near * max(rough, 1) or (nothing_new and prices is told)
            if best.bound <= enough or (agreed and (fits or force >= MOST_FORCE)):
                break
            if nothing_new and not agreed:
                prices = told
                continue
            force, blocks = force * 100 if agreed else force, split
            answer = self._blocks(blocks, part, force)
            if answer is None:
                break
            reached, steps, told, fits = answer
            prices = (HALFWAY * best.prices + (1 - HALFWAY) * told).astype(np.int64)
            if blocks.max() >= BLOCKS:
                blocks = np.unique(np.round(steps, 7), return_inverse=True)[1]
        return replace(best, steps=steps, blocks=blocks, fits=fits)

    def _blocks(self, blocks: Whole, part: Part, force: int) -> tuple[float, Floats, Whole, bool] | None:
        """The linear program over the blocks: its worth, the steps, the prices, and whether it keeps to all limits."""
        at, number, limits = self.closures, int(blocks.max()) + 1, len(self.closures.limits)
        first, second = _between(blocks[at.orders[:, 0]], blocks[at.orders[:, 1]], number)
        takes, passed, order = at.takes.tocoo(), np.arange(limits), np.arange(len(first)) + limits
        rows = np.r_[takes.row, passed, order, order]
        columns = np.r_[blocks[takes.col], number + passed, first, second]
        each = np.r_[takes.data, -np.ones(limits), np.ones(len(first)), -np.ones(len(first))]
        low = np.bincount(blocks[part.low], minlength=number) > 0
        high = np.bincount(blocks[~part.high], minlength=number) == 0
        answer = self.programs.solve(
            np.r_[-np.bincount(blocks, weights=at.worth, minlength=number), self.forces * force],
            csr_array((each, (rows, columns)), shape=(limits + len(first), number + limits)),
            np.r_[at.at_most, np.zeros(len(first))],
            np.r_[low, np.zeros(limits)],
            np.r_[high, np.full(limits, np.inf)],
        )
        if answer is None:
            return None
        least, found, duals = answer
        return -least, found[:number][blocks], _whole(-duals[:limits]), bool((found[number:] < 1e-6).all())


def _whole(prices: Floats) -> Whole:
    return np.maximum(np.rint(prices * SCALE), 0).astype(np.int64)


def _between(first: Whole, second: Whole, number: int) -> tuple[Whole, Whole]:
    """The orders between blocks, each once."""
    pairs = np.unique(first * number + second)
    first, second = pairs // number, pairs % number
    return first[first != second], second[first != second]


def _forces(model: Model, closures: Closures, solved: Relaxed) -> Floats:
    """What each limit costs to pass; the same for all of one constraint."""
    dearest: dict[tuple[str, str], float] = {}
    for row, price in zip(model.rows, solved.prices, strict=True):
        dearest[row.group] = max(price, dearest.get(row.group, 0.0))
    every = float(abs(closures.worth).sum()) + 1
    largest = [max((abs(each) for each, _ in row.terms), default=1) for row in closures.limits]
    dear = [FORCE * dearest[row.group] for row in closures.limits]
    return np.array([price or every / most for price, most in zip(dear, largest, strict=True)])
