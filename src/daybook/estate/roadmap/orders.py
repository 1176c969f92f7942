"""Plans as people lay them by hand: take the systems in one order, give each the first quarter in which it fits."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from daybook.estate.roadmap.bettering import prune
from daybook.estate.roadmap.board import Board
from daybook.estate.roadmap.facts import Contract, Estate, System
from daybook.estate.roadmap.needs import Needs
from daybook.estate.roadmap.wishes import Plan, Wishes
from daybook.estate.roadmap.worth import Worth

FAR = 10_000


def _ends(system: System, estate: Estate) -> int:
    end = estate.contract.get(system.contract, Contract("", end=FAR)).end
    return FAR if end is None else end


ORDERS: dict[str, Callable[[System, Estate], int]] = {
    "cheapest first": lambda system, estate: system.change_cost,
    "contract end first": _ends,
    "most expensive first": lambda system, estate: -system.yearly_cost,
}


def by_hand(estate: Estate, wishes: Wishes, order: str) -> Plan:
    """The plan of one order of `ORDERS`, under the same constraints as any other plan.

    What must go comes first. A system that alone never pays is passed over, one whose users still need it waits for
    them, and a platform is built when the first system needs it. At the end what does not pay for itself is taken out,
    platforms with all that hangs on them.
    """
    board = Board(estate, wishes, Worth(estate, wishes))
    needs = Needs(board)
    lay_wanted(board, needs)
    rank = ORDERS[order]
    waiting = sorted(
        (system for system in estate.systems if _pays(system.id, board)),
        key=lambda system: rank(system, estate),
    )
    while placed := _pass(board, needs, waiting):
        waiting = [system for system in waiting if system.id not in placed]
    prune(board)
    return board.plan


def lay_wanted(board: Board, needs: Needs) -> None:
    """First what is pinned or must go, the soonest first, with all it needs."""
    dates = {**board.wishes.go_by, **board.wishes.pins}
    for id, last in sorted(dates.items(), key=lambda each: each[1]):
        if id in board.estate.work:
            needs.lay(id, last)


def _pays(id: str, board: Board) -> bool:
    return id in board.estate.work and id not in board.placed and max(board.values[id]) > 0


def _pass(board: Board, needs: Needs, waiting: Iterable[System]) -> set[str]:
    """Once through the list; gives what found its quarter. The list is gone through until nothing more does."""
    placed = set()
    for system in waiting:
        lacking = needs.of(system.id)
        if lacking is None or any(id in board.estate.system for id in lacking if id != system.id):
            continue
        if needs.lay(system.id):
            placed.add(system.id)
    return placed
