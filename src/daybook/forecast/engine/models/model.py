"""What every model can do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from daybook.forecast.engine.arrays import Floats, Ints
from daybook.forecast.engine.history import History


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of a cell's expectation: what it comes from, in plain words, and which share of the whole it is."""

    words: str
    share: float


class Model(Protocol):
    """Learns from a history, expects events in each cell, and says why. It never sees a step before it is over."""

    @property
    def name(self) -> str:
        """What it is called in tables."""

    def fit(self, history: History) -> None:
        """Learn from all of a history; what it had learnt before is forgotten."""

    def update(self, cells: Ints) -> None:
        """Take in the events of the next step, without fitting again."""

    def intensity(self, step: int) -> Floats:
        """Events expected in each cell in that step, which must not lie in the past; shape (cells,)."""

    def explain(self, cell: int) -> Sequence[Reason]:
        """Why the next step's intensity in that cell is what it is, the largest share first; shares sum to 1."""


class PastError(ValueError):
    """A forecast was asked for a step that the model already knows."""


def checked(step: int, end: int) -> int:
    """The step, if it is not over for a history that ends at `end`. Raises `PastError`."""
    if step < end:
        raise PastError(f"Step {step} is already known; the next one is {end}.")
    return step
