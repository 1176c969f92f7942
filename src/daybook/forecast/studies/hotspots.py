"""Emerging and persistent hotspots: cells with more than their past explains, and cells that are always busy."""

from __future__ import annotations

from typing import Any

import numpy as np

from daybook.forecast.engine import Read
from daybook.forecast.engine.arrays import Ints
from daybook.forecast.engine.boxes import LATELY, streets_of
from daybook.forecast.engine.forecasting import Plan, known
from daybook.forecast.engine.history import History
from daybook.forecast.engine.patterns import Emerging, emerging, persistent
from daybook.forecast.studies.parts import Drawing, Part, Sheet

SLUG, TITLE = "hotspots", "Emerging and persistent hotspots"
MOST = 20
"""Hotspots of a kind that are listed."""
PICKED = 4
"""Of each kind that have their number in the picture."""
MONTHS = 3
"""The history holds so many at least: what is new in the last one is measured by the others."""


def hotspots(read: Read, area: Any, size: float) -> Part:
    """Raises `GridError` or `HistoryError`."""
    history, _ = known(read, area, Plan(size))
    start = history.clock.back(history.end, LATELY)
    days = history.clock.days(history.first, history.end)
    if days < MONTHS * LATELY:
        return Part(
            SLUG,
            TITLE,
            f"The events span {days:.0f} days. What is new in a month needs {MONTHS} months or more to be measured by.",
        )
    new, always = emerging(history, start)[:MOST], persistent(history)[:MOST]
    if not new and not len(always):
        return Part(
            SLUG,
            TITLE,
            f"None of {history.grid.cells:,} cells has more events than its past explains, and none is among the"
            " busiest twentieth in each quarter of the time.",
        )
    return _found(read, history, new, always)


def _found(read: Read, history: History, new: list[Emerging], always: Ints) -> Part:
    cells = np.unique(np.concatenate((np.array([one.cell for one in new], np.int64), always)))
    where = _where(read, history, cells)
    said = (
        f"{_some(len(new))} out in the last month; {len(always)} of {history.grid.cells:,} are among the busiest in"
        " each quarter of the time."
    )
    counts = history.counts(history.first, history.end)
    emerged = [
        (
            where[one.cell],
            f"{one.recent:,}",
            f"{one.expected:.1f}",
            f"{one.p:.5f}",
            f"{counts[one.cell]:,.0f}",
        )
        for one in new
    ]
    stays = [(where[cell], f"{counts[cell]:,.0f}") for cell in always.tolist()]
    return Part(
        SLUG,
        TITLE,
        findings=[said],
        basis=f"{len(history):,} events in {history.grid.cells:,} cells of {history.grid.size:g} m.",
        sure="Of the emerging cells that are named, at most one in ten is a false alarm in the mean; p is the chance of"
        " as many events or more, given the cell’s own past and the growth of the whole area.",
        caveat="A cell stands out by its record: a new way of reporting, or one busy address, does it too. The edges of"
        " the cells are arbitrary; look at what lies next to them. It is past, not forecast.",
        drawings=[_picture(history, where, new, always, said)],
        sheets=[
            Sheet(
                "emerging",
                "Emerging",
                "The least like chance first.",
                ("Where", "In the last month", "Expected", "p", "In all"),
                emerged,
            ),
            Sheet("persistent", "Persistent", "The busiest first.", ("Where", "Events in all"), stays),
        ],
    )


def _some(number: int) -> str:
    return "One cell stands" if number == 1 else f"{number or 'No'} cells stand"


def _picture(
    history: History, where: dict[int, str], new: list[Emerging], always: Ints, said: str
) -> Drawing:
    x, y = history.grid.corners()
    west, south = float(x.min()), float(y.min())
    emerged, stays = [one.cell for one in new], always.tolist()
    picked = {*emerged[:PICKED], *stays[:PICKED]}
    kinds = dict.fromkeys(stays, "Persistent") | dict.fromkeys(emerged, "Emerging")
    kinds |= {cell: "Both" for cell in emerged if cell in stays}
    dots = [
        (
            where[cell],
            round((float(x[cell]) - west) / 1000, 2),
            round((float(y[cell]) - south) / 1000, 2),
            kinds[cell],
            cell in picked,
        )
        for cell in dict.fromkeys([*emerged, *stays])
    ]
    given = {
        "across": "Kilometres east",
        "up": "Kilometres north",
        "dots": dots,
        "of": "Where",
        "kind": "Kind",
    }
    return Drawing("scatter", SLUG, "Where the hotspots lie", said, given)


def _where(read: Read, history: History, cells: Ints) -> dict[int, str]:
    """Each cell by its streets, or by its south-west corner."""
    streets = streets_of(history, read.events, cells)
    x, y = history.grid.corners()
    return {
        cell: ", ".join(streets.get(cell, ())) or f"{x[cell]:.0f}, {y[cell]:.0f}" for cell in cells.tolist()
    }
