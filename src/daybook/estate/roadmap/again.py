"""An earlier plan laid again under new wishes: what still fits stays where it was."""

from __future__ import annotations

from daybook.estate.roadmap.bettering import better, prune
from daybook.estate.roadmap.board import Board
from daybook.estate.roadmap.model import Model
from daybook.estate.roadmap.needs import Needs
from daybook.estate.roadmap.orders import lay_wanted
from daybook.estate.roadmap.wishes import Plan


def again(model: Model, earlier: Plan) -> Plan:
    """Pins and what must go first, then each row at its old date, or at the first that is left."""
    board = Board(model.estate, model.wishes, model.worth)
    needs = Needs(board)
    lay_wanted(board, needs)
    for id, quarter in sorted(earlier.cutover.items(), key=lambda each: each[1]):
        if id in board.estate.work and id not in board.placed:
            if board.obstacle(id, quarter) is None:
                board.place(id, quarter)
            else:
                needs.lay(id)
    prune(board)
    better(board)
    return board.plan
