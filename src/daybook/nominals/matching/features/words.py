"""How far two words agree: the one measure for all text."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

NEAR, ROUGH = 0.9, 0.78
LONG_ENOUGH = 5

likeness = JaroWinkler.similarity
slips = OSA.distance


@lru_cache(maxsize=1 << 16)
def spelling(first: str, second: str) -> str:
    """`same`, `near`, `rough` or `other`.

    Near: Jaro-Winkler 0.9, or one slip of a key apart in a word of 5 letters or more. Rough: Jaro-Winkler 0.78.
    """
    if first == second:
        return "same"
    alike = likeness(first, second, score_cutoff=ROUGH)
    if not alike:
        return "other"
    if alike >= NEAR:
        return "near"
    long_enough = len(first) >= LONG_ENOUGH or len(second) >= LONG_ENOUGH
    return "near" if long_enough and slips(first, second, score_cutoff=1) <= 1 else "rough"


def near(first: str, second: str) -> bool:
    """Same or nearly the same."""
    return spelling(first, second) in ("same", "near")
