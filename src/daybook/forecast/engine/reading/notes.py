"""What was odd in a file, how often, and what was done about it."""

from __future__ import annotations

from dataclasses import dataclass


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
