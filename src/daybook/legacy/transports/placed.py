"""Extracts in one file, which is read anew each time that it is gone through."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Container, Iterator

from daybook.legacy.transports.base import Tree


class PlacedExtract(ABC):
    """All records of a file, or those at some places, counted from 0."""

    def __iter__(self) -> Iterator[tuple[str, Tree]]:
        return self._records(None)

    def only(self, places: Container[int]) -> Iterator[tuple[str, Tree]]:
        return self._records(places)

    @abstractmethod
    def _records(self, places: Container[int] | None) -> Iterator[tuple[str, Tree]]:
        """Name and content of the records at these places, None for all; the others are passed by unread."""
