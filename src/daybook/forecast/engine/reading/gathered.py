"""All rows of a source as arrays, before anything is judged."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from daybook.forecast.engine.arrays import Flags, Floats, Ints, Times
from daybook.forecast.engine.reading.codes import Codes, Texts, texts_of
from daybook.forecast.engine.reading.headings import Block
from daybook.forecast.engine.reading.moments import Moments
from daybook.forecast.engine.reading.notes import ReadingError
from daybook.forecast.engine.reading.numbers import coordinates

Progress = Callable[[int], None]


@dataclass(eq=False)
class Gathered:
    """One entry for each row; `key` is a hash of the reference number, 0 where there is none.

    `degrees` tells whether the columns are longitude and latitude; `street`, `kind` and `method` number the words
    beside them. `until` and `method` are empty where the source has no such column.
    """

    x: Floats
    y: Floats
    time: Times
    kind: Ints
    street: Ints
    key: Ints
    kinds: list[str]
    streets: list[str]
    degrees: bool
    moments: Moments
    until: Times
    method: Ints
    methods: list[str]

    def __len__(self) -> int:
        return len(self.x)

    def __getitem__(self, chosen: Flags) -> Gathered:
        kept = {name: getattr(self, name)[chosen] for name in ("x", "y", "time", "kind", "street", "key")}
        more = {name: getattr(self, name) for name in ("until", "method")}
        return replace(self, **kept, **{name: told[chosen] for name, told in more.items() if len(told)})


def gather(
    blocks: Iterable[Block], progress: Progress = lambda rows: None, told: bool | None = None
) -> Gathered:
    """Read every block. `told`: whether coordinates are degrees, None where nobody says. Raises `ReadingError` where
    there is no row.
    """
    kinds, streets, methods, moments = Codes(), Codes(), Codes(), Moments()
    parts: list[tuple[Any, ...]] = []
    rows, degrees = 0, False
    for block in blocks:
        degrees = "longitude" in block
        across, up = ("longitude", "latitude") if degrees else ("x", "y")
        number = len(block["time"])
        blank = Texts([""], np.zeros(number, np.int64))
        texts = {what: texts_of(block[what]) for what in ("kind", "street", "key", "method") if what in block}
        parts.append((
            *coordinates(block[across], block[up], (degrees or None) if told is None else told),
            moments.read(block["time"]),
            kinds.of(texts.get("kind", blank)).astype(np.int32),
            streets.of(texts.get("street", blank)).astype(np.int32),
            _hashes(texts.get("key", blank)),
            moments.read(block["until"], counted=False) if "until" in block else np.empty(0, "M8[s]"),
            methods.of(texts["method"]).astype(np.int32) if "method" in block else np.empty(0, np.int32),
        ))  # fmt: skip
        rows += number
        progress(rows)
    if not rows:
        raise ReadingError("There is no row that can be read. Ask for the file again.")
    x, y, time, kind, street, key, until, method = map(np.concatenate, zip(*parts, strict=True))
    return Gathered(
        *(x, y, time, kind, street, key, kinds.words, streets.words, degrees, moments),
        # Of several files some may lack the column.
        until if len(until) == rows else until[:0],
        method if len(method) == rows else method[:0],
        methods.words,
    )


def _hashes(texts: Texts) -> Ints:
    """Of the text of each; 0 where there is none, as Python has it for an empty text."""
    return np.array([hash(word) for word in texts.words], np.int64)[texts.rows]
