"""Short and familiar forms of first names: the hand-kept table of the package `nicknames` (Apache-2.0), both ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from nicknames import NickNamer


def _both_ways() -> Mapping[str, frozenset[str]]:
    both: defaultdict[str, set[str]] = defaultdict(set)
    for name, short in NickNamer.default_lookup().items():
        for form in short:
            both[name].add(form)
            both[form].add(name)
    return {name: frozenset(forms - {name}) for name, forms in both.items()}


TABLE = _both_ways()
"""For each name, all names that may stand for it: william has bill, and bill has william."""


def stand_for_one_another(first: str, second: str) -> bool:
    """Whether one is a usual short or familiar form of the other."""
    return second in TABLE.get(first, ())
