"""The ground of charts with two axes: level lines with their numbers, and names along the foot."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from daybook.web.charts.marks import Mark, stroke, text
from daybook.web.charts.scales import axis_words

LEFT, RIGHT = 12.0, 97.0
TOP, FOOT, HEIGHT = 22, 222, 250
"""The plot lies between LEFT and RIGHT (per cent) and between TOP and FOOT (pixels)."""
EDGE = 9.0
"""Per cent: half of a long name."""
LETTERS, LETTERS_ON_A_PHONE, SHORTEST = 72, 42, 5
"""How many there is room for along the foot, spaces between names among them; shorter names count as such of five."""


def x(share: float) -> float:
    """Per cent of the width for a share of the plot from 0 to 1."""
    return LEFT + (RIGHT - LEFT) * share


def y(value: float, most: float, least: float = 0) -> float:
    """Pixels from the top for a value on an axis from `least` to `most`."""
    return FOOT - (FOOT - TOP) * (value - least) / (most - least)


def ground(levels: Sequence[float], measure: str) -> list[Mark]:
    """Level lines, each with its number; the measure above them all."""
    marks = [text(0, 11, measure, "text quiet")]
    for level in levels:
        at = y(level, levels[-1], levels[0])
        marks.append(stroke(LEFT, at, RIGHT, at, "axis" if level == 0 else "level"))
        marks.append(text(LEFT, at + 4, axis_words(level), "text end", shift=-6))
    return marks


def feet(
    names: Sequence[str],
    shares: Sequence[float],
    baseline: float = FOOT + 18,
    place: Callable[[float], float] = x,
) -> list[Mark]:
    """Names below the plot, each in the middle of its place; where they are many or long, some are left out."""
    room = max([SHORTEST, *map(len, names)]) + 1
    every = math.ceil(len(names) * room / LETTERS) or 1
    shown = list(zip(names, shares, strict=True))[::every]
    fine = len(shown) * room > LETTERS_ON_A_PHONE
    return [
        _foot(place(share), baseline, name, fine and index % 2 == 1)
        for index, (name, share) in enumerate(shown)
    ]


def _foot(left: float, baseline: float, name: str, fine: bool) -> Mark:
    """One at an edge begins or ends there, so that a long one does not reach out of the page."""
    look = "text fine" if fine else "text"
    if left < EDGE:
        return text(0, baseline, name, look)
    return (
        text(100, baseline, name, f"{look} end")
        if left >= RIGHT
        else text(left, baseline, name, f"{look} middle")
    )
