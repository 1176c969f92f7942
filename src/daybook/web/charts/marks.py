"""The elements a picture is made of. Across: per cent of the width; down: pixels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from textwrap import wrap

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

SERIES = 6
"""Colours, textures and shapes there are; a chart of more series is refused."""

NAME, LINE, LONGEST_LINE = 15, 20, 40
"""Of a name above its row: the baseline, pixels from one line to the next, letters in a line."""

SHAPES = (
    "M-4 0A4 4 0 1 0 4 0A4 4 0 1 0-4 0Z",
    "M-4-4H4V4H-4Z",
    "M0-5L5 4H-5Z",
    "M0-5.5L5.5 0L0 5.5L-5.5 0Z",
    "M0 5L5-4H-5Z",
    "M-2-5H2V-2H5V2H2V5H-2V2H-5V-2H-2Z",
)
TEXTURES = ("", "M0 8L8 0", "M0 4H8", "M4 0V8", "M0 8L8 0M0 0L8 8", "M2 4H6")
"""What is drawn over the colour of a series, in a square of 8 by 8."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One element: its tag, classes (each `db-chart__…`), attributes, and the words or marks inside."""

    tag: str
    look: str
    attributes: dict[str, str | float]
    words: str = ""
    inside: tuple[Mark, ...] = field(default=())


def drawn(marks: Iterable[Mark]) -> SafeString:
    return SafeString("".join(_element(mark) for mark in marks))


def _element(mark: Mark) -> SafeString:
    looks = " ".join(f"db-chart__{look}" for look in mark.look.split())
    given = {"class": looks, **mark.attributes} if looks else mark.attributes
    attributes = format_html_join("", ' {}="{}"', ((name, _plain(value)) for name, value in given.items()))
    within = drawn(mark.inside) if mark.inside else mark.words
    return format_html("<{}{}>{}</{}>", mark.tag, attributes, within, mark.tag)


def _plain(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


def across(share: float) -> str:
    """A place or a width, as per cent."""
    return f"{share:.3f}".rstrip("0").rstrip(".") + "%"


def box(left: float, top: float, width: float, height: float, look: str, **more: str) -> Mark:
    place: dict[str, str | float] = {"x": across(left), "y": top, "width": across(width), "height": height}
    return Mark("rect", look, {**place, **more})


def stroke(x1: float, y1: float, x2: float, y2: float, look: str) -> Mark:
    return Mark("line", look, {"x1": across(x1), "y1": y1, "x2": across(x2), "y2": y2})


def text(left: float, baseline: float, words: str, look: str = "text", shift: float = 0) -> Mark:
    """Words from a place on; `shift` moves them by pixels to the right."""
    return Mark("text", look, {"x": across(left), "y": baseline, **({"dx": shift} if shift else {})}, words)


def heading(top: float, words: str) -> tuple[list[Mark], int]:
    """A name above its row, in lines that a phone shows whole, and by how many pixels the row moves down for it."""
    lines = wrap(words, LONGEST_LINE) or [""]
    marks = [text(0, top + NAME + LINE * at, line) for at, line in enumerate(lines)]
    return marks, LINE * (len(lines) - 1)


def point(left: float, top: float, series: int) -> Mark:
    """The shape of a series (from 0), centred on a place."""
    shape = Mark("path", f"point series-{series + 1}", {"d": SHAPES[series]})
    return Mark("svg", "free", {"x": across(left), "y": top}, inside=(shape,))


def texture(name: str, series: int) -> Mark:
    """The fill of a series (from 0), to be used as `url(#name)`."""
    size: dict[str, str | float] = {"width": 8, "height": 8}
    ground = Mark("rect", f"series-{series + 1}", size)
    lines = Mark("path", "texture", {"d": TEXTURES[series]})
    tile = {"id": name, "patternUnits": "userSpaceOnUse", **size}
    return Mark("pattern", "", tile, inside=(ground, lines) if TEXTURES[series] else (ground,))


def swatch(marks: Iterable[Mark]) -> SafeString:
    """A small picture for the key; the name of the series stands beside it."""
    return format_html('<svg class="db-chart__swatch" aria-hidden="true">{}</svg>', drawn(marks))
