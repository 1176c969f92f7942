"""Lines: how numbers went over time, one line for each series; series differ in colour, dashes and shape."""

from __future__ import annotations

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
) -> Chart:
    """`series` gives each line a value for each name in `over`; where one is not given the line has a gap.

    Values may be below 0.
    """
    if not 1 <= len(series) <= SERIES:
        raise ValueError(f"A line chart takes 1 to {SERIES} series; {len(series)} were given.")
    every = [value for values in series.values() for value in values]
    finite(every)
    axis = levels(every)
    shares = [index / max(len(over) - 1, 1) for index in range(len(over))]
    marks = plane.ground(axis, measure) + plane.feet(over, shares)
    for number, values in enumerate(series.values()):
        marks += one_line(number, values, shares, axis)
    rows = [(name, *(values[index] for values in series.values())) for index, name in enumerate(over)]
    return Chart(caption, (of, *series), rows, marks, plane.HEIGHT, key_of(series))


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


def key_of(series: Mapping[str, Sequence[Value]]) -> list[tuple[str, SafeString]]:
    """Name, dashes and shape of each; nothing where there is one series."""
    if len(series) == 1:
        return []
    return [
        (name, swatch([stroke(0, 8, 100, 8, f"line line-{number + 1}"), point(50, 8, number)]))
        for number, name in enumerate(series)
    ]
