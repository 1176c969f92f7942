"""How many systems of the register count today, by what is found of them."""

from __future__ import annotations

from daybook.estate.findings import Finding
from daybook.estate.queries.estate import Estate, Held

KINDS = (Finding.OBSOLETE, Finding.DUPLICATE, Finding.UNUSED)
"""A system with several findings is counted under the first of these."""


def counts_of(estate: Estate) -> dict[str, int]:
    """By the counting rule in force; `other` are those of which none of the three is found."""
    counts = dict.fromkeys([*(kind.value for kind in KINDS), "other"], 0)
    for held in estate.counted:
        counts[_kind(held)] += 1
    return counts


def _kind(held: Held) -> str:
    return next((kind.value for kind in KINDS if held.has(kind)), "other")
