"""Rows with lists of different length, as NumPy arrays: what a loop over a million records would take minutes for."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

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
        number: dict[Hashable, int] = {}
        known = number.setdefault
        return cls.of([[known(value, len(number)) for value in row] if row else () for row in rows])

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


class Numbered:
    """Gives every different value a number."""

    def __init__(self) -> None:
        self._numbers: dict[object, int] = {}

    def __call__(self, value: object) -> int:
        return self._numbers.setdefault(value, len(self._numbers))

    def values(self) -> Iterable[object]:
        """The different values, in the order of their numbers."""
        return self._numbers

    def all(self, values: Iterable[object]) -> tuple[int, ...]:
        """The numbers of several values."""
        return tuple([self(value) for value in values])
