"""Rows with lists of different length, as NumPy arrays: what a loop over a million records would take minutes for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Any

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ragged:
    """`values` of all rows one after another, and how many of them each row has."""

    values: Whole
    counts: Whole

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]]) -> Ragged:
        counts = np.fromiter(map(len, rows), np.int64, len(rows))
        values = np.fromiter(chain.from_iterable(rows), np.int64, int(counts.sum()))
        return cls(values, counts)

    @classmethod
    def numbered(cls, rows: Sequence[Sequence[Hashable]]) -> Ragged:
        """Each different value as a number."""
        counts = np.fromiter(map(len, rows), np.int64, len(rows))
        return cls(numbered(list(chain.from_iterable(rows)))[0], counts)

    @property
    def starts(self) -> Whole:
        return np.cumsum(self.counts) - self.counts

    @property
    def owners(self) -> Whole:
        """The row of each value."""
        return np.repeat(np.arange(len(self.counts)), self.counts)

    def take(self, rows: Whole) -> Ragged:
        """The rows in another order, some left out or repeated."""
        counts = self.counts[rows]
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        return Ragged(self.values[np.repeat(self.starts[rows], counts) + within], counts)


def numbered(values: Sequence[Hashable]) -> tuple[Whole, list[Any]]:
    """(the number of each value, the different values in the order of their numbers)."""
    numbers: defaultdict[Hashable, int] = defaultdict(count().__next__)
    return np.fromiter(map(numbers.__getitem__, values), np.int64, len(values)), list(numbers)


def crossed(first: Ragged, second: Ragged) -> tuple[Whole, Whole, Whole]:
    """Every value of a row with every value of the same row there: (row, value, value)."""
    many = first.counts * second.counts
    rows = np.repeat(np.arange(len(many)), many)
    within = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    others = second.counts[rows]
    return (
        rows,
        first.values[first.starts[rows] + within // others],
        second.values[second.starts[rows] + within % others],
    )
