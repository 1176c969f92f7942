"""Stacked bars: what each number is made of; the parts differ in colour and texture, with a gap between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from daybook.web.charts.bars import LONGEST, ROW, THICK
from daybook.web.charts.chart import Caption, Chart, Value
from daybook.web.charts.fills import fill, key_of, textures
from daybook.web.charts.marks import NAME, SERIES, Mark, box, heading, text
from daybook.web.charts.scales import checked, number_words


def stacked_bars(
    caption: Caption, parts: Sequence[str], data: Mapping[str, Sequence[Value]], of: str = "What"
) -> Chart:
    """One bar for each name in `data`, with a value for each of `parts`. A part not given takes no room."""
    if not 1 <= len(parts) <= SERIES:
        raise ValueError(f"A bar takes 1 to {SERIES} parts; {len(parts)} were given.")
    for values in data.values():
        checked(values)
    most = max((_total(values) for values in data.values()), default=0) or 1
    marks = textures(caption, len(parts))
    top = 0
    for name, values in data.items():
        lines, lower = heading(top, name)
        top += lower
        marks += [*lines, *_stack(caption, top, values, LONGEST / most)]
        top += ROW
    rows = [(name, *values) for name, values in data.items()]
    return Chart(caption, (of, *parts), rows, marks, max(top, ROW), key_of(caption, parts))


def _stack(caption: Caption, top: int, values: Sequence[Value], unit: float) -> list[Mark]:
    marks, left, place = list[Mark](), 0.0, top + NAME + 7
    for number, value in enumerate(values):
        if value:
            marks.append(box(left, place, value * unit, THICK, "part", fill=fill(caption, number)))
            left += value * unit
    known = any(value is not None for value in values)
    said = number_words(_total(values)) if known else caption.missing
    return [*marks, text(left, place + 13.5, said, "text number", shift=6 if left else 0)]


def _total(values: Sequence[Value]) -> float:
    return sum(value for value in values if value is not None)
