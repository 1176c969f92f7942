"""Whom else a record may be: of several who are not one person, at most one is right.

Among a million people a namesake with a birth date one digit off is often somebody else, and the one who was meant
stands beside them with the same odds. So a pair's odds are set against those of all the others: against one who is
just as likely, nothing is left of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import inf, log2

import numpy as np

from daybook.nominals.matching.clusters.groups import Groups
from daybook.nominals.matching.pairs import Edge, Edges, Pairs, Places

NEAREST = -3.0
"""Bits from which another counts; ten of less would not take off one bit."""
AreTwo = Callable[[int, int, float], bool]


class Rivals:
    """Of all pairs that come near, who else there is for either side, while the groups grow."""

    def __init__(self, edges: Edges, are_two: AreTwo, groups: Groups) -> None:
        self.are_two, self.groups = are_two, groups
        places, others = (np.concatenate(its) for its in _both_ways(edges.pairs))
        bits = np.tile(edges.bits, 2)
        order = np.lexsort((bits, places))
        self._others, self._bits = others[order].tolist(), bits[order].tolist()
        # One more than the places that come up: each ends where the next begins.
        self._starts = np.searchsorted(places[order], np.arange(places.max(initial=-1) + 2)).tolist()

    def _near(self, place: int) -> Iterable[tuple[int, float]]:
        """Whom a record may be, with the bits of each pair, the best last; few records are asked for."""
        if place + 1 >= len(self._starts):
            return ()
        its = slice(self._starts[place], self._starts[place + 1])
        return zip(self._others[its], self._bits[its], strict=True)

    def left_of(self, edge: Edge) -> float:
        """The pair's bits, less those of the others."""
        return edge.bits - self._taken_off(edge.first, edge.second) - self._taken_off(edge.second, edge.first)

    def _taken_off(self, place: int, partner: int) -> float:
        """For the others who may be `place`, but not `partner`; all records of one person count as their best."""
        best: dict[int, float] = {}
        for other, bits in self._near(place):
            if other != partner and self._is_rival(other, place, partner):
                person = self.groups.name(other)
                best[person] = max(bits, best.get(person, -inf))
        return log2(1 + sum(2**bits for bits in best.values())) if best else 0.0

    def _is_rival(self, other: int, place: int, partner: int) -> bool:
        if self.groups.together(other, place) or self.groups.together(other, partner):
            return False
        bits = dict(self._near(partner)).get(other)
        return bits is None or self.are_two(other, partner, bits)


def _both_ways(pairs: Pairs) -> tuple[tuple[Places, Places], tuple[Places, Places]]:
    return (pairs.first, pairs.second), (pairs.second, pairs.first)
