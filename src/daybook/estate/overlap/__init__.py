"""Which systems of an estate do the same work, and which are paid for or signed on to but stand on no register.

A plain library: dataclasses in, results out, no Django.

    from daybook.estate.overlap import Described, find_duplicates
    found = find_duplicates([Described("S1", "Lost dog register", capabilities={"4.2.1": 1}), ...])
"""

from daybook.estate.overlap.described import Described, Use
from daybook.estate.overlap.find import Cluster, Findings, Judged, Scored, Verdict, find_duplicates
from daybook.estate.overlap.model import Model, shipped
from daybook.estate.overlap.survivor import Proposal
from daybook.estate.overlap.trail import Trail, trail_of
from daybook.estate.overlap.words import Evidence

__all__ = [
    "Cluster",
    "Described",
    "Evidence",
    "Findings",
    "Judged",
    "Model",
    "Proposal",
    "Scored",
    "Trail",
    "Use",
    "Verdict",
    "find_duplicates",
    "shipped",
    "trail_of",
]
