"""Lines: how numbers went over time, one line for each series; series differ in colour, dashes and shape."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

from django.utils.safestring import SafeString

from daybook.web.charts import plane
from daybook.web.charts.chart import Caption, Chart, Value
from daybook.web.charts.marks import SERIES, Mark, point, stroke, swatch
from daybook.web.charts.scales import finite, levels


def line(
    caption: Caption,
    measure: str,
    over: Sequence[str],
    series: Mapping[str, Sequence[Value]],
    of: str = "Month",
    marked: Mapping[str, float] | None = None,
) -> Chart:
    """`series` gives each line a value for each name in `over`; where one is not given the line has a gap.

    Values may be below 0. `marked` draws an upright at a place in `over`, counted from 0, for what its name says; a
    place between two names stands in the table with the next.
    """
    marked = marked or {}
    if not 1 <= len(series) <= len(series) + len(marked) <= SERIES:
        raise ValueError(f"A line chart takes 1 to {SERIES} series; {len(series)} were given.")
    if not all(0 <= at <= len(over) - 1 for at in marked.values()):
        raise ValueError("What is marked must lie between the first name along the foot and the last.")
    every = [value for values in series.values() for value in values]
    finite(every)
    axis = levels(every)
    last = max(len(over) - 1, 1)
    shares = [index / last for index in range(len(over))]
    marks = plane.ground(axis, measure) + plane.feet(over, shares)
    for number, at in enumerate(marked.values(), len(series) + 1):
        left = plane.x(at / last)
        marks.append(stroke(left, plane.TOP, left, plane.FOOT, f"line line-{number}"))
    for number, values in enumerate(series.values()):
        marks += one_line(number, values, shares, axis)
    said = _names(over, marked)
    rows = [(name, *(values[index] for values in series.values())) for index, name in enumerate(said)]
    return Chart(caption, (of, *series), rows, marks, plane.HEIGHT, key_of(series, marked))


def _names(over: Sequence[str], marked: Mapping[str, float]) -> list[str]:
    """The names, each with what is marked there."""
    told = {name: math.ceil(at) for name, at in marked.items()}
    return [
        ": ".join(filter(None, [name, "; ".join(words for words, at in told.items() if at == index)]))
        for index, name in enumerate(over)
    ]


def one_line(
    number: int, values: Sequence[Value], shares: Sequence[float], axis: Sequence[float]
) -> list[Mark]:
    """The line of a series (from 0) with a point for each value; `axis` has the levels of the plot."""
    placed = [
        None if value is None else (plane.x(share), plane.y(value, axis[-1], axis[0]))
        for value, share in zip(values, shares, strict=True)
    ]
    look = f"line line-{number + 1}"
    lines = [stroke(*one, *two, look) for one, two in pairwise(placed) if one and two]
    return lines + [point(*place, number) for place in placed if place]


def key_of(
    series: Mapping[str, Sequence[Value]], marked: Mapping[str, float] | None = None
) -> list[tuple[str, SafeString]]:
    """Name, dashes and shape of each; nothing where there is one series and nothing marked."""
    if len(series) == 1 and not marked:
        return []
    looks = [
        (name, [_dashes(number), point(50, 8, number - 1)] if number <= len(series) else [_dashes(number)])
        for number, name in enumerate([*series, *(marked or {})], 1)
    ]
    return [(name, swatch(marks)) for name, marks in looks]


def _dashes(number: int) -> Mark:
    return stroke(0, 8, 100, 8, f"line line-{number}")
