"""Exports of old systems that the rooms above can read: each registers a name and a function."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from daybook.nominals.matching import Written

Reader = Callable[[], Iterable[Written]]
_readers: dict[str, Reader] = {}


def register(system: str, reader: Reader) -> None:
    """Offer the people that an old system holds; `reader` gives them as they stand there, when it is asked."""
    _readers[system] = reader


def exports() -> dict[str, Reader]:
    """Every registered old system, by name."""
    return dict(sorted(_readers.items()))
