"""A plan made better by single moves: nothing that a solver would not find, and done in a second."""

from __future__ import annotations

from daybook.estate.roadmap.board import Board

PASSES = 4


def better(board: Board) -> None:
    """Move each row to where it gains most, add what now fits, take out what does not pay; until nothing changes."""
    for _ in range(PASSES):
        if not (_moved(board) | _added(board) | prune(board)):
            return


def _moved(board: Board) -> bool:
    changed = False
    for id in sorted(board.placed, key=lambda one: (board.placed[one], one)):
        was = board.remove(id)
        best = board.best(id)
        if best is None or board.gain(id, best) <= board.gain(id, was) + 1:
            best = was
        board.place(id, best)
        changed |= best != was
    return changed


def _added(board: Board) -> bool:
    changed = False
    for id in sorted(board.estate.system.keys() & board.estate.work.keys() - board.placed.keys()):
        best = board.best(id)
        if best is not None and board.gain(id, best) > 0:
            board.place(id, best)
            changed = True
    return changed


def prune(board: Board) -> bool:
    """Take out what costs more than it gains, where nobody asked for it: systems nobody waits on, then platforms."""
    changed = False
    for id in [*(board.placed.keys() - board.estate.platform.keys()), *board.estate.platform]:
        if id not in board.placed:
            continue
        rest = hanging(id, board)
        if rest & (board.wishes.pins.keys() | board.wishes.go_by.keys()):
            continue
        dates = {one: board.remove(one) for one in rest}
        if _regained(board, dates) >= 0:
            for one, quarter in dates.items():
                board.place(one, quarter)
        else:
            changed = True
    return changed


def hanging(id: str, board: Board) -> set[str]:
    """All placed that could not stay without it: what it feeds into the order of work, and a platform's systems."""
    found, waiting = {id}, [id]
    while waiting:
        at = waiting.pop()
        behind = [feed.source for feed in board.sources.get(at, ()) if feed.repoint_cost is None]
        if at in board.estate.platform:
            behind += [one for one in board.placed if at in board.estate.replacing.get(one, ())]
        for one in behind:
            if one in board.placed and one not in found:
                found.add(one)
                waiting.append(one)
    return found


def _regained(board: Board, dates: dict[str, int]) -> float:
    """What putting all of them back would gain; the board is left as it was."""
    gained = 0.0
    for id, quarter in dates.items():
        gained += board.gain(id, quarter)
        board.place(id, quarter)
    for id in dates:
        board.remove(id)
    return gained
