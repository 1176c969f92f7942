"""Gantt: what is done when, one row each over the quarters; contract ends are marked, freezes are shaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from daybook.web.charts import plane
from daybook.web.charts.chart import Caption, Chart
from daybook.web.charts.fills import fill, key_of, textures
from daybook.web.charts.marks import NAME, SERIES, Mark, box, heading, point, stroke, swatch

HEAD, ROW, THICK = 26, 42, 14
"""Pixels: the names of the quarters, one row, its bar."""
CONTRACT = 3
"""The shape that stands for the end of a contract: a diamond."""


@dataclass(frozen=True, slots=True)
class Work:
    """One row. Quarters are counted from 0: work fills those from `start` up to, not with, `end`.

    `contract_end` is the quarter in which the contract ends, perhaps one outside the picture; None is none.
    """

    name: str
    kind: str
    start: int
    end: int
    contract_end: int | None = None

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"{self.name} ends before it starts; work takes at least one quarter.")


def gantt(
    caption: Caption,
    quarters: Sequence[str],
    works: Sequence[Work],
    freezes: Sequence[int] = (),
    of: str = "System",
) -> Chart:
    """A row for each of `works`; `freezes` are quarters in which nothing may be switched."""
    kinds = list(dict.fromkeys(work.kind for work in works))
    if len(kinds) > SERIES:
        raise ValueError(f"A Gantt chart takes up to {SERIES} kinds of work; {len(kinds)} were given.")
    top, rows = HEAD, list[Mark]()
    for work in works:
        lines, lower = heading(top, work.name)
        top += lower
        rows += [*lines, *_bar(caption, top + NAME + 6, work, kinds.index(work.kind), len(quarters))]
        top += ROW
    marks = textures(caption, len(kinds)) + _ground(quarters, freezes, top)
    table = [_said(work, quarters) for work in works]
    key = [*key_of(caption, kinds), *_signs(works, freezes)]
    return Chart(caption, (of, "Kind", "Starts", "Ends with", "Contract ends"), table, marks + rows, top, key)


def _ground(quarters: Sequence[str], freezes: Sequence[int], foot: int) -> list[Mark]:
    shares = [(at + 0.5) / len(quarters) for at in range(len(quarters))]
    lines = [_line(at / len(quarters), foot) for at in range(len(quarters) + 1)]
    shades = [
        box(100 * at / len(quarters), HEAD, 100 / len(quarters), foot - HEAD, "freeze")
        for at in freezes
        if 0 <= at < len(quarters)
    ]
    return [*shades, *lines, *plane.feet(quarters, shares, 14, lambda share: 100 * share)]


def _line(share: float, foot: int) -> Mark:
    return stroke(100 * share, HEAD - 4, 100 * share, foot, "level")


def _bar(caption: Caption, top: int, work: Work, number: int, count: int) -> list[Mark]:
    start, end = max(work.start, 0), min(work.end, count)
    marks: list[Mark] = []
    if start < end:
        width = 100 * (end - start) / count
        marks.append(box(100 * start / count, top, width, THICK, "part", fill=fill(caption, number)))
    if work.contract_end is not None and 0 <= work.contract_end < count:
        marks.append(point(100 * (work.contract_end + 1) / count, top + THICK / 2, CONTRACT))
    return marks


def _signs(works: Sequence[Work], freezes: Sequence[int]) -> list[tuple[str, SafeString]]:
    signs = []
    if any(work.contract_end is not None for work in works):
        signs.append(("Contract ends", swatch([point(50, 8, CONTRACT)])))
    if freezes:
        signs.append(("Freeze: nothing is switched", swatch([box(0, 0, 100, 16, "freeze")])))
    return signs


def _said(work: Work, quarters: Sequence[str]) -> tuple[str, str, str, str, str]:
    contract = "none" if work.contract_end is None else _quarter(work.contract_end, quarters)
    return work.name, work.kind, _quarter(work.start, quarters), _quarter(work.end - 1, quarters), contract


def _quarter(at: int, quarters: Sequence[str]) -> str:
    if at < 0:
        return f"before {quarters[0]}"
    return quarters[at] if at < len(quarters) else f"after {quarters[-1]}"
