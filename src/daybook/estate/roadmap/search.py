"""The search for a plan, from the first that keeps to all wishes to the best that time allows. Runs in a process
of its own.

    python -m daybook.estate.roadmap.search        one JSON object on the input, JSON lines on the output

Lines have a `kind`: `plan` (a better plan: seconds, value, bound, cutover), `bound` (seconds, bound), `conflict` (what
cannot hold together) and `ended` (status, solver). Money is pence. It stops when its input is closed: then
whoever asked has gone.
"""

from __future__ import annotations

import json
import math
import os
import resource
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from daybook.estate.roadmap.again import again
from daybook.estate.roadmap.bettering import better
from daybook.estate.roadmap.board import Board
from daybook.estate.roadmap.checking import check
from daybook.estate.roadmap.costing import cost
from daybook.estate.roadmap.guided import guided
from daybook.estate.roadmap.model import Model, build
from daybook.estate.roadmap.orders import ORDERS, by_hand
from daybook.estate.roadmap.relaxation import Relaxed, relaxed
from daybook.estate.roadmap.wire import line, read_estate, read_plan, read_wishes
from daybook.estate.roadmap.wishes import Plan

if TYPE_CHECKING:
    from daybook.estate.roadmap.cpsat import Ended, Search
    from daybook.estate.roadmap.parts import Part

Tell = Callable[..., None]
NEAR_SHARE = 0.4
"""Of the time that is left: for plans near the relaxation."""
GIVING_WAY = 10


class Best:
    """The best plan so far and the lowest bound; tells each change. Two threads offer."""

    def __init__(self, model: Model, tell: Tell, ceiling: int | None) -> None:
        self.model, self.tell, self.began = model, tell, time.monotonic()
        self.one_at_a_time = threading.Lock()
        self.plan: Plan | None = None
        self.value = 0
        self.bound = ceiling

    def offer(self, plan: Plan) -> None:
        """Counted in pence and checked before anybody hears of it."""
        wishes, estate = self.model.wishes, self.model.estate
        costing = cost(estate, wishes, plan)
        with self.one_at_a_time:
            if self.plan is not None and costing.value <= self.value:
                return
            if not check(estate, wishes, plan, costing):
                self.plan, self.value = plan, costing.value
                self.tell(kind="plan", value=self.value, cutover=dict(plan.cutover), **self._now())

    def lower(self, bound: int) -> None:
        """A bound in units of the model, with what rounding to them may hide."""
        pence = (bound + self._hidden()) * self.model.unit
        with self.one_at_a_time:
            if self.bound is None or pence < self.bound:
                self.bound = pence
                self.tell(kind="bound", **self._now())

    def units(self) -> float:
        """The worth of the plan in units of the model, with what rounding to them may hide: what is not above it,
        holds no better plan."""
        return self.value / self.model.unit - self._hidden() if self.plan else -math.inf

    def _hidden(self) -> int:
        return len(self.model.steps) // 2 + 1

    def _now(self) -> dict[str, Any]:
        return {"seconds": round(time.monotonic() - self.began, 2), "bound": self.bound}


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

    def stop(self) -> None:
        self.stopped = True
        if self.now is not None:
            self.now.stop()


def run(asked: dict[str, Any], tell: Tell, watch: Callable[[Searches], None]) -> None:
    """One search, as asked: estate, wishes, seconds, and the earlier plan and known bound where there are."""
    estate, wishes = read_estate(asked["estate"]), read_wishes(asked["wishes"])
    model = build(estate, wishes)
    best = Best(model, tell, asked.get("ceiling"))
    earlier = read_plan(asked["earlier"]) if asked.get("earlier") else None
    for plan in again(model, earlier) if earlier else ():
        best.offer(plan)
    for order in ORDERS:
        best.offer(by_hand(estate, wishes, order))
    solved = relaxed(model)
    if solved is not None:
        best.lower(solved.bound)
        best.offer(guided(model, solved))
    _solve(model, solved, best, earlier, asked, watch)


def _solve(
    model: Model,
    solved: Relaxed | None,
    best: Best,
    earlier: Plan | None,
    asked: dict[str, Any],
    watch: Callable[[Searches], None],
) -> None:
    try:
        from daybook.estate.roadmap.cpsat import Search
        from daybook.estate.roadmap.stages import Stages
    except ImportError:
        best.tell(kind="ended", status="found" if best.plan else "nothing", solver="")
        return
    searches, workers = Searches(), asked.get("workers")
    watch(searches)

    def left() -> float:
        return 0.0 if searches.stopped else float(asked["seconds"] - (time.monotonic() - best.began))

    def offer(values: list[int]) -> None:
        best.offer(model.plan(values))

    def hint() -> list[int] | None:
        return model.solution(best.plan) if best.plan else None

    def everywhere() -> Ended:
        return searches.run(Search(model, hint(), offer), left(), best.lower, workers)

    def near_first(stages: Stages, dated: Part) -> Ended:
        near = Search(model, hint(), offer, stages.near(dated, best.plan))
        searches.run(near, left() * NEAR_SHARE, lambda bound: None, workers)
        return everywhere()

    if solved is not None and model.variables:
        stages = Stages(model, solved, left)
        dated = stages.dated(best.plan, earlier)
        best.offer(stages.dived(dated))
        with ThreadPoolExecutor(1, initializer=_give_way) as beside:
            plans = beside.submit(near_first, stages, dated)
            for bound in stages.bounds(best.units, offer, lambda: not plans.done()):
                best.lower(math.floor(bound) + 1)
            ended = plans.result()
    else:
        ended = everywhere()
    if ended.bound is not None:
        best.lower(ended.bound)
    if ended.status == "impossible" and best.plan is None:
        from daybook.estate.roadmap.conflict import conflict

        best.tell(kind="conflict", **conflict(model.estate, model.wishes).told())
    if best.plan is not None:
        board = Board(model.estate, model.wishes, model.worth, best.plan)
        better(board)
        best.offer(board.plan)
    best.tell(kind="ended", status=ended.status, solver="CP-SAT")


def _give_way() -> None:
    """This thread and those that the solver starts in it wait for the thread that lowers the bound: it has only one."""
    if sys.platform == "linux":  # elsewhere it would slow the whole process
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), GIVING_WAY)


def main() -> None:
    asked = json.loads(sys.stdin.readline())
    if megabytes := asked.get("megabytes"):
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))

    def tell(**told: Any) -> None:
        sys.stdout.write(line(**told) + "\n")
        sys.stdout.flush()

    def watch(searches: Searches) -> None:
        def wait() -> None:
            sys.stdin.read()
            while True:  # a stop before the solver has begun is lost
                searches.stop()
                time.sleep(0.5)

        threading.Thread(target=wait, daemon=True).start()

    run(asked, tell, watch)


if __name__ == "__main__":
    main()
