"""A lower bound by branch and bound: what is undecided in the relaxation is settled one way and the other, platforms
first, because they hold back most.

The part with the highest bound is always the next, so that the bound of all falls with each step. What no part can
beat, no plan can. The parts that were not split further are its leaves: together they hold every plan, also under other
wishes, so that the next search may begin from them.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count

import numpy as np

from daybook.estate.roadmap.closures import Whole
from daybook.estate.roadmap.model import Model
from daybook.estate.roadmap.parts import Part, Parts

TRIED = 8
"""Steps of which both ways are guessed before one is chosen."""
UNDECIDED = 1e-5
EXACT = 0.02
"""Of how far a part may still pass the best plan: no more exactly is it solved."""

Settled = tuple[tuple[int, bool], ...]
"""Steps and whether they are done, from the whole to a part."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part that was not split further. `prices` bound it well; none where no plan keeps to what is settled."""

    settled: Settled
    prices: Whole | None


EVERYTHING = Leaf((), None)


@dataclass(frozen=True, slots=True)
class Node:
    """A part in the tree; one taken over from an earlier tree is at first bounded only."""

    part: Part
    settled: Settled = ()
    solved: bool = True


class Tree:
    def __init__(self, model: Model, parts: Parts) -> None:
        self.parts = parts
        platforms = model.estate.platform
        self.gates = np.array([id in platforms for id, _ in model.variables], dtype=bool)
        change = {id: work.change_cost / work.duration for id, work in model.estate.work.items()}
        self.size = np.array([change.get(id, 0.0) + 1 for id, _ in model.variables])
        self._number = count()
        self._waiting: list[tuple[float, int, Node]] = []
        self._closed: list[Leaf] = []

    def leaves(self) -> list[Leaf]:
        """Those of the bounds so far, the highest first, then those that nothing can come of."""
        waiting = [Leaf(node.settled, node.part.prices) for _, _, node in sorted(self._waiting)]
        return waiting + self._closed or [EVERYTHING]

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

    def bounds(
        self,
        at_least: Callable[[], float],
        found: Callable[[list[int]], None],
        begin: Iterable[Leaf] = (EVERYTHING,),
    ) -> Iterator[float]:
        """The bound after each step, in units of the model; ends when no plan can be worth more than `at_least`.

        `found` is told each whole plan on the way. `begin` holds every plan: the leaves of an earlier tree.
        """
        self._plant(begin)
        done = -np.inf
        while self._waiting:
            node = self._waiting[0][2]
            yield max(node.part.bound, done)
            if node.part.bound <= at_least():
                return
            heapq.heappop(self._waiting)
            if not node.solved:
                self._push(replace(node, part=self._solved(node.part, at_least()), solved=True))
                continue
            step = self._telling(node.part)
            if step is not None:
                self._split(node, step, at_least())
                continue
            done = max(done, node.part.bound)
            self._closed.append(Leaf(node.settled, node.part.prices))
            if node.part.fits:
                found([int(each) for each in np.rint(node.part.steps)])
        if np.isfinite(done):
            yield done

    def _plant(self, leaves: Iterable[Leaf]) -> None:
        for leaf in leaves:
            part = self._settled(leaf)
            if part is None:
                self._closed.append(leaf)
            else:
                self._push(Node(replace(part, bound=self.parts.guess(part)), leaf.settled, not leaf.settled))

    def _settled(self, leaf: Leaf) -> Part | None:
        part: Part | None = self.parts.whole
        for step, done in leaf.settled:
            part = part and self.parts.settle(part, step, done)
        return part and replace(part, prices=part.prices if leaf.prices is None else leaf.prices)

    def _push(self, node: Node) -> None:
        heapq.heappush(self._waiting, (-node.part.bound, next(self._number), node))

    def _split(self, node: Node, step: int, enough: float) -> None:
        for done in (False, True):
            settled = (*node.settled, (step, done))
            if way := self.parts.settle(node.part, step, done):
                self._push(Node(self._solved(way, enough), settled))
            else:
                self._closed.append(Leaf(settled, None))

    def _solved(self, part: Part, enough: float) -> Part:
        above = part.bound - enough
        return self.parts.solve(part, enough, EXACT * above / self.parts.near if np.isfinite(above) else 1)

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
