"""What must be done before a system can go, and the laying of all of it together."""

from __future__ import annotations

from daybook.estate.roadmap.board import Board


class Needs:
    """Keeps what each system needs; the same for one estate whatever is placed."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self._all: dict[str, tuple[str, ...] | None] = {}

    def of(self, id: str) -> tuple[str, ...] | None:
        """What is not placed yet of all it needs and itself, in the order of work; none where it can never go."""
        if id not in self._all:
            self._all[id] = self._found(id)
        every = self._all[id]
        return None if every is None else tuple(one for one in every if one not in self.board.placed)

    def _found(self, id: str) -> tuple[str, ...] | None:
        """Depth first, users and platforms before the system itself; a circle stands in one place."""
        order: list[str] = []
        seen = {id}
        stack = [(id, iter(self._direct(id)))]
        while stack:
            at, further = stack[-1]
            for need in further:
                if need not in self.board.estate.work or need in self.board.wishes.stay:
                    return None
                if need not in seen:
                    seen.add(need)
                    stack.append((need, iter(self._direct(need))))
                    break
            else:
                stack.pop()
                order.append(at)
        return tuple(order)

    def _direct(self, id: str) -> list[str]:
        estate = self.board.estate
        users = [feed.user for feed in estate.users.get(id, ()) if feed.repoint_cost is None]
        return [*estate.replacing.get(id, ()), *users]

    def lay(self, id: str, last: int | None = None) -> bool:
        """Places it and all it needs, each in the first quarter in which it fits; all of them or none."""
        lacking = self.of(id)
        if lacking is None:
            return False
        laid: list[str] = []
        for need in lacking:
            pinned = self.board.wishes.pins.get(need)
            latest = last if pinned is None or last is None else min(pinned, last)
            quarter = self.board.earliest(need, latest)
            if quarter is None:
                for one in reversed(laid):
                    self.board.remove(one)
                return False
            self.board.place(need, quarter)
            laid.append(need)
        return True
