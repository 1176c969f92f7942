"""Plans laid in the order of the relaxation.

A system stands where its steps first reach a threshold, then by its mean date: expected-time ordering as in open-pit
mine planning (Chicoisne and others, Operations Research 60(3), 2012). There are several thresholds, because a high one
finishes few long chains and a low one starts many, and two further choices: which is best differs by estate.
"""

from __future__ import annotations

from itertools import product

from daybook.estate.roadmap.bettering import better, prune
from daybook.estate.roadmap.board import Board
from daybook.estate.roadmap.model import Model
from daybook.estate.roadmap.needs import Needs
from daybook.estate.roadmap.orders import lay_wanted
from daybook.estate.roadmap.relaxation import Relaxed
from daybook.estate.roadmap.wishes import Plan

THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
NEVER = 10_000


def guided(model: Model, solved: Relaxed) -> Plan:
    """The best of the plans of all thresholds, platforms first or as needed, by date or by density."""
    ways = product(THRESHOLDS, (False, True), (False, True))
    boards = [_laid(model, solved, *way) for way in ways]
    best = max(boards, key=lambda board: board.total())
    better(best)
    return best.plan


def _laid(model: Model, solved: Relaxed, threshold: float, platforms_first: bool, by_mean: bool) -> Board:
    """`by_mean`: by the mean date alone among those that reach the threshold together; else also by density."""
    board = Board(model.estate, model.wishes, model.worth)
    needs = Needs(board)
    lay_wanted(board, needs)
    dated = [id for id in model.estate.work if model.steps.get(id)]
    reached = {id: _reached(model, solved, id, threshold) for id in dated}
    if platforms_first:
        _lay_platforms(board, reached)
    order = {
        id: (reached[id] == NEVER, round(_mean(model, solved, id)), -_density(id, board)) for id in dated
    }
    for id in sorted(dated, key=lambda one: (order[one], one)):
        if id not in board.placed and (reached[id] < NEVER or _pays(id, board, needs)):
            needs.lay(id)
    prune(board)
    return board


def _lay_platforms(board: Board, reached: dict[str, int]) -> None:
    """Each where the relaxation has it, or in the next quarter with room."""
    for id in sorted(reached, key=lambda one: reached[one]):
        if id in board.estate.platform and id not in board.placed and reached[id] < NEVER:
            quarters = range(reached[id], board.wishes.quarters)
            fits = next((quarter for quarter in quarters if board.obstacle(id, quarter) is None), None)
            if fits is not None:
                board.place(id, fits)


def _density(id: str, board: Board) -> float:
    """What it gains for each penny of change."""
    return max(board.values[id]) / (board.change[id] + 1)


def _reached(model: Model, solved: Relaxed, id: str, threshold: float) -> int:
    steps = model.steps[id].items()
    return next((quarter for quarter, step in steps if solved.steps[step] >= threshold - 1e-9), NEVER)


def _mean(model: Model, solved: Relaxed, id: str) -> float:
    return min(model.steps[id]) + sum(1 - solved.steps[step] for step in model.steps[id].values())


def _pays(id: str, board: Board, needs: Needs) -> bool:
    """Would it pay with all it needs, even at the end of the plan? A platform is built for a system, never for
    itself."""
    lacking = needs.of(id)
    if lacking is None or id in board.estate.platform:
        return False
    return sum(board.values[one][-1] for one in lacking) > 0
