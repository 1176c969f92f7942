"""Bars: one number for each of a few things, the name above its bar so that a long one has room."""

from __future__ import annotations

from collections.abc import Sequence

from daybook.web.charts.chart import Caption, Chart, Value
from daybook.web.charts.marks import Mark, box, text
from daybook.web.charts.scales import checked, greatest, number_words

ROW, NAME, THICK = 44, 15, 18
"""Of one bar: its whole room, the baseline of its name, and its thickness."""
LONGEST = 86
"""Per cent of the width; the rest is for the number at its end."""


def bars(caption: Caption, measure: str, data: Sequence[tuple[str, Value]], of: str = "") -> Chart:
    """One bar for each name, in the order given. `measure` heads the numbers, `of` heads the names."""
    values = [value for _, value in data]
    checked(values)
    most = greatest(values) or 1
    marks: list[Mark] = []
    for row, (name, value) in enumerate(data):
        marks += _bar(caption, row * ROW, name, value, LONGEST * (value or 0) / most)
    return Chart(caption, (of or "What", measure), tuple(data), marks, max(len(data), 1) * ROW)


def _bar(caption: Caption, top: int, name: str, value: Value, length: float) -> list[Mark]:
    said = caption.missing if value is None else number_words(value)
    place = top + NAME + 7
    return [
        text(0, top + NAME, name),
        *([box(0, place, length, THICK, "series-1")] if length else []),
        text(length, place + 13.5, said, "text number", shift=6 if length else 0),
    ]
