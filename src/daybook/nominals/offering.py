"""Who is offered, and how openly: the cost rule of the look-up.

Somebody on record who is not found is recorded a second time, and their warnings are not seen: that counts as 100
people read in vain. So a line is worth showing openly from one chance in a hundred on, and worth folding away, where
it costs a hundredth of that, from one in ten thousand. A chance is what is left of it beside all others who are
found: of several, at most one is right.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

READ_IN_VAIN = 100
"""People read in vain that cost as much as one who is not found."""
OPEN, FOLDED = -log2(READ_IN_VAIN), -2 * log2(READ_IN_VAIN)
"""Bits left from which a person is offered openly, and from which folded away."""


def left_of(bits: Sequence[float]) -> list[float]:
    """What is left of each one's bits when the odds of all the others are taken off."""
    odds = [2**one for one in bits]
    return [one - log2(1 + sum(odds[:place]) + sum(odds[place + 1 :])) for place, one in enumerate(bits)]
