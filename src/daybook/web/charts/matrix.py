"""Matrix: who depends on whom. Each thing is a row and, by its number, a column; a cell holds the ties' number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from daybook.web.charts.chart import Caption, Chart
from daybook.web.charts.marks import NAME, Mark, box, heading, text
from daybook.web.charts.scales import checked, number_words

MOST = 16
"""Things that a phone still shows: 21 pixels for each column."""
HEAD, ROW, CELL = 20, 46, 22
"""Pixels: the numbers of the columns, one row, its cells."""


def matrix(
    caption: Caption,
    names: Sequence[str],
    ties: Mapping[tuple[str, str], int],
    measure: str = "Interfaces",
    heads: tuple[str, str] = ("System", "Depends on"),
) -> Chart:
    """`ties[one, other]` is by how many ties `one` depends on `other`; both are among `names`.

    Raises ValueError for more than 16 names (show the neighbours of one) and for a tie of something not named.
    """
    if len(names) > MOST:
        raise ValueError(
            f"A matrix shows up to {MOST} things, {len(names)} were given; show those around one of them."
        )
    if strange := [name for tie in ties for name in tie if name not in names]:
        raise ValueError(f"{strange[0]} has a tie but is not among the names.")
    checked(ties.values())
    width = 100 / max(len(names), 1)
    marks = [text((at + 0.5) * width, 13, str(at + 1), "text middle") for at in range(len(names))]
    top = HEAD
    for number, name in enumerate(names, 1):
        lines, lower = heading(top, f"{number} {name}")
        top += lower
        marks += lines
        for at, other in enumerate(names):
            marks += _cell(at * width, top + NAME + 5, width, ties.get((name, other), 0), at + 1 == number)
        top += ROW
    rows = [(one, other, ties[one, other]) for one in names for other in names if ties.get((one, other))]
    return Chart(caption, (*heads, measure), rows, marks, top)


def _cell(left: float, top: int, width: float, count: int, itself: bool) -> list[Mark]:
    look = "series-1" if count else "freeze" if itself else "zone-1"
    number = [text(left + width / 2, top + 16, number_words(count), "text middle number on-ink")]
    return [box(left, top, width, CELL, f"cell {look}"), *(number if count else [])]
