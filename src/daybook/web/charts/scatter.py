"""Scatter: where things lie between two measures; kinds differ in colour and shape, a few things are numbered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from daybook.web.charts import plane
from daybook.web.charts.chart import Caption, Chart
from daybook.web.charts.marks import SERIES, Mark, point, stroke, swatch, text
from daybook.web.charts.scales import axis_words, finite, levels

NUMBERED = 9
"""How many may be picked out: more numbers would lie over each other on a phone."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One thing. A `picked` one gets a number in the picture and its name in the key."""

    name: str
    across: float
    up: float
    kind: str = ""
    picked: bool = False


@dataclass(frozen=True, slots=True)
class Quarters:
    """Lines that part the plot in four, and what each part is called: left and right above, left and right below."""

    across: float
    up: float
    names: tuple[str, str, str, str]


def scatter(
    caption: Caption,
    across: str,
    up: str,
    dots: Sequence[Dot],
    quarters: Quarters | None = None,
    of: str = "System",
    kind: str = "Kind",
) -> Chart:
    """A shape for each of `dots`; `across` and `up` are what the two axes measure. Values may be below 0."""
    kinds = list(dict.fromkeys(dot.kind for dot in dots))
    picked = [dot for dot in dots if dot.picked]
    if len(kinds) > SERIES or len(picked) > NUMBERED:
        raise ValueError(f"A scatter chart takes up to {SERIES} kinds and {NUMBERED} picked things.")
    finite(value for dot in dots for value in (dot.across, dot.up))
    middle = [(quarters.across, quarters.up)] if quarters else []
    wide = levels([*(dot.across for dot in dots), *(one for one, _ in middle)])
    high = levels([*(dot.up for dot in dots), *(one for _, one in middle)])
    marks = plane.ground(high, up) + _foot(wide, across) + (_parted(quarters, wide, high) if quarters else [])
    for dot in [*(dot for dot in dots if not dot.picked), *picked]:
        place = _across(dot.across, wide), plane.y(dot.up, high[-1], high[0])
        marks.append(point(*place, kinds.index(dot.kind)))
        if dot.picked:
            marks.append(text(*place, str(picked.index(dot) + 1), "text number halo", shift=8))
    rows = [(dot.name, dot.kind, dot.across, dot.up) for dot in dots]
    shapes = kinds if any(kinds) else []
    return Chart(caption, (of, kind, across, up), rows, marks, plane.HEIGHT + 16, _key(shapes, picked))


def _across(value: float, wide: Sequence[float]) -> float:
    return plane.x((value - wide[0]) / (wide[-1] - wide[0]))


def _foot(wide: Sequence[float], across: str) -> list[Mark]:
    names = [text(_across(level, wide), plane.FOOT + 18, axis_words(level), "text middle") for level in wide]
    return [*names, text(plane.RIGHT, plane.FOOT + 36, across, "text end quiet")]


def _parted(quarters: Quarters, wide: Sequence[float], high: Sequence[float]) -> list[Mark]:
    across, up = _across(quarters.across, wide), plane.y(quarters.up, high[-1], high[0])
    names = []
    for at, name in enumerate(quarters.names):
        top = plane.TOP + 14 if at < 2 else plane.FOOT - 8
        right = at % 2 == 1
        look = "text quiet end" if right else "text quiet"
        names.append(text(plane.RIGHT if right else plane.LEFT, top, name, look, -4 if right else 4))
    lines = [
        stroke(across, plane.TOP, across, plane.FOOT, "cut"),
        stroke(plane.LEFT, up, plane.RIGHT, up, "cut"),
    ]
    return lines + names


def _key(kinds: Sequence[str], picked: Sequence[Dot]) -> list[tuple[str, SafeString]]:
    shapes = [(name or "Other", swatch([point(50, 8, number)])) for number, name in enumerate(kinds)]
    return shapes + [
        (dot.name, swatch([text(50, 13, str(number), "text middle number")]))
        for number, dot in enumerate(picked, 1)
    ]
