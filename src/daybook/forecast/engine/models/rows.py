"""Which cells and steps a count model is trained on: so many at most, each standing for as many as it was drawn for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from daybook.forecast.engine.arrays import Floats, Ints

MOST_ROWS = 300_000
SEED = 1


@dataclass(frozen=True, eq=False)
class Rows:
    """`features` (rows, features); `counts` that came, what was `expected` before, and for how many cells each row
    stands, all of shape (rows,)."""

    features: Floats
    counts: Floats
    expected: Floats
    weights: Floats


def drawn(counts: Floats, most: int, random: np.random.Generator) -> tuple[Ints, Floats]:
    """About `most` cells of one step, and for how many each stands, so that weighted sums are right in the mean.

    Half of the room is for cells with events, what is left for empty ones; `counts` of shape (cells,).
    """
    full, empty = np.flatnonzero(counts > 0), np.flatnonzero(counts == 0)
    some = min(len(full), max(most // 2, 1))
    parts = [_some(full, some, random), _some(empty, min(len(empty), max(most - some, 1)), random)]
    cells, weights = zip(*parts, strict=True)
    return np.concatenate(cells), np.concatenate(weights)


def _some(cells: Ints, number: int, random: np.random.Generator) -> tuple[Ints, Floats]:
    taken = cells if number == len(cells) else np.sort(random.choice(cells, number, replace=False))
    return taken, np.full(number, len(cells) / max(number, 1))
