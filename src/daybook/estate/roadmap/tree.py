"""A lower bound by branch and bound: what is undecided in the relaxation is settled one way and the other, platforms
first, because they hold back most.

The part with the highest bound is always the next, so that the bound of all falls with each step. What no part can
beat, no plan can.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from itertools import count

import numpy as np

from daybook.estate.roadmap.model import Model
from daybook.estate.roadmap.parts import Part, Parts

TRIED = 8
"""Steps of which both ways are guessed before one is chosen."""
UNDECIDED = 1e-5


class Tree:
    def __init__(self, model: Model, parts: Parts) -> None:
        self.parts = parts
        platforms = model.estate.platform
        self.gates = np.array([id in platforms for id, _ in model.variables], dtype=bool)
        change = {id: work.change_cost / work.duration for id, work in model.estate.work.items()}
        self.size = np.array([change.get(id, 0.0) + 1 for id, _ in model.variables])

    def undecided(self, part: Part) -> list[int]:
        """The steps between 0 and 1: of platforms the evenest first; without these, the costliest."""
        even = np.where(part.low | ~part.high, 0.0, np.minimum(part.steps, 1 - part.steps))
        for which, weight in ((self.gates, even), (~self.gates, even * self.size)):
            found = np.flatnonzero((even > UNDECIDED) & which)
            if len(found):
                return [int(step) for step in found[np.argsort(-weight[found])]]
        return []

    def _telling(self, part: Part) -> int | None:
        """The undecided step that lowers the bound most, both ways."""
        steps = self.undecided(part)[:TRIED]
        if len(steps) < 2:
            return steps[0] if steps else None
        return max(steps, key=lambda step: self._gain(part, step))

    def _gain(self, part: Part, step: int) -> float:
        ways = (self.parts.settle(part, step, done) for done in (False, True))
        return float(np.prod([max(part.bound - self.parts.guess(way), 1.0) if way else 1e6 for way in ways]))

    def bounds(self, at_least: Callable[[], float], found: Callable[[list[int]], None]) -> Iterator[float]:
        """The bound after each step, in units of the model; ends when no plan can be worth more than `at_least`.

        `found` is told each whole plan on the way.
        """
        number = count()
        waiting = [(-self.parts.whole.bound, next(number), self.parts.whole)]
        done = -np.inf
        while waiting:
            yield max(-waiting[0][0], done)
            part = heapq.heappop(waiting)[2]
            if part.bound <= at_least():
                yield max(part.bound, done)
                return
            step = self._telling(part)
            if step is None:
                done = max(done, part.bound)
                if part.fits:
                    found([int(each) for each in np.rint(part.steps)])
                continue
            for child in self._children(part, step, at_least()):
                heapq.heappush(waiting, (-child.bound, next(number), child))
        if np.isfinite(done):
            yield done

    def _children(self, part: Part, step: int, enough: float) -> Iterator[Part]:
        for done in (False, True):
            if way := self.parts.settle(part, step, done):
                yield self.parts.solve(way, enough)

    def dive(self, part: Part, more: Callable[[], bool]) -> Part:
        """Down to a part in which nothing is undecided, the better way at each step; less far where time ends."""
        while more() and (steps := self.undecided(part)):
            below = self._better_way(part, steps[0])
            if below is None:
                break
            part = below
        return part

    def _better_way(self, part: Part, step: int) -> Part | None:
        """The nearer way where it costs next to nothing, else the better of both."""
        ways: list[Part] = []
        nearer = bool(part.steps[step] > 0.5)
        for done in (nearer, not nearer):
            if settled := self.parts.settle(part, step, done):
                ways.append(self.parts.solve(settled))
                if ways[-1].fits and ways[-1].bound > part.bound - self.parts.near:
                    break
        return max(ways, key=lambda way: (way.fits, way.bound), default=None)
