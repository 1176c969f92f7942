"""The part of the model near its relaxation, in which good plans are found soon.

Relaxation enforced neighbourhood search (Berthold, Mathematical Programming 146, 2014) for step variables: a piece of
work may be done from a little before the relaxation begins it until a little after it has finished it, until the last
quarter where it does not finish it, and not at all where it does not begin it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from daybook.estate.roadmap.model import Model

AROUND = 1
"""Quarters."""
NOUGHT = 1e-6


def fixed_far_away(model: Model, rises: Sequence[float]) -> dict[int, int]:
    """The variables that are not left open, each with its value."""
    fixed: dict[int, int] = {}
    for steps in model.steps.values():
        begun = _first(steps, rises, NOUGHT)
        finished = _first(steps, rises, 1 - NOUGHT)
        for quarter, variable in steps.items():
            if begun is None or quarter < begun - AROUND:
                fixed[variable] = 0
            elif finished is not None and quarter >= finished + AROUND:
                fixed[variable] = 1
    return fixed


def _first(steps: dict[int, int], rises: Sequence[float], above: float) -> int | None:
    found: Iterator[int] = (quarter for quarter, step in sorted(steps.items()) if rises[step] > above)
    return next(found, None)
