"""Cumulative: what was planned and what came, each added up from the first period on."""

from __future__ import annotations

from collections.abc import Sequence

from daybook.web.charts import plane
from daybook.web.charts.chart import Caption, Chart, Value
from daybook.web.charts.line import key_of, one_line
from daybook.web.charts.scales import finite, levels


def cumulative(
    caption: Caption,
    measure: str,
    over: Sequence[str],
    planned: Sequence[Value],
    actual: Sequence[Value],
    of: str = "Quarter",
) -> Chart:
    """`planned` and `actual` are what each period in `over` adds; a loss is below 0.

    After a period that is not known the sum is not known either: its line ends there.
    """
    finite([*planned, *actual])
    sums = {"Planned": _sums(planned), "Actual": _sums(actual)}
    axis = levels(value for values in sums.values() for value in values)
    shares = [index / max(len(over) - 1, 1) for index in range(len(over))]
    marks = plane.ground(axis, measure) + plane.feet(over, shares)
    for number, values in enumerate(sums.values()):
        marks += one_line(number, values, shares, axis)
    head = (of, "Planned", "Actual", "Planned so far", "Actual so far")
    rows = list(zip(over, planned, actual, *sums.values(), strict=True))
    return Chart(caption, head, rows, marks, plane.HEIGHT, key_of(sums))


def _sums(values: Sequence[Value]) -> list[Value]:
    sums: list[Value] = []
    so_far: Value = 0
    for value in values:
        so_far = None if so_far is None or value is None else so_far + value
        sums.append(so_far)
    return sums
