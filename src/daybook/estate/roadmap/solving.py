"""The search of CP-SAT and of the tree, beside each other, from the relaxation on. Needs OR-Tools."""

from __future__ import annotations

import math
import os
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from daybook.estate.roadmap.best import Best
from daybook.estate.roadmap.cpsat import Ended, Search
from daybook.estate.roadmap.model import Model
from daybook.estate.roadmap.parts import Part
from daybook.estate.roadmap.relaxation import Relaxed
from daybook.estate.roadmap.stages import DATES, DIVE, Stages
from daybook.estate.roadmap.wishes import Plan

FIRST_SHARE = DATES + DIVE
NEAR_SHARE = 0.4
"""Of the time that is left: for plans near the dates of the first plan, and near those that are found."""
GIVING_WAY = 10


class Searches:
    """One after the other. `stop` ends the one that runs, and those to come before they begin."""

    def __init__(self) -> None:
        self.now: Search | None = None
        self.stopped = False

    def run(
        self, search: Search, seconds: float, bettered: Callable[[int], None], workers: int | None
    ) -> Ended:
        self.now = search
        return search.run(0.0 if self.stopped else max(seconds, 1.0), bettered, workers)

    def next(self) -> None:
        """End the one that runs."""
        if self.now is not None:
            self.now.stop()

    def stop(self) -> None:
        self.stopped = True
        self.next()


class Solving:
    """From the relaxation on: two threads, one that looks for plans, and this one, which lowers the bound."""

    def __init__(self, model: Model, best: Best, asked: dict[str, Any]) -> None:
        self.model, self.best = model, best
        self.seconds, self.workers, self.kept = asked["seconds"], asked.get("workers"), asked.get("leaves")
        self.searches = Searches()

    def left(self) -> float:
        return 0.0 if self.searches.stopped else float(self.seconds - (time.monotonic() - self.best.began))

    def offer(self, values: list[int]) -> None:
        self.best.offer(self.model.plan(values))

    def everywhere(self) -> Ended:
        return self._search(None, self.left(), self.best.lower)

    def staged(self, solved: Relaxed, earlier: Plan | None) -> Ended:
        """The platforms' dates, plans near them, and the bound by branching."""
        stages = Stages(self.model, solved, self.left, self.kept)
        dated: Future[Part] = Future()
        with ThreadPoolExecutor(1, initializer=_give_way) as beside:
            begin = None if earlier else stages.as_in(self.best.plan)
            plans = beside.submit(self._near_first, stages, begin, dated)
            try:
                found = stages.dated(self.best.plan, earlier)
                self.best.offer(stages.dived(found))
                dated.set_result(found)
            finally:
                dated.cancel()  # does nothing where there is a result
            self.searches.next()
            for bound in stages.bounds(self.best.units, self.offer, lambda: not plans.done()):
                self.best.lower(math.floor(bound) + 1)
        self.best.tell(kind="leaves", leaves=stages.leaves())
        return plans.result()

    def _near_first(self, stages: Stages, begin: Part | None, dated: Future[Part]) -> Ended:
        """Near the dates of the first plan, unless it stands on those of an earlier search; then near those that are
        found."""
        if begin:
            self._near(stages, begin, FIRST_SHARE)
        self._near(stages, dated.result(), NEAR_SHARE)
        return self.everywhere()

    def _near(self, stages: Stages, part: Part, share: float) -> None:
        self._search(stages.near(part, self.best.plan), self.left() * share, lambda bound: None)

    def _search(self, fixed: dict[int, int] | None, seconds: float, lower: Callable[[int], None]) -> Ended:
        hint = self.model.solution(self.best.plan) if self.best.plan else None
        return self.searches.run(Search(self.model, hint, self.offer, fixed), seconds, lower, self.workers)


def _give_way() -> None:
    """This thread and those that the solver starts in it wait for the thread that lowers the bound: it has only one."""
    if sys.platform == "linux":  # elsewhere it would slow the whole process
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), GIVING_WAY)
