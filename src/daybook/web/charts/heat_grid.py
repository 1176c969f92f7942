"""Heat grid: how many things fall on each pair of scores; zones differ in shade and in the letter in their cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from daybook.web.charts.chart import Caption, Chart
from daybook.web.charts.marks import Mark, box, swatch, text
from daybook.web.charts.scales import checked, number_words

HEAD, CELL, LEFT = 22, 44, 8.0
"""Pixels above the grid and of one cell; per cent of the width left of it."""
ZONES = 4
"""Shades there are."""


@dataclass(frozen=True, slots=True)
class Axis:
    """What is scored, and the name of each score from the lowest on."""

    name: str
    scores: Sequence[str]


def heat_grid(
    caption: Caption,
    across: Axis,
    up: Axis,
    counts: Sequence[Sequence[int]],
    zones: Sequence[str],
    zone: Callable[[int, int], int],
    measure: str = "Systems",
) -> Chart:
    """`counts[u][a]` fall on score `u` up and `a` across; `zone(a, u)` says which of `zones`, the mildest first.

    Zones are known by their first letter, which must differ. Raises ValueError where the counts do not fit the axes.
    """
    _check(across, up, counts, zones)
    width = (100 - LEFT) / max(len(across.scores), 1)
    foot = HEAD + len(counts) * CELL
    marks, rows = _axes(across, up, width, foot), list[tuple[str, str, str, int]]()
    for level in reversed(range(len(counts))):
        top = foot - (level + 1) * CELL
        for place, (score, count) in enumerate(zip(across.scores, counts[level], strict=True)):
            found = zone(place, level)
            marks += _cell(LEFT + place * width, top, width, count, found, zones[found][0])
            rows.append((score, up.scores[level], zones[found], count))
    key = [(name, swatch(_sample(at, name[0]))) for at, name in enumerate(zones, 1)]
    return Chart(caption, (across.name, up.name, "Zone", measure), rows, marks, foot + 42, key)


def _check(across: Axis, up: Axis, counts: Sequence[Sequence[int]], zones: Sequence[str]) -> None:
    if len({name[0] for name in zones}) != len(zones) or not 1 <= len(zones) <= ZONES:
        raise ValueError(f"A grid takes 1 to {ZONES} zones that begin with different letters.")
    if len(counts) != len(up.scores) or any(len(row) != len(across.scores) for row in counts):
        raise ValueError("The counts must have a row for each score up and a cell for each score across.")
    checked(count for row in counts for count in row)


def _axes(across: Axis, up: Axis, width: float, foot: int) -> list[Mark]:
    side = [
        text(LEFT, foot - (level + 0.5) * CELL + 5, score, "text end", shift=-8)
        for level, score in enumerate(up.scores)
    ]
    below = [
        text(LEFT + (at + 0.5) * width, foot + 18, score, "text middle")
        for at, score in enumerate(across.scores)
    ]
    names = [text(0, 11, up.name, "text quiet"), text(100, foot + 36, across.name, "text end quiet")]
    return [*names, *side, *below]


def _sample(zone: int, letter: str) -> list[Mark]:
    return [
        box(0, 0, 100, 16, f"cell zone-{zone}"),
        text(50, 12, letter, f"text small middle on-zone-{zone}"),
    ]


def _cell(left: float, top: float, width: float, count: int, zone: int, letter: str) -> list[Mark]:
    ink = f"on-zone-{zone + 1}"
    number = [text(left + width / 2, top + CELL / 2 + 5, number_words(count), f"text middle number {ink}")]
    return [
        box(left, top, width, CELL, f"cell zone-{zone + 1}"),
        text(left, top + 13, letter, f"text small {ink}", shift=5),
        *(number if count else []),
    ]
