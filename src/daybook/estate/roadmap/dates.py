"""When each platform is ready: the choice on which the rest of a plan hangs.

Once their dates are settled the relaxation is near a real plan. So dates are looked for by the worth of their
relaxation, which has many summits: by annealing (Kirkpatrick and others, Science 220, 1983), where a step down is taken
the more seldom the further it goes down and the less time is left. How far a step may go down is drawn before it is
looked at, so that the relaxation of most need only be bounded; and it is solved no more exactly than it is judged.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from daybook.estate.roadmap.model import Model
from daybook.estate.roadmap.parts import Part, Parts
from daybook.estate.roadmap.wishes import Plan

Dates = dict[str, int]
THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
FAR = 3
"""Quarters that a platform mostly moves at once."""
OFTEN = (0.4, 0.1, 0.3, 0.2)
"""Each kind of move."""
HOT, COLD = 0.017, 0.0002
"""Of the worth: about how far a step may go down at first, and at last."""


class PlatformDates:
    """A platform that is not built has the date after the last quarter."""

    def __init__(self, model: Model, parts: Parts) -> None:
        self.model, self.parts, self.never = model, parts, model.wishes.quarters
        self.steps = {id: model.steps[id] for id in model.estate.platform if model.steps.get(id)}
        self.chance = np.random.default_rng(1)

    def of(self, plan: Plan) -> Dates:
        return {id: plan.cutover.get(id, self.never) for id in self.steps}

    def reached(self, threshold: float) -> Dates:
        """The quarters in which the relaxation has built this much of each."""
        rises = self.parts.whole.steps
        return {
            id: next((quarter for quarter, step in steps.items() if rises[step] >= threshold), self.never)
            for id, steps in self.steps.items()
        }

    def part(self, dates: Dates, near: Part) -> Part | None:
        """All plans with these dates, not yet solved."""
        found: Part | None = Part(
            self.parts.whole.low, self.parts.whole.high, float("inf"), near.steps, near.prices, near.blocks
        )
        for id, date in dates.items():
            for quarter, done in ((date, True), (date - 1, False)):
                step = self.steps[id].get(quarter)
                if step is not None and found is not None:
                    found = self.parts.settle(found, step, done)
        return found

    def best(self, starts: list[Dates], left: Callable[[], float]) -> Part | None:
        """The best that is found; None where none of the starts can be.

        `left` tells the share of the time that is left, from 1 at the beginning to 0.
        """
        solved = [
            (part, dates)
            for dates in starts
            if left() > 0 and (part := self._solved(dates, self.parts.whole)) and part.fits
        ]
        if not solved:
            return None
        best, dates = max(solved, key=lambda each: each[0].bound)
        if self.steps:
            dates = self._annealed(best, dates, left)
        return self._solved(dates, best)

    def _annealed(self, best: Part, dates: Dates, left: Callable[[], float]) -> Dates:
        at, found, worth = best, dates, abs(best.bound)
        while (share := left()) > 0:
            warmth = worth * (COLD + HOT * share)
            enough = at.bound + warmth * math.log(1 - self.chance.random())
            moved = self._moved(dates)
            part = self._solved(moved, at, enough, warmth / self.parts.near) if moved else None
            if part and moved and part.fits and part.bound > enough:
                at, dates = part, moved
                if at.bound > best.bound:
                    best, found = at, dates
        return found

    def _solved(
        self, dates: Dates, near: Part, enough: float = float("-inf"), rough: float = 1
    ) -> Part | None:
        part = self.part(dates, near)
        return part and self.parts.solve(part, enough, rough)

    def _moved(self, dates: Dates) -> Dates | None:
        """One platform a little or anywhere, two exchanged, or one sooner for another that is later; none where a date
        cannot be."""
        one, other = ([*dates][number] for number in self.chance.integers(len(dates), size=2))
        sooner, later = self.chance.integers(1, FAR, size=2, endpoint=True).tolist()
        moves = [
            {one: dates[one] + (-sooner if self.chance.random() < 0.5 else later)},
            {one: int(self.chance.choice(self._from(one)))},
            {one: dates[other], other: dates[one]},
            {one: dates[one] - sooner, other: dates[other] + later},
        ]
        move = moves[self.chance.choice(len(moves), p=OFTEN)]
        moved = {**dates, **move}
        possible = all(quarter in self._from(id) for id, quarter in move.items())
        return moved if possible and moved != dates else None

    def _from(self, id: str) -> range:
        return range(min(self.steps[id]), self.never + 1)
