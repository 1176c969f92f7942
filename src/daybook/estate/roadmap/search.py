"""The search for a plan, from the first that keeps to all wishes to the best that time allows. Runs in a process
of its own.

    python -m daybook.estate.roadmap.search        one JSON object on the input, JSON lines on the output

Lines have a `kind`: `plan` (a better plan: seconds, value, bound, cutover), `bound` (seconds, bound), `leaves` (where
the next search may begin, see `kept_leaves`), `conflict` (what cannot hold together) and `ended` (status, solver).
Money is pence. It stops when its input is closed: then whoever asked has gone.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from daybook.estate.roadmap.again import again
from daybook.estate.roadmap.best import Best
from daybook.estate.roadmap.bettering import better
from daybook.estate.roadmap.board import Board
from daybook.estate.roadmap.guided import guided
from daybook.estate.roadmap.model import Model, build
from daybook.estate.roadmap.orders import ORDERS, by_hand
from daybook.estate.roadmap.relaxation import Relaxed, relaxed
from daybook.estate.roadmap.wire import line, read_estate, read_plan, read_wishes
from daybook.estate.roadmap.wishes import Plan

if TYPE_CHECKING:
    from daybook.estate.roadmap.solving import Searches

Tell = Callable[..., None]


def run(asked: dict[str, Any], tell: Tell, watch: Callable[[Searches], None]) -> None:
    """One search, as asked: estate, wishes, seconds, and the earlier plan and known bound where there are."""
    estate, wishes = read_estate(asked["estate"]), read_wishes(asked["wishes"])
    model = build(estate, wishes)
    best = Best(model, tell, asked.get("ceiling"))
    earlier = read_plan(asked["earlier"]) if asked.get("earlier") else None
    for plan in again(model, earlier) if earlier else ():
        best.offer(plan)
    anew = best.plan is None
    for order in ORDERS if anew else ():
        best.offer(by_hand(estate, wishes, order))
    solved = relaxed(model)
    if solved is not None:
        best.lower(solved.bound)
        if anew:
            best.offer(guided(model, solved))
    _solve(model, best, solved, earlier, asked, watch)


def _solve(
    model: Model,
    best: Best,
    solved: Relaxed | None,
    earlier: Plan | None,
    asked: dict[str, Any],
    watch: Callable[[Searches], None],
) -> None:
    try:
        from daybook.estate.roadmap.conflict import conflict
        from daybook.estate.roadmap.solving import Solving
    except ImportError:
        best.tell(kind="ended", status="found" if best.plan else "nothing", solver="")
        return
    solving = Solving(model, best, asked)
    watch(solving.searches)
    ended = solving.staged(solved, earlier) if solved and model.variables else solving.everywhere()
    if ended.bound is not None:
        best.lower(ended.bound)
    if ended.status == "impossible" and best.plan is None:
        best.tell(kind="conflict", **conflict(model.estate, model.wishes).told())
    if best.plan is not None:
        board = Board(model.estate, model.wishes, model.worth, best.plan)
        better(board)
        best.offer(board.plan)
    best.tell(kind="ended", status=ended.status, solver="CP-SAT")


def main() -> None:
    asked = json.loads(sys.stdin.readline())
    if megabytes := asked.get("megabytes"):
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))

    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # HiGHS prints its name there

    def tell(**told: Any) -> None:
        out.write(line(**told) + "\n")
        out.flush()

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
