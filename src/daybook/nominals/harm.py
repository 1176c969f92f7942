"""How much harm a case on the data quality desk may do while it waits: the order of the queue.

Two people taken for one can lead to a wrong arrest, and each further record of theirs spreads the mistake; one person
kept as two hides what is known of them. So harm = weight of the trouble x log2(records at stake) x urgency. Of an
uncertain pair the urgency says how open the question is: 1 at 0 bits, half at 10 bits to either side. Of all others it
says how strongly the weights pull together what should stay apart: a half at 10 bits, more above. The weights are the
force's judgement and stand here in one place; docs/data-quality-desk.md gives the reasons.
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


def harm(trouble: str, bits: float, size: int) -> float:
    """The place in the queue, the highest first. `size`: records that the person would have."""
    urgency = _openness(bits) if trouble == Trouble.UNCERTAIN else _pull(bits)
    return round(WEIGHTS[trouble] * log2(max(size, 2)) * urgency, 3)


def _openness(bits: float) -> float:
    return HALF_AT / (HALF_AT + abs(bits))


def _pull(bits: float) -> float:
    return max(bits / (HALF_AT + abs(bits)), LEAST_PULL)
