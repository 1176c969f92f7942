"""When each platform is ready: the choice on which the rest of a plan hangs.

Once their dates are settled the relaxation is near a real plan. So dates are looked for by the worth of their
relaxation: one platform moved, two moved together, or two exchanged, as long as that gains.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from daybook.estate.roadmap.model import Model
from daybook.estate.roadmap.parts import Part, Parts
from daybook.estate.roadmap.wishes import Plan

Dates = dict[str, int]
THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
FAR = 3
"""Quarters that a platform may move at once."""


class PlatformDates:
    """A platform that is not built has the date after the last quarter."""

    def __init__(self, model: Model, parts: Parts) -> None:
        self.model, self.parts, self.never = model, parts, model.wishes.quarters
        self.steps = {id: model.steps[id] for id in model.estate.platform if model.steps.get(id)}
        self._tried: set[tuple[int, ...]] = set()

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

    def best(self, starts: list[Dates], more: Callable[[], bool]) -> Part | None:
        """The best that is found as long as there is `more` time; None where none of the starts can be."""
        solved = [
            (part, dates) for dates in starts if more() and (part := self._solved(dates, self.parts.whole))
        ]
        if not solved:
            return None
        at, dates = max(solved, key=lambda each: each[0].bound)
        while more() and (better := self._better(at, dates, more)):
            at, dates = better
        return at

    def _solved(self, dates: Dates, near: Part, enough: float = float("-inf")) -> Part | None:
        self._tried.add(tuple(dates.values()))
        part = self.part(dates, near)
        return part and self.parts.solve(part, enough)

    def _better(self, at: Part, dates: Dates, more: Callable[[], bool]) -> tuple[Part, Dates] | None:
        """The first that gains, in the order of what each may be worth at the present prices."""
        least = at.bound + 5 * self.parts.near
        guessed: list[tuple[float, Dates]] = []
        for moved in self._moves(dates):
            part = self.part(moved, at) if tuple(moved.values()) not in self._tried else None
            if part and (guess := self.parts.guess(part)) > least:
                guessed.append((guess, moved))
        for _, moved in sorted(guessed, key=lambda each: -each[0]):
            if not more():
                break
            part = self._solved(moved, at, least)
            if part and part.bound > least:
                return part, moved
        return None

    def _moves(self, dates: Dates) -> Iterator[Dates]:
        near = {id: [d for d in self._from(id) if 0 < abs(d - date) <= FAR] for id, date in dates.items()}
        for id, others in near.items():
            yield from ({**dates, id: date} for date in others)
        for one, other in combinations(dates, 2):
            first, second = dates[one], dates[other]
            if first != second and second in self._from(one) and first in self._from(other):
                yield {**dates, one: second, other: first}
            for a, b in ((a, b) for a in near[one] for b in near[other]):
                if abs(a - first) == abs(b - second) == 1:
                    yield {**dates, one: a, other: b}

    def _from(self, id: str) -> range:
        return range(min(self.steps[id]), self.never + 1)
