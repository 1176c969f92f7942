"""The patterns of a file as pictures, each with its table and its CSV."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from django.template.loader import render_to_string

from daybook.forecast.engine.arrays import Floats, Ints
from daybook.forecast.engine.boxes import LATELY, streets_of
from daybook.forecast.engine.events import Events, Precision
from daybook.forecast.engine.history import History
from daybook.forecast.engine.patterns import (
    Knox,
    aoristic,
    emerging,
    knox,
    persistent,
    repeated_share,
    repeats,
    ring,
)
from daybook.forecast.engine.reading import Read
from daybook.forecast.engine.reading.moments import on_the_wall
from daybook.forecast.report import pictures, styles
from daybook.web.charts import Caption, Chart, bars, line

SURE = 0.05
MOST = 20
"""Hotspots of a kind that are listed."""


def write_patterns(path: Path, read: Read, history: History, zone: str, permutations: int) -> list[str]:
    """Write the page; the findings, a sentence each, are returned."""
    charts = [repeats_chart(read)]
    found = None
    if read.events.precision is not Precision.MONTH:
        found = knox(read.events, permutations=permutations)
        charts.append(knox_chart(found))
    if read.events.precision is Precision.MINUTE:
        charts.append(hours_chart(read.events, zone))
    given = {
        "styles": styles(),
        "read": read,
        "pictures": pictures(charts),
        "knox": _table(found) if found else (),
        "days": _spans(found.days, "day") if found else (),
        "permutations": permutations,
        "hotspots": _hotspots(read, history),
    }
    path.write_text(render_to_string("forecast/patterns.html", given), "utf-8")
    return [chart.caption.finding for chart in charts]


def _hotspots(read: Read, history: History) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """Emerging hotspots of the last month and those of every quarter of the time, each where and why."""
    start = history.clock.back(history.end, LATELY)
    new, always = emerging(history, start)[:MOST], persistent(history)[:MOST]
    where = _where(read, history, np.concatenate((np.array([one.cell for one in new], np.int64), always)))
    counts = history.counts(history.first, history.end)
    told = tuple(
        (
            where[one.cell],
            f"{one.recent} in the last month where {one.expected:.1f} were expected (p = {one.p:.5f})",
        )
        for one in new
    )
    stays = tuple((where[cell], f"{counts[cell]:,.0f} in all") for cell in always.tolist())
    return [("Emerging hotspots", told), ("Persistent hotspots", stays)]


def _where(read: Read, history: History, cells: Ints) -> dict[int, str]:
    """Each cell by its streets, or by its south-west corner."""
    streets = streets_of(history, read.events, cells)
    x, y = history.grid.corners()
    return {
        cell: ", ".join(streets.get(cell, ())) or f"{x[cell]:.0f}, {y[cell]:.0f}" for cell in cells.tolist()
    }


def repeats_chart(read: Read) -> Chart:
    """Events by how often something happened at their place."""
    lines = repeats(read.events)
    names = ["once", *(f"{one.times} times" for one in lines[1:-1]), f"{lines[-1].times} times or more"]
    finding = f"{repeated_share(read.events):.0%} of the events were not the first at their place."
    if read.events.precision is Precision.MONTH:
        finding += " Places known by months only are usually snap points that stand for several addresses."
    rows = [(name, one.events) for name, one in zip(names, lines, strict=True)]
    return bars(
        Caption("repeats", "Repeat victimisation", finding), "Events", rows, "At a place where it happened"
    )


def knox_chart(found: Knox) -> Chart:
    """How many times as many pairs as by chance follow within the first span of days, by distance."""
    rows = [
        (name, round(float(ratio), 2) if np.isfinite(ratio) else None)
        for name, ratio in zip(_places(found), found.ratio[:, 0], strict=True)
    ]
    caption = Caption("near-repeats", "Near repeats", _knox_finding(found))
    return bars(caption, f"Times chance, within {found.days[0]:g} days", rows, "Distance")


def _knox_finding(found: Knox) -> str:
    sure = [
        f"{name} ({ratio:.1f} times chance, p = {p:.3f})"
        for name, ratio, p in zip(_places(found), found.ratio[:, 0], found.p[:, 0], strict=True)
        if p <= SURE and ratio > 1
    ]
    if not sure:
        return f"Nothing shows that an event is followed by others nearby within {found.days[0]:g} days."
    return f"More events than by chance follow within {found.days[0]:g} days: {'; '.join(sure)}."


def hours_chart(events: Events, zone: str) -> Chart:
    """Events by the hour on the wall; those known only within a span are spread over it."""
    start = on_the_wall(events.time, zone)
    if not len(events.until):
        return _ring_chart(ring(start), "Most events begin")
    end = on_the_wall(events.until, zone)
    spans = (end - start)[end > start] / np.timedelta64(1, "h")
    if not len(spans):
        return _ring_chart(ring(start), "Most events begin")
    told = (
        f"{len(spans):,} of {len(events):,} events are known only within a span, half of those within"
        f" {np.median(spans):.0f} hours or less; each is spread evenly over its span. Most fall"
    )
    return _ring_chart(aoristic(start, end), told)


def _ring_chart(hours: Floats, told: str) -> Chart:
    """By the hour, on working days and at the weekend."""
    at = int(hours.sum(axis=0).argmax())
    finding = f"{told} between {at:02}:00 and {(at + 1) % 24:02}:00."
    series = {
        "Monday to Friday, a day": [round(float(value) / 5, 1) for value in hours[:5].sum(axis=0)],
        "Saturday": [round(float(value), 1) for value in hours[5]],
        "Sunday": [round(float(value), 1) for value in hours[6]],
    }
    caption = Caption("hours", "Hours of the week", finding)
    return line(caption, "Events", [f"{hour:02}" for hour in range(24)], series, "Hour")


def _places(found: Knox) -> list[str]:
    spans = [f"{low:g} to {high:g} m" for low, high in pairwise(found.places)]
    return ["the same place", *spans]


def _spans(days: Sequence[float], unit: str) -> list[str]:
    return [f"{low:g} to {high:g} {unit}s" for low, high in pairwise((0.0, *days))]


def _table(found: Knox) -> list[tuple[str, list[str]]]:
    """Ratio and p of each band."""
    cells = [
        [
            f"{ratio:.2f} (p = {p:.3f}, {pairs:,.0f} pairs)" if np.isfinite(ratio) else "none"
            for ratio, p, pairs in row
        ]
        for row in np.stack((found.ratio, found.p, found.observed), axis=2)
    ]
    return list(zip(_places(found), cells, strict=True))
