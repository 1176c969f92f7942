"""An earlier plan laid again under new wishes: what still fits stays where it was."""

from __future__ import annotations

from collections.abc import Iterator, Set

from daybook.estate.roadmap.bettering import better, hanging, prune
from daybook.estate.roadmap.board import Board
from daybook.estate.roadmap.model import Model
from daybook.estate.roadmap.needs import Needs
from daybook.estate.roadmap.orders import lay_wanted
from daybook.estate.roadmap.wishes import Plan


def again(model: Model, earlier: Plan) -> Iterator[Plan]:
    """Three ways: first each row at its old date, and where a quarter has too little, what loses least given up; next
    each at its old date or, where that is taken, later; then, which always keeps to what is pinned or must go, these
    with all they need before any other."""
    for lay in (_giving_up, _slipping, _wanted_first):
        board = Board(model.estate, model.wishes, model.worth)
        lay(board, earlier)
        prune(board)
        better(board)
        yield board.plan


def _giving_up(board: Board, earlier: Plan) -> None:
    """With 5% less to spend this leaves a plan worth 4 to 14% less; slipping leaves one worth 11 to 33% less."""
    waiting, asked = _due(board, earlier), _asked(board)
    while placed := [id for id in waiting if board.obstacle(id, waiting[id], room=False) is None]:
        for id in placed:
            board.place(id, waiting.pop(id))
    while over := board.over():
        ways = [(*_loss(board, one, over), one) for one in [*board.placed] if not hanging(one, board) & asked]
        helping = [(lost / relief, one) for lost, relief, one in ways if relief > 0]
        if not helping:
            break
        for one in hanging(min(helping)[1], board):
            board.remove(one)


def _loss(board: Board, id: str, over: float) -> tuple[float, float]:
    """What giving it up loses, with all that could not stay without it, and how much less is then too much."""
    dates = {one: board.remove(one) for one in hanging(id, board)}
    relief, lost = over - board.over(), 0.0
    for one, quarter in dates.items():
        lost += board.gain(one, quarter)
        board.place(one, quarter)
    return lost, relief


def _slipping(board: Board, earlier: Plan) -> None:
    """Quarter by quarter all that is due, what was asked for first and what gains most for its cost next; what does not
    fit waits for the next quarter."""
    due, asked = _due(board, earlier), _asked(board)
    waiting = sorted(
        due, key=lambda id: (id not in asked, -max(board.values[id]) / (board.change[id] + 1), id)
    )
    for quarter in range(board.wishes.quarters):
        while placed := [id for id in waiting if due[id] <= quarter and _placed(board, id, quarter)]:
            waiting = [id for id in waiting if id not in placed]


def _due(board: Board, earlier: Plan) -> dict[str, int]:
    """The quarter of each row: as it was, unless it is pinned or has to go sooner now."""
    wishes, work = board.wishes, board.estate.work
    due = {id: quarter for id, quarter in {**earlier.cutover, **wishes.pins}.items() if id in work}
    return due | {id: min(due.get(id, last), last) for id, last in wishes.go_by.items() if id in work}


def _asked(board: Board) -> Set[str]:
    return board.wishes.pins.keys() | board.wishes.go_by.keys()


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
