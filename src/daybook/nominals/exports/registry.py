"""Exports of old systems that the rooms above can read: each room says which there are when it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from daybook.nominals.matching import Written

Reader = Callable[[], Iterable[Written]]
_readers: dict[str, Reader] = {}
_sources: list[Callable[[], dict[str, Reader]]] = []


def register(system: str, reader: Reader) -> None:
    """Offer the people that an old system holds; `reader` gives them as they stand there, when it is asked."""
    _readers[system] = reader


def register_source(readers: Callable[[], dict[str, Reader]]) -> None:
    """Offer those that are only known when they are asked for: which systems are joined may change."""
    _sources.append(readers)


def exports() -> dict[str, Reader]:
    """Every registered old system, by name; what was registered by name stands before what a source offers."""
    offered = {name: reader for source in _sources for name, reader in source().items()}
    return dict(sorted({**offered, **_readers}.items()))
