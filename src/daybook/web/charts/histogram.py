"""Histogram: how many fall into each class of a measured thing; a column stands from edge to edge."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from daybook.web.charts import plane
from daybook.web.charts.chart import Caption, Chart, Value
from daybook.web.charts.marks import Mark, box, text
from daybook.web.charts.scales import checked, greatest, number_words, ticks

STAR = "*"
"""Stands over a column whose number is not given; the word for it stands once below: columns are narrow."""


def histogram(
    caption: Caption,
    measure: str,
    unit: str,
    edges: Sequence[float],
    counts: Sequence[Value],
    *,
    open_end: bool = False,
) -> Chart:
    """`counts` between the `edges` (rising, one more than counts), measured in `unit`, such as minutes.

    A class holds what is at least its lower edge and less than its upper one; with `open_end` the last holds all more.
    """
    if len(edges) != len(counts) + 1 or any(one >= two for one, two in pairwise(edges)):
        raise ValueError("The edges must rise and be one more than the counts.")
    checked(counts)
    levels = ticks(greatest(counts))
    shares = [(edge - edges[0]) / (edges[-1] - edges[0]) for edge in edges]
    feet = [number_words(edge) for edge in edges]
    marks = plane.ground(levels, measure) + plane.feet([*feet[:-1], "more"] if open_end else feet, shares)
    for (left, right), count in zip(pairwise(shares), counts, strict=True):
        marks += _column(plane.x(left), plane.x(right), count, levels[-1])
    if None in counts:
        marks.append(text(plane.LEFT, plane.FOOT + 36, f"{STAR} {caption.missing}", "text quiet"))
    marks.append(text(plane.RIGHT, plane.FOOT + 36, unit, "text end quiet"))
    names = [f"{one} to under {two} {unit}" for one, two in pairwise(feet)]
    names[-1] = f"{feet[-2]} {unit} or more" if open_end else names[-1]
    rows = list(zip(names, counts, strict=True))
    return Chart(caption, (unit.capitalize(), measure), rows, marks, plane.HEIGHT + 16)


def _column(left: float, right: float, count: Value, most: float) -> list[Mark]:
    top = plane.y(count or 0, most)
    said = STAR if count is None else number_words(count)
    column = [box(left, top, right - left, plane.FOOT - top, "part series-1")] if count else []
    return [*column, text((left + right) / 2, top - 5, said, "text middle number")]


def counted(values: Sequence[float], edges: Sequence[float]) -> list[int]:
    """How many of the values fall between each two edges; the last class takes everything from its lower edge on."""
    last = len(edges) - 2
    return [
        sum(edges[at] <= value and (at == last or value < edges[at + 1]) for value in values)
        for at in range(last + 1)
    ]
