"""What was odd in a file, how often, and what was done about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

WITHIN = "a line between quotation marks, which makes it part of the row above"


class ReadingError(ValueError):
    """Nothing can be forecast from what was read; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Note:
    """One kind of fault in plain words, the events it touches, and what was done. It holds nobody's data."""

    what: str
    count: int
    done: str

    def __str__(self) -> str:
        return f"{self.count:,} × {self.what}: {self.done}."


def tallied(tally: Mapping[str, int]) -> list[Note]:
    """Of rows that never became any."""
    return [Note(what, count, _WITHIN if what == WITHIN else "left out") for what, count in tally.items()]


_WITHIN = (
    "taken as more of that row; if it is a crime of its own, a quotation mark is missing or too many above it"
)
