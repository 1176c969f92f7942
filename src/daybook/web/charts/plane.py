"""The ground of charts with two axes: level lines with their numbers, and names along the foot."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from daybook.web.charts.marks import Mark, stroke, text
from daybook.web.charts.scales import axis_words

LEFT, RIGHT = 12.0, 97.0
TOP, FOOT, HEIGHT = 22, 222, 250
"""The plot lies between LEFT and RIGHT (per cent) and between TOP and FOOT (pixels)."""
MOST_NAMES, NAMES_ON_A_PHONE = 12, 6


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
    """Names below the plot, each in the middle of its place; where they are many, some are left out."""
    every = math.ceil(len(names) / MOST_NAMES) or 1
    shown = list(zip(names, shares, strict=True))[::every]
    fine = len(shown) > NAMES_ON_A_PHONE
    return [
        text(place(share), baseline, name, "text middle fine" if fine and index % 2 else "text middle")
        for index, (name, share) in enumerate(shown)
    ]
