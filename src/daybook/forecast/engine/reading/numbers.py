"""Numbers as files write them."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pyarrow as pa

from daybook.forecast.engine.arrays import Floats

GROUPED = re.compile(r"-?\d{1,3}(?:[,\s]\d{3})+(?:\.\d+)?")
"""As 530,123.5 or 530 123: in a column of metres no decimal comma."""


def numbers(values: Any, *, metres: bool = False) -> Floats:
    """Floats of a column, not-a-number where there is none; `51,5` is read as 51.5, `530,123` in `metres` as 530123."""
    if isinstance(values, np.ndarray) and values.dtype.kind in "fiu":
        return values.astype(float)
    try:
        if isinstance(values, pa.Array):
            return np.asarray(values.cast(pa.float64()).to_numpy(zero_copy_only=False))
        return np.array(values, dtype=float)
    except (ValueError, TypeError, NotImplementedError):
        return np.array([_number(str(value).strip(), metres) for value in values], float)


def _number(text: str, metres: bool) -> float:
    if metres and GROUPED.fullmatch(text):
        text = re.sub(r"[,\s]", "", text)
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return np.nan
