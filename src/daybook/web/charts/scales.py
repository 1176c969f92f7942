"""From numbers to places: round steps for an axis, and numbers as they are read."""

from __future__ import annotations

import math
from collections.abc import Iterable

STEPS = (1, 2, 2.5, 5, 10)


def ticks(most: float, wanted: int = 4) -> list[float]:
    """Round numbers from 0 to at least `most`, about `wanted` steps; whole steps for small counts."""
    if most <= 0:
        return [0, 1]
    rough = most / wanted
    size = 10 ** math.floor(math.log10(rough))
    step = next(step * size for step in STEPS if step * size >= rough * 0.999999)
    step = max(step, 1) if most >= 1 else step
    return [index * step for index in range(math.ceil(most / step - 1e-9) + 1)]


def levels(values: Iterable[float | None], wanted: int = 4) -> list[float]:
    """Round numbers from below the least to above the greatest value; 0 is always one of them."""
    known = [value for value in values if value is not None]
    least, most = min([0, *known]), max([0, *known])
    if least == 0:
        return ticks(most, wanted)
    step = ticks(max(most, -least), wanted)[1]
    return [index * step for index in range(math.floor(least / step), math.ceil(most / step) + 1)]


def greatest(values: Iterable[float | None]) -> float:
    """The greatest of the numbers that are given; 0 where none is."""
    return max((value for value in values if value is not None), default=0)


def number_words(value: float) -> str:
    """A number as it is read: 1,234 or 12.5."""
    rounded = round(value, 1)
    return f"{rounded:,.0f}" if rounded == int(rounded) else f"{rounded:,.1f}"


def axis_words(value: float) -> str:
    """A number beside an axis, where a phone has room for six letters: 750, 2.5k or 12m."""
    for size, letter in ((1_000_000_000, "bn"), (1_000_000, "m"), (1_000, "k")):
        if abs(value) >= 10 * size or (abs(value) >= size and size > 1_000):
            return number_words(value / size) + letter
    return number_words(value)


def finite(values: Iterable[float | None]) -> None:
    """Raises ValueError for what is no number."""
    for value in values:
        if value is not None and not math.isfinite(value):
            raise ValueError(f"{value} cannot be drawn; a chart takes finite numbers.")


def checked(values: Iterable[float | None]) -> None:
    """Raises ValueError for a number that these kinds of chart cannot show."""
    for value in values:
        if value is not None and (not math.isfinite(value) or value < 0):
            raise ValueError(f"{value} cannot be drawn; a chart of counts takes numbers from 0 on.")
