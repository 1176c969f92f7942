"""The fairness of a forecast in pictures: bars in a terminal, charts on a page."""

from __future__ import annotations

from itertools import count
from math import isfinite

from daybook.forecast.engine.fairness import Fairness
from daybook.forecast.fair import Judged, verdict
from daybook.web.charts import Caption, Chart, bars, line

MEASURE = "Per cent of its share of recorded crime"
MOST_LINES = 6
WIDE = 40
"""Letters of the longest bar in the terminal."""


def picture(found: Fairness) -> list[str]:
    """Flagged to recorded as bars of letters, the even ratio marked; a line for each group."""
    known = [one for one in found.rows if isfinite(one.protection.value)]
    most = max((one.protection.value for one in known), default=1.0)
    unit = WIDE / max(most, 1.25)
    return [
        f"  {one.name[:40]:40} {_bar(one.protection.value * unit, unit)} {one.protection.value:.2f}"
        for one in known
    ]


def _bar(length: float, even: float) -> str:
    """`|` stands where flagged and recorded are even."""
    letters = ["█" if at < round(length) else " " for at in range(WIDE + 1)]
    letters[round(even)] = "|"
    return "".join(letters)


def charts(judged: Judged) -> list[Chart]:
    """Flagged to recorded by group, and month by month where there is more than one."""
    found = judged.fairness
    caption = Caption("fairness", "Flagged to recorded crime, by who lives there", verdict(found))
    data = [
        (
            f"{one.name} ({100 * one.protection.low:.0f} to {100 * one.protection.high:.0f})",
            round(100 * one.protection.value),
        )
        for one in found.rows
        if isfinite(one.protection.value)
    ]
    drawn = [bars(caption, MEASURE, data, "Group")] if data else []
    return [*drawn, *([_drift_chart(judged)] if len(judged.drift.months) > 1 else [])]


def _drift_chart(judged: Judged) -> Chart:
    """The largest groups, a line each."""
    largest = sorted(zip(judged.fairness.rows, count(), strict=False), key=lambda one: -one[0].residents)
    names = [group.name for group, _ in largest[:MOST_LINES]]
    drifted = judged.drift.drifted
    finding = (
        f"Surely changed from the first half of the time to the second: {'; '.join(drifted)}."
        if drifted
        else "No group's ratio surely changed from the first half of the time to the second."
    )
    series = {
        name: [None if value is None else round(100 * value) for value in judged.drift.protection[name]]
        for name in names
    }
    caption = Caption("fairness-drift", "Flagged to recorded crime, month by month", finding)
    return line(caption, MEASURE, judged.drift.months, series)
