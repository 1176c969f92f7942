"""Bars: one number for each of a few things, the name above its bar so that a long one has room."""

from __future__ import annotations

from collections.abc import Sequence

from daybook.web.charts.chart import Caption, Chart, Value
from daybook.web.charts.marks import NAME, Mark, box, heading, text
from daybook.web.charts.scales import checked, greatest, number_words

ROW, THICK = 44, 18
"""Of one bar: its whole room under a name of one line, and its thickness."""
LONGEST = 86
"""Per cent of the width; the rest is for the number at its end."""


def bars(caption: Caption, measure: str, data: Sequence[tuple[str, Value]], of: str = "") -> Chart:
    """One bar for each name, in the order given. `measure` heads the numbers, `of` heads the names."""
    values = [value for _, value in data]
    checked(values)
    most = greatest(values) or 1
    marks: list[Mark] = []
    top = 0
    for name, value in data:
        lines, lower = heading(top, name)
        top += lower
        marks += [*lines, *_bar(caption, top, value, LONGEST * (value or 0) / most)]
        top += ROW
    return Chart(caption, (of or "What", measure), tuple(data), marks, max(top, ROW))


def _bar(caption: Caption, top: int, value: Value, length: float) -> list[Mark]:
    said = caption.missing if value is None else number_words(value)
    place = top + NAME + 7
    return [
        *([box(0, place, length, THICK, "series-1")] if length else []),
        text(length, place + 13.5, said, "text number", shift=6 if length else 0),
    ]
