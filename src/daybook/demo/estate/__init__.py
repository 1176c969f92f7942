"""Believable estates of old systems, invented from a seed: the same arguments give the same bytes everywhere.

    from daybook.demo.estate import generate_estate, write, write_truth
    estate = generate_estate(seed=7)
    write(estate, Path("estate"))
    write_truth(estate, Path("truth"))

Every system, product and firm is invented.
"""

from __future__ import annotations

from datetime import date

from daybook.demo.estate.files import Written, write, write_truth
from daybook.demo.estate.linking import contract, link, name_joined
from daybook.demo.estate.making import make_all
from daybook.demo.estate.naming import name_all
from daybook.demo.estate.planning import plan
from daybook.demo.estate.shadows import shadows
from daybook.demo.estate.shapes import Estate
from daybook.demo.estate.using import applications, users_of

__all__ = ["Estate", "Written", "generate_estate", "write", "write_truth"]


def generate_estate(seed: int, systems: int = 750, until: date | None = None) -> Estate:
    """An invented estate as it stood on `until` (1 November 2026)."""
    its = plan(seed, systems)
    name_all(seed, its)
    make_all(seed, its)
    name_joined(its)
    estate = Estate(seed, until or date(2026, 11, 1), its, shadows(seed, its))
    for step in (applications, users_of, contract, link):
        step(estate)
    return estate
