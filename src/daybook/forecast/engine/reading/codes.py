"""Words as numbers, so that a column of five million words takes the room of its numbers."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from daybook.forecast.engine.arrays import Ints
from daybook.forecast.engine.reading.delimited import WINDOWS


@dataclass(frozen=True, eq=False)
class Texts:
    """A column as text: each different one once, stripped, empty for a missing one; and which of them each row has."""

    words: list[str]
    rows: Ints


def texts_of(column: Any) -> Texts:
    """`column` is one of Arrow, or of values of any kind."""
    found = _as_text(column).dictionary_encode("encode")
    words = ["" if one is None else one.strip() for one in found.dictionary.to_pylist()]
    return Texts(words, found.indices.to_numpy().astype(np.int64))


def _as_text(column: Any) -> pa.Array:
    if isinstance(column, pa.Array):
        if not pa.types.is_floating(column.type):  # Not-a-number is no word.
            with suppress(NotImplementedError, pa.ArrowInvalid):  # Lists and bytes have no text in Arrow.
                return column.cast(pa.string())
        column = column.to_pylist()
    return pa.array([word(value) for value in column], pa.string())


class Codes:
    """Gives each new word the next number; `words` in that order."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    @property
    def words(self) -> list[str]:
        return list(self._known)

    def of(self, texts: Texts) -> Ints:
        """The number of each row's word."""
        numbers = [self._known.setdefault(word, len(self._known)) for word in texts.words]
        return np.array(numbers, np.int64)[texts.rows]


def word(value: Any) -> str:
    """Its text; empty for a missing one, be it None, not-a-number or what pandas calls NA."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", WINDOWS)
    if isinstance(value, str):
        return value.strip()
    same = value == value  # Only NA answers this with neither yes nor no.
    return str(value).strip() if value is not None and isinstance(same, (bool, np.bool)) and same else ""
