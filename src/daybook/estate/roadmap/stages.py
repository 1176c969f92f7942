"""The search of a large estate, from the relaxation on: the platforms' dates, a plan for them, what CP-SAT may leave
alone while it makes that plan better, and the bound lowered by branching.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from daybook.estate.roadmap.dates import THRESHOLDS, PlatformDates
from daybook.estate.roadmap.model import Model
from daybook.estate.roadmap.narrowing import fixed_far_away
from daybook.estate.roadmap.parts import Part, Parts
from daybook.estate.roadmap.relaxation import Relaxed
from daybook.estate.roadmap.tree import Tree
from daybook.estate.roadmap.wishes import Plan

DATES, DIVE = 0.15, 0.15


class Stages:
    """`left` tells how many seconds there still are."""

    def __init__(self, model: Model, solved: Relaxed, left: Callable[[], float]) -> None:
        self.model, self.left = model, left
        self.parts = Parts(model, solved)
        self.tree = Tree(model, self.parts)

    def share(self, of: float) -> Callable[[], bool]:
        """Is there still time, of this share of what is left now?"""
        until = time.monotonic() + of * max(self.left(), 0.0)
        return lambda: time.monotonic() < until and self.left() > 0

    def dated(self, plan: Plan | None, earlier: Plan | None) -> Part:
        """All plans with the best dates of the platforms, as found from those of the plans and of the relaxation."""
        dates = PlatformDates(self.model, self.parts)
        starts = [dates.of(one) for one in (earlier, plan) if one]
        starts += [dates.reached(threshold) for threshold in THRESHOLDS]
        return dates.best(starts, self.share(DATES)) or self.parts.whole

    def dived(self, part: Part) -> Plan:
        """A plan with these dates."""
        end = self.tree.dive(part, self.share(DIVE))
        return self.model.plan([int(step > 0.5) for step in end.steps])

    def near(self, part: Part, plan: Plan | None) -> dict[int, int]:
        """The steps to hold for a search near the relaxation of a part; the plan keeps to them."""
        held = fixed_far_away(self.model, part.steps.tolist())
        for step, (low, high) in enumerate(zip(part.low, part.high, strict=True)):
            if low or not high:
                held[step] = int(low)
        if plan is None:
            return held
        values = self.model.solution(plan)
        return {step: value for step, value in held.items() if values[step] == value}

    def bounds(
        self, worth: Callable[[], float], found: Callable[[list[int]], None], more: Callable[[], bool]
    ) -> Iterator[float]:
        for bound in self.tree.bounds(worth, found):
            yield bound
            if self.left() <= 0 or not more():
                return
