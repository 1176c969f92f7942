"""Stacked bars: what each number is made of; the parts differ in colour and texture, with a gap between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.safestring import SafeString

from daybook.web.charts.bars import LONGEST, NAME, ROW, THICK
from daybook.web.charts.chart import Caption, Chart, Value
from daybook.web.charts.marks import SERIES, Mark, box, swatch, text, texture
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
    marks = [texture(_fill(caption, number), number) for number in range(len(parts))]
    for row, (name, values) in enumerate(data.items()):
        marks += _stack(caption, row * ROW, name, values, LONGEST / most)
    rows = [(name, *values) for name, values in data.items()]
    return Chart(caption, (of, *parts), rows, marks, max(len(data), 1) * ROW, _key(caption, parts))


def _stack(caption: Caption, top: int, name: str, values: Sequence[Value], unit: float) -> list[Mark]:
    marks, left, place = [text(0, top + NAME, name)], 0.0, top + NAME + 7
    for number, value in enumerate(values):
        if value:
            fill = f"url(#{_fill(caption, number)})"
            marks.append(box(left, place, value * unit, THICK, "part", fill=fill))
            left += value * unit
    known = any(value is not None for value in values)
    said = number_words(_total(values)) if known else caption.missing
    return [*marks, text(left, place + 13.5, said, "text number", shift=6 if left else 0)]


def _total(values: Sequence[Value]) -> float:
    return sum(value for value in values if value is not None)


def _fill(caption: Caption, number: int) -> str:
    return f"{caption.slug}-fill-{number + 1}"


def _key(caption: Caption, parts: Sequence[str]) -> list[tuple[str, SafeString]]:
    return [
        (name, swatch([box(0, 0, 100, 16, "part", fill=f"url(#{_fill(caption, number)})")]))
        for number, name in enumerate(parts)
    ]
