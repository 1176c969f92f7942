"""Ranks in their order, and what a rank stands at least as high as."""

from __future__ import annotations

RANKS = (
    "staff",
    "constable",
    "sergeant",
    "inspector",
    "chief-inspector",
    "superintendent",
    "chief-superintendent",
    "assistant-chief-constable",
    "deputy-chief-constable",
    "chief-constable",
)
ALSO = {"custody-officer": "sergeant", "detention-officer": "staff", "officer": "constable"}


def at_least(rank: object, wanted: str) -> bool:
    """Whether the rank is `wanted` or above it; False for a rank that nobody has."""
    name = ALSO.get(str(rank), str(rank))
    return name in RANKS and RANKS.index(name) >= RANKS.index(wanted)
