"""The trail of typing twice: one person who opens one record in two systems within ten minutes.

Of several entries of one name the log of use is the only witness that needs nobody's memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from daybook.estate.overlap.described import Use

WINDOW_SECONDS = 600
FEWEST = 10
"""Below so many records opened in a system its log says nothing about whom it is used together with."""

Whole = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Trail:
    """`cases`: how many records were opened in each system, counted once for each person who did;
    `together`: how many of them in both of two systems, the lesser number first.
    """

    cases: Mapping[str, int] = field(default_factory=dict)
    together: Mapping[tuple[str, str], int] = field(default_factory=dict)


def trail_of(uses: Iterable[Use]) -> Trail:
    """The trail in a log, in any order. Lines without a subject are left out: they name no record."""
    case_codes: dict[tuple[str, str], int] = {}
    systems: dict[str, int] = {}
    lines = sorted(
        (
            case_codes.setdefault((use.user, use.subject), len(case_codes)),
            use.at.timestamp(),
            systems.setdefault(use.system, len(systems)),
        )
        for use in uses
        if use.subject
    )
    if not lines:
        return Trail()
    case, system = (np.array([line[part] for line in lines], np.int64) for part in (0, 2))
    at = np.array([line[1] for line in lines])
    names, size = list(systems), len(systems)
    alone = np.bincount(np.unique(case * size + system) % size, minlength=size).tolist()
    together = {
        _in_order(names[pair // size], names[pair % size]): count
        for pair, count in _together(case, at, system, size)
    }
    return Trail(dict(zip(names, alone, strict=True)), together)


def _in_order(first: str, second: str) -> tuple[str, str]:
    return (first, second) if first < second else (second, first)


def _together(case: Whole, at: Any, system: Whole, size: int) -> list[tuple[int, int]]:
    """Each line with the next, the one after and so on, until none is of the same case and time."""
    found = [np.empty(0, np.int64)]
    for step in range(1, len(case)):
        near = (case[step:] == case[:-step]) & (at[step:] - at[:-step] <= WINDOW_SECONDS)
        if not near.any():
            break
        first, second = system[:-step][near], system[step:][near]
        low, high = np.minimum(first, second), np.maximum(first, second)
        found.append(((case[:-step][near] * size + low) * size + high)[low != high])
    pairs, counts = np.unique(np.unique(np.concatenate(found)) % (size * size), return_counts=True)
    return list(zip(pairs.tolist(), counts.tolist(), strict=True))
