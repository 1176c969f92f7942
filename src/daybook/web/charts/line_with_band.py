"""Lines and the band in which a number is expected to lie, such as from the 10th to the 90th percentile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from daybook.web.charts import plane
from daybook.web.charts.areas import area, runs
from daybook.web.charts.chart import Caption, Chart, Value
from daybook.web.charts.line import key_of, one_line
from daybook.web.charts.marks import SERIES, Mark, box, swatch
from daybook.web.charts.scales import finite, levels


@dataclass(frozen=True, slots=True)
class Band:
    """What lies between, as `name` says it ("8 of 10 outcomes"); a value not given leaves a gap."""

    name: str
    low: Sequence[Value]
    high: Sequence[Value]


def line_with_band(
    caption: Caption,
    measure: str,
    over: Sequence[str],
    series: Mapping[str, Sequence[Value]],
    band: Band,
    of: str = "Month",
) -> Chart:
    """`series` and both edges of the `band` give a value for each name in `over`; values may be below 0."""
    if not 1 <= len(series) <= SERIES:
        raise ValueError(f"A line chart takes 1 to {SERIES} series; {len(series)} were given.")
    columns = [*series.values(), band.low, band.high]
    every = [value for column in columns for value in column]
    finite(every)
    axis = levels(every)
    shares = [index / max(len(over) - 1, 1) for index in range(len(over))]
    marks = plane.ground(axis, measure) + _band(caption, band, shares, axis) + plane.feet(over, shares)
    for number, values in enumerate(series.values()):
        marks += one_line(number, values, shares, axis)
    head = (of, *series, f"{band.name}: from", f"{band.name}: to")
    rows = [(name, *(column[at] for column in columns)) for at, name in enumerate(over)]
    key = [*key_of(series), (band.name, swatch([box(0, 0, 100, 16, "band")]))]
    return Chart(caption, head, rows, marks, plane.HEIGHT, key)


def _band(caption: Caption, band: Band, shares: Sequence[float], axis: Sequence[float]) -> list[Mark]:
    edges = [
        None if low is None or high is None else (share, min(low, high), max(low, high))
        for share, low, high in zip(shares, band.low, band.high, strict=True)
    ]
    marks: list[Mark] = []
    for run in runs(edge is not None for edge in edges):
        known = [edge for edge in (edges[at] for at in run) if edge]
        marks += area(f"{caption.slug}-band-{run[0]}", known, axis, "band")
    return marks
