"""A round through boxes in straight-line order: the nearest next, then mended where two legs cross."""

from __future__ import annotations

import numpy as np

from daybook.forecast.engine.arrays import Floats

MOST_ROUNDS = 20


def route(x: Floats, y: Floats) -> list[int]:
    """The order in which to visit the places, beginning with the first; `x`, `y` in metres."""
    if not len(x):
        return []
    apart = np.hypot(x[:, None] - x[None, :], y[:, None] - y[None, :])
    order, left = [0], set(range(1, len(x)))
    while left:
        order.append(min(left, key=lambda one: (apart[order[-1], one], one)))
        left.remove(order[-1])
    return _mended(order, apart)


def _mended(order: list[int], apart: Floats) -> list[int]:
    """Stretches turned round as long as that makes the way shorter (2-opt); the first place stays the first."""
    for _ in range(MOST_ROUNDS):
        before = list(order)
        for start in range(1, len(order) - 1):
            for end in range(start + 1, len(order)):
                if _gain(order, apart, start, end) > 1e-6:
                    order[start : end + 1] = order[start : end + 1][::-1]
        if order == before:
            break
    return order


def _gain(order: list[int], apart: Floats, start: int, end: int) -> float:
    """Metres saved by turning the stretch round; the way does not lead back."""
    before, first, last = order[start - 1], order[start], order[end]
    saved = apart[before, first] - apart[before, last]
    if end + 1 < len(order):
        saved += apart[last, order[end + 1]] - apart[first, order[end + 1]]
    return float(saved)


def length(x: Floats, y: Floats, order: list[int]) -> float:
    """Metres of the way in straight lines."""
    return float(np.hypot(np.diff(x[order]), np.diff(y[order])).sum())
