"""Waterfall: how steps up and down add up to a total; each bar begins where the one before it ended."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from daybook.web.charts.bars import ROW, THICK
from daybook.web.charts.chart import Caption, Chart
from daybook.web.charts.marks import NAME, Mark, box, heading, stroke, text
from daybook.web.charts.scales import finite, number_words

WIDTH = 84
"""Per cent of the width; the rest is for the number at a bar's end."""
THINNEST = 0.6
"""Per cent: a step of nearly nothing is still seen."""
UP, DOWN, TOTAL = "series-3", "series-4", "series-1"


def waterfall(
    caption: Caption,
    measure: str,
    steps: Sequence[tuple[str, float]],
    of: str = "What",
    total: str = "Together",
) -> Chart:
    """One bar for each step, then one for their sum, measured from 0. Raises ValueError for what is no number."""
    finite(value for _, value in steps)
    ends = [0.0]
    for _, value in steps:
        ends.append(ends[-1] + value)
    least, most = min(ends), max(ends)
    unit = WIDTH / ((most - least) or 1)
    rows = [*steps, (total, ends[-1])]
    spans = [*pairwise(ends), (0.0, ends[-1])]
    marks, top = list[Mark](), 0
    for row, ((name, value), (start, end)) in enumerate(zip(rows, spans, strict=True)):
        look = TOTAL if row == len(steps) else UP if value >= 0 else DOWN
        left, length = (min(start, end) - least) * unit, max(abs(end - start) * unit, THINNEST)
        lines, lower = heading(top, name)
        top += lower
        marks += [*lines, *_bar(top, value, left, length, look)]
        top += ROW
    level = stroke(-least * unit, 0, -least * unit, top, "level")
    return Chart(caption, (of, measure), tuple(rows), [level, *marks], top)


def _bar(top: int, value: float, left: float, length: float, look: str) -> list[Mark]:
    place = top + NAME + 7
    return [
        box(left, place, length, THICK, look),
        text(left + length, place + 13.5, signed(value), "text number", shift=6),
    ]


def signed(value: float) -> str:
    """A step as it is read: +12.5 or −3, with a true minus sign."""
    words = number_words(abs(value))
    return words if words == "0" else f"+{words}" if value > 0 else f"−{words}"
