"""Disjoint groups that know their members."""

from __future__ import annotations

from collections.abc import Sequence


class Groups:
    """Every place begins alone; joining moves the smaller group into the larger."""

    def __init__(self, size: int) -> None:
        self._group = list(range(size))
        self._members = {place: [place] for place in range(size)}

    def together(self, first: int, second: int) -> bool:
        """Whether the two are in one group."""
        return self._group[first] == self._group[second]

    def members(self, place: int) -> Sequence[int]:
        """All of the group."""
        return self._members[self._group[place]]

    def join(self, first: int, second: int) -> None:
        """Make one group of the two."""
        keep, give = self._group[first], self._group[second]
        if keep == give:
            return
        if len(self._members[keep]) < len(self._members[give]):
            keep, give = give, keep
        for place in self._members[give]:
            self._group[place] = keep
        self._members[keep] += self._members.pop(give)

    def all(self) -> list[tuple[int, ...]]:
        """Every group, members and groups in order of place."""
        return sorted(tuple(sorted(members)) for members in self._members.values())
