"""An earlier plan laid again under new wishes: what still fits stays where it was."""

from __future__ import annotations

from collections.abc import Iterator

from daybook.estate.roadmap.bettering import better, prune
from daybook.estate.roadmap.board import Board
from daybook.estate.roadmap.model import Model
from daybook.estate.roadmap.needs import Needs
from daybook.estate.roadmap.orders import lay_wanted
from daybook.estate.roadmap.wishes import Plan


def again(model: Model, earlier: Plan) -> Iterator[Plan]:
    """Two ways: first each row at its old date or, where that is taken, later; then, which always keeps to what is
    pinned or must go, these with all they need before any other."""
    for lay in (_slipping, _wanted_first):
        board = Board(model.estate, model.wishes, model.worth)
        lay(board, earlier)
        prune(board)
        better(board)
        yield board.plan


def _slipping(board: Board, earlier: Plan) -> None:
    """Quarter by quarter all that is due, what was asked for first and what gains most for its cost next; what does not
    fit waits for the next quarter."""
    wishes = board.wishes
    told = {**earlier.cutover, **wishes.pins}
    due = {id: quarter for id, quarter in told.items() if id in board.estate.work}
    due |= {id: min(due.get(id, last), last) for id, last in wishes.go_by.items() if id in board.estate.work}
    asked = wishes.pins.keys() | wishes.go_by.keys()
    waiting = sorted(
        due, key=lambda id: (id not in asked, -max(board.values[id]) / (board.change[id] + 1), id)
    )
    for quarter in range(wishes.quarters):
        while placed := [id for id in waiting if due[id] <= quarter and _placed(board, id, quarter)]:
            waiting = [id for id in waiting if id not in placed]


def _placed(board: Board, id: str, quarter: int) -> bool:
    if board.obstacle(id, quarter) is not None:
        return False
    board.place(id, quarter)
    return True


def _wanted_first(board: Board, earlier: Plan) -> None:
    needs = Needs(board)
    lay_wanted(board, needs)
    for id, quarter in sorted(earlier.cutover.items(), key=lambda each: each[1]):
        if id in board.estate.work and id not in board.placed and not _placed(board, id, quarter):
            needs.lay(id)
