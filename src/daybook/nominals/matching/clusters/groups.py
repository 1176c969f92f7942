"""Disjoint groups that know their members."""

from __future__ import annotations

from collections.abc import Sequence


class Groups:
    """Every place begins alone; joining moves the smaller group into the larger."""

    def __init__(self, size: int) -> None:
        self._group = list(range(size))
        self._members: dict[int, list[int]] = {}

    def together(self, first: int, second: int) -> bool:
        """Whether the two are in one group."""
        return self._group[first] == self._group[second]

    def name(self, place: int) -> int:
        """The number of the group, until it is joined to another."""
        return self._group[place]

    def members(self, place: int) -> Sequence[int]:
        """All of the group."""
        return self._members.get(self._group[place]) or [place]

    def join(self, first: int, second: int) -> None:
        """Make one group of the two."""
        keep, give = self._group[first], self._group[second]
        if keep == give:
            return
        if len(self.members(first)) < len(self.members(second)):
            keep, give = give, keep
        given = self._members.pop(give, None) or [give]
        self._members.setdefault(keep, [keep]).extend(given)
        for place in given:
            self._group[place] = keep

    def all(self) -> list[tuple[int, ...]]:
        """Every group, members and groups in order of place."""
        several = {min(its): tuple(sorted(its)) for its in self._members.values()}
        joined = {place for its in several.values() for place in its[1:]}
        return [several.get(place, (place,)) for place in range(len(self._group)) if place not in joined]
