"""How much harm a case on the data quality desk may do while it waits: the order of the queue.

Two people taken for one can lead to a wrong arrest, and each further record of theirs spreads the mistake; one person
kept as two hides what is known of them. So harm = weight of the trouble x log2(records at stake) x pull, which is how
strongly the bits draw the two together: a half at 10 bits, more above. The stronger it is, the likelier a contradiction
misleads somebody, and the likelier an uncertain pair hides something. The weights are the force's judgement and stand
here in one place; docs/data-quality-desk.md gives the reasons.
"""

from __future__ import annotations

from math import log2

from daybook.nominals.models import Trouble

WEIGHTS: dict[str, float] = {
    Trouble.REUSED: 6.0,
    Trouble.CONTRADICTION: 5.0,
    Trouble.BRIDGE: 4.0,
    Trouble.GROWING: 3.0,
    Trouble.UNCERTAIN: 1.0,
}
HALF_AT = 10.0
"""Bits from the even chance at which a case is worth half."""
LEAST_PULL = 0.1


def harm(trouble: str, bits: float, size: int, *, inside: bool = False) -> float:
    """The place in the queue, the highest first. `size`: records that the person would have. `inside`: has already."""
    # A number used again misleads the more, the less the two are alike; who is one already misleads as it is.
    pull = 1.0 if trouble == Trouble.REUSED or inside else max(bits / (HALF_AT + abs(bits)), LEAST_PULL)
    return round(WEIGHTS[trouble] * log2(max(size, 2)) * pull, 3)
