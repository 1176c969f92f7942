"""Numbers as files write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from daybook.forecast.engine.arrays import Flags, Floats
from daybook.forecast.engine.reading.codes import word

PARTED = re.compile(r"-?[1-9]\d{0,2}(?:[,\s]\d{3})+(?:\.\d+)?")
"""As 530,123.5 or 530 123: thousands, unless 530,123 has a decimal comma."""
BETWEEN = re.compile(r"[,\s]")
SCILLY = 80.0
"""The Isles of Scilly in km east: no land of the National Grid so far south lies west of them."""


def coordinates(across: Any, up: Any, degrees: bool | None = None) -> tuple[Floats, Floats]:
    """Floats of two columns; `530,123` is 530123 in a row of metres, 530.123 in one of degrees.

    `degrees` tells what all rows hold, None where each must tell by itself: metres by its decimal commas are degrees of
    places, or as metres lie in the sea west of Scilly.
    """
    (x, across_texts), (y, up_texts) = _read(across), _read(up)
    metres = ~_may_be_degrees(x, y) if degrees is None else np.full(len(x), not degrees)
    return _with_thousands(x, across_texts, metres), _with_thousands(y, up_texts, metres)


def figures(values: Any) -> tuple[Floats, int]:
    """Floats of a column, and in how many of them a comma parts thousands: in none where one is a decimal comma."""
    read, texts = _read(values)
    commas = [
        text for text, value in zip(texts, read, strict=False) if "," in text and _is_number(text, value)
    ]
    parted = all(PARTED.fullmatch(text) for text in commas)
    return _with_thousands(read, texts, np.full(len(read), parted)), len(commas) if parted else 0


def _read(values: Any) -> tuple[Floats, Sequence[str]]:
    """Floats, `51,5` as 51.5 and not-a-number where there is none; and the texts, unless Arrow or NumPy reads all."""
    if isinstance(values, np.ndarray) and values.dtype.kind in "fiu":
        return values.astype(float), ()
    try:
        if isinstance(values, pa.Array):
            return np.asarray(values.cast(pa.float64()).to_numpy(zero_copy_only=False)), ()
        return np.array(values, dtype=float), ()
    except (ValueError, TypeError, NotImplementedError):
        texts = [word(one) for one in (values.to_pylist() if isinstance(values, pa.Array) else values)]
        return np.array([_number(text) for text in texts], float), texts


def _number(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return np.nan


def _is_number(text: str, read: float) -> bool:
    return bool(np.isfinite(read) or PARTED.fullmatch(text))


def _may_be_degrees(x: Floats, y: Floats) -> Flags:
    return np.asarray((np.maximum(np.abs(x), np.abs(y)) <= 180) & ((x < SCILLY) | (y < 0)))


def _with_thousands(read: Floats, texts: Sequence[str], where: Flags) -> Floats:
    found = read.copy()
    for at in np.flatnonzero(where).tolist() if texts else ():
        if PARTED.fullmatch(texts[at]):
            found[at] = float(BETWEEN.sub("", texts[at]))
    return found
