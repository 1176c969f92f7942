"""Stacked area: how the parts of a whole went over time; the parts differ in colour and texture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

from daybook.web.charts import plane
from daybook.web.charts.areas import area, runs
from daybook.web.charts.chart import Caption, Chart, Value
from daybook.web.charts.fills import fill, key_of, textures
from daybook.web.charts.marks import SERIES, Mark, stroke
from daybook.web.charts.scales import checked, levels


def stacked_area(
    caption: Caption,
    measure: str,
    over: Sequence[str],
    parts: Mapping[str, Sequence[Value]],
    of: str = "Month",
) -> Chart:
    """`parts` gives each part, the lowest first, a value for each name in `over`.

    Where one part is not given the whole is not known there, and the area has a gap.
    """
    if not 1 <= len(parts) <= SERIES:
        raise ValueError(f"An area takes 1 to {SERIES} parts; {len(parts)} were given.")
    checked(value for values in parts.values() for value in values)
    moments = list(zip(*parts.values(), strict=True))
    tops = [[0.0, *accumulate(value or 0 for value in moment)] for moment in moments]
    axis = levels(top[-1] for top in tops)
    shares = [index / max(len(over) - 1, 1) for index in range(len(over))]
    marks = textures(caption, len(parts)) + plane.ground(axis, measure) + plane.feet(over, shares)
    for run in runs(None not in moment for moment in moments):
        for number in range(len(parts)):
            edges = [(shares[at], tops[at][number], tops[at][number + 1]) for at in run]
            name = f"{caption.slug}-area-{run[0]}-{number}"
            marks += area(name, edges, axis, "", fill(caption, number))
            marks += _seam([(share, top) for share, _, top in edges], axis[-1])
    rows = [(name, *moment) for name, moment in zip(over, moments, strict=True)]
    return Chart(caption, (of, *parts), rows, marks, plane.HEIGHT, key_of(caption, list(parts)))


def _seam(edge: Sequence[tuple[float, float]], most: float) -> list[Mark]:
    """The line between one part and the next."""
    placed = [(plane.x(share), plane.y(top, most)) for share, top in edge]
    return [stroke(*one, *two, "seam") for one, two in pairwise(placed)]
