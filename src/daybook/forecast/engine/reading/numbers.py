"""Numbers as files write them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from daybook.forecast.engine.arrays import Floats


def numbers(values: Any) -> Floats:
    """Floats of a column, not-a-number where there is none; `51,5` is read as 51.5."""
    if isinstance(values, np.ndarray) and values.dtype.kind in "fiu":
        return values.astype(float)
    try:
        if isinstance(values, pa.Array):
            return np.asarray(values.cast(pa.float64()).to_numpy(zero_copy_only=False))
        return np.array(values, dtype=float)
    except (ValueError, TypeError, NotImplementedError):
        return np.array([_number(value) for value in values], float)


def _number(value: Any) -> float:
    try:
        return float(str(value).strip().replace(",", "."))
    except ValueError:
        return np.nan
