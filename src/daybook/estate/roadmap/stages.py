"""The search of a large estate, from the relaxation on: the platforms' dates, a plan for them, what CP-SAT may leave
alone while it makes that plan better, and the bound lowered by branching.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from daybook.estate.roadmap.again import again
from daybook.estate.roadmap.dates import THRESHOLDS, PlatformDates
from daybook.estate.roadmap.kept_leaves import leaves_json, read_leaves
from daybook.estate.roadmap.model import Model
from daybook.estate.roadmap.narrowing import fixed_far_away
from daybook.estate.roadmap.parts import Part, Parts
from daybook.estate.roadmap.relaxation import Relaxed
from daybook.estate.roadmap.tree import EVERYTHING, Tree
from daybook.estate.roadmap.wishes import Plan

DATES, DIVE = 0.4, 0.3


class Stages:
    """`left` tells how many seconds there still are; `kept` holds the leaves of an earlier search."""

    def __init__(
        self, model: Model, solved: Relaxed, left: Callable[[], float], kept: dict[str, Any] | None
    ) -> None:
        self.model, self.left, self.kept = model, left, kept
        self.parts = Parts(model, solved)
        self.tree = Tree(model, self.parts)

    def share(self, of: float) -> Callable[[], bool]:
        """Is there still time, of this share of what is left now?"""
        left = self.part_of(of)
        return lambda: left() > 0

    def part_of(self, of: float) -> Callable[[], float]:
        """How much of this share of what is left now there still is, from 1 to 0."""
        long = of * max(self.left(), 0.0)
        until = time.monotonic() + long
        return lambda: (until - time.monotonic()) / long if long and self.left() > 0 else 0.0

    def as_in(self, plan: Plan | None) -> Part:
        """All plans with the dates of the platforms in this one."""
        dates = PlatformDates(self.model, self.parts)
        part = plan and dates.part(dates.of(plan), self.parts.whole)
        return self.parts.solve(part) if part else self.parts.whole

    def dated(self, plan: Plan | None, earlier: Plan | None) -> Part:
        """All plans with the best dates of the platforms, as found from those of the plans or, where none was searched
        for before, also of the relaxation."""
        dates = PlatformDates(self.model, self.parts)
        starts = [dates.of(one) for one in (earlier, plan) if one]
        if earlier is None:
            starts += [dates.reached(threshold) for threshold in THRESHOLDS]
        return dates.best(starts, self.part_of(DATES)) or self.parts.whole

    def dived(self, part: Part) -> Plan:
        """A plan with these dates; where the last steps leave a quarter too little, what loses least is given up."""
        end = self.tree.dive(part, self.share(DIVE))
        plan = self.model.plan([int(step > 0.5) for step in end.steps])
        return plan if end.fits else next(again(self.model, plan))

    def near(self, part: Part, plan: Plan | None) -> dict[int, int]:
        """The steps to hold for a search near the relaxation of a part; a plan of this part keeps to them."""
        held = fixed_far_away(self.model, part.steps.tolist())
        for step, (low, high) in enumerate(zip(part.low, part.high, strict=True)):
            if low or not high:
                held[step] = int(low)
        if plan is None:
            return held
        values = self.model.solution(plan)
        if any(values[step] != part.low[step] for step in np.flatnonzero(part.low | ~part.high)):
            return held
        return {step: value for step, value in held.items() if values[step] == value}

    def bounds(
        self,
        worth: Callable[[], float],
        found: Callable[[list[int]], None],
        more: Callable[[], bool],
    ) -> Iterator[float]:
        begin = read_leaves(self.kept, self.model, self.parts.closures) if self.kept else [EVERYTHING]
        for bound in self.tree.bounds(worth, found, begin):
            yield bound
            if self.left() <= 0 or not more():
                return

    def leaves(self) -> dict[str, Any]:
        """For the next search."""
        return leaves_json(self.model, self.parts.closures, self.tree.leaves())
