"""Words as numbers, so that a column of five million words takes the room of its numbers."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np

from daybook.forecast.engine.arrays import Ints


class Codes:
    """Gives each new word the next number; `words` in that order."""

    def __init__(self) -> None:
        self._known = _Numbers()

    @property
    def words(self) -> list[str]:
        return list(self._known)

    def of(self, values: Collection[Any]) -> Ints:
        """The number of each word; a missing one is the empty word."""
        return np.fromiter(map(self._known.__getitem__, values), np.int64, len(values))


class _Numbers(dict[Any, int]):
    """A word that is known is found at once; only of another it is asked what it is."""

    def __missing__(self, value: Any) -> int:
        return self.setdefault(word(value), len(self))


def word(value: Any) -> str:
    """Its text; empty for a missing one, be it None, not-a-number or what pandas calls NA."""
    if isinstance(value, str):
        return value.strip()
    same = value == value  # Only NA answers this with neither yes nor no.
    return str(value).strip() if value is not None and isinstance(same, (bool, np.bool)) and same else ""
