"""Ring: how often things happen at each hour of each day, as circles of a clock of 24 hours, the first day innermost.

Shades run from light to dark with the number, so the picture reads without colour. It is drawn in pixels, 330 across:
what a phone has room for.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from django.utils.safestring import SafeString

from daybook.web.charts.chart import Caption, Chart
from daybook.web.charts.marks import Mark, box, swatch
from daybook.web.charts.scales import checked, number_words

HOURS, MOST = 24, 7
INNER, THICK, GAP, ROUND = 38, 16, 20.0, 20
"""Pixels: the radius of the hole, the thickness of a circle, the room for the hours; degrees of the gap for names."""
STEPS = 5
"""Shades there are, besides that of nothing."""


def ring(
    caption: Caption,
    measure: str,
    circles: Sequence[str],
    values: Sequence[Sequence[float]],
    of: str = "Hour",
) -> Chart:
    """`values[circle]` has a number from 0 on for each hour from midnight; at most seven `circles`.

    A circle is named in the picture by the first two letters of its name. Raises ValueError for what cannot be drawn.
    """
    if not 1 <= len(circles) <= MOST or len(values) != len(circles):
        raise ValueError(f"A ring takes 1 to {MOST} circles, each with its numbers.")
    if any(len(row) != HOURS for row in values):
        raise ValueError(f"Each circle of a ring has {HOURS} numbers, one for each hour.")
    checked(value for row in values for value in row)
    most = max(value for row in values for value in row)
    outer = INNER + THICK * len(circles)
    marks = [
        _cell(at, hour, value, f"{name}, {hour:02} to {hour + 1:02}: {number_words(value)}", most)
        for at, (name, row) in enumerate(zip(circles, values, strict=True))
        for hour, value in enumerate(row)
    ]
    marks += [_word(0, INNER + THICK * (at + 0.5), name[:2], "small") for at, name in enumerate(circles)]
    marks += [_word(_angle(hour + 0.5), outer + ROUND / 2, f"{hour:02}") for hour in range(0, HOURS, 3)]
    middle = Mark("svg", "free", {"x": "50%", "y": outer + ROUND}, inside=tuple(marks))
    rows: list[tuple[str | float, ...]] = [
        (f"{hour:02}", *(row[hour] for row in values)) for hour in range(HOURS)
    ]
    head = (of, *(f"{name} ({measure.lower()})" for name in circles))
    return Chart(caption, head, rows, [middle], 2 * (outer + ROUND), _key(most))


def _shade(value: float, most: float) -> int:
    """1 for nothing at all, then by equal parts of the greatest number."""
    return 1 + math.ceil(STEPS * value / most - 1e-9) if value and most else 1


def _angle(hour: float) -> float:
    """Degrees from the top, clockwise; midnight begins right of the gap."""
    return GAP / 2 + (360 - GAP) * hour / HOURS


def _place(angle: float, radius: float) -> tuple[float, float]:
    turned = math.radians(angle)
    return radius * math.sin(turned), -radius * math.cos(turned)


def _cell(at: int, hour: int, value: float, words: str, most: float) -> Mark:
    near, far = INNER + THICK * at, INNER + THICK * (at + 1)
    first, last = _angle(hour), _angle(hour + 1)
    corners = [_place(first, near), _place(first, far), _place(last, far), _place(last, near)]
    one, two, three, four = (f"{x:.1f} {y:.1f}" for x, y in corners)
    path = f"M{one}L{two}A{far} {far} 0 0 1 {three}L{four}A{near} {near} 0 0 0 {one}Z"
    title = Mark("title", "", {}, words)
    return Mark("path", f"sector step-{_shade(value, most)}", {"d": path}, inside=(title,))


def _word(angle: float, radius: float, words: str, more: str = "") -> Mark:
    x, y = _place(angle, radius)
    return Mark("text", f"text middle {more}".strip(), {"x": x, "y": y + 4}, words)


def _key(most: float) -> list[tuple[str, SafeString]]:
    """The greatest number of each shade; nothing alone where there is nothing."""
    names = ["0", *(f"up to {number_words(most * at / STEPS)}" for at in range(1, STEPS + 1) if most)]
    return [
        (name, swatch([box(0, 0, 100, 16, f"sector step-{shade}")])) for shade, name in enumerate(names, 1)
    ]
