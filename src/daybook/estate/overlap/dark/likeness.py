"""How alike a trace and a name are: 0 to 100, for many of both at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process

from daybook.estate.overlap.dark.normal import initials, run_together

ALIKE = 87.0
"""From this on two names are taken for one."""
SHORTEST = 4
"""Shorter names must be equal: among three letters every slip makes another name."""
SLIP = 3
"""Names that differ by more letters in length differ by a word, and not by a slip."""
RARE = 3
"""A word that so few names have can carry the likeness of two names alone."""

Numbers = np.ndarray[Any, np.dtype[np.float32]]


def likeness(names: Sequence[str], known: Sequence[str]) -> Numbers:
    """One row for each name, one column for each known one; both as `normal.product` gives them."""
    runs, known_runs = [run_together(name) for name in names], [run_together(name) for name in known]
    found: Numbers = process.cdist(runs, known_runs, scorer=fuzz.ratio, dtype=np.float32, workers=1)
    short = np.minimum.outer([len(run) for run in runs], [len(run) for run in known_runs]) < SHORTEST
    longer = np.abs(np.subtract.outer([len(run) for run in runs], [len(run) for run in known_runs]))
    found[(short & (found < 100)) | (longer > SLIP)] = 0
    _mark_initials(found, runs, known)
    _mark_initials(found.T, known_runs, names)
    _mark_parts(found, names, known)
    return found


def _mark_initials(found: Numbers, runs: Sequence[str], names: Sequence[str]) -> None:
    """A run of letters that is the initials of a longer name is that name."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(names):
        if letters := initials(name):
            places[letters].append(place)
    for row, run in enumerate(runs):
        if run and (columns := places.get(run)):
            found[row, columns] = 100


def _mark_parts(found: Numbers, names: Sequence[str], known: Sequence[str]) -> None:
    """All words of one among those of the other, a rare one among them: "Holmbury" and "Holmbury case files"."""
    having: dict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(known):
        for word in set(name.split()):
            having[word].append(place)
    counts = Counter({word: len(places) for word, places in having.items()})
    for row, name in enumerate(names):
        its = set(name.split())
        for word in its:
            if len(word) < SHORTEST or not 0 < counts[word] <= RARE:
                continue
            for place in having[word]:
                other = set(known[place].split())
                if its <= other or (other <= its and not _has_own_brand(name, other, counts)):
                    found[row, place] = max(found[row, place], ALIKE)


def _has_own_brand(name: str, shared: Collection[str], counts: Counter[str]) -> bool:
    """Whether it begins with a word that no known name has: "Kelpen account requests" is no "account requests"."""
    first = name.split()[0]
    return first not in shared and not counts[first]
