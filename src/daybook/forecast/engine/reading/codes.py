"""Words as numbers, so that a column of five million words takes the room of its numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from daybook.forecast.engine.arrays import Ints


class Codes:
    """Gives each new word the next number; `words` in that order."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    @property
    def words(self) -> list[str]:
        return list(self._known)

    def of(self, values: Iterable[Any]) -> Ints:
        """The number of each word; a missing one is the empty word."""
        known = self._known
        texts = ["" if value is None or value != value else str(value).strip() for value in values]
        return np.fromiter((known.setdefault(text, len(known)) for text in texts), np.int64, len(texts))
