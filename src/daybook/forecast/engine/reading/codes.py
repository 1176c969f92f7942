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
        text = "" if value is None or value != value else str(value).strip()
        return self.setdefault(text, len(self))
