"""The textured fills of one chart's series, and the key that explains them."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString

from daybook.web.charts.chart import Caption
from daybook.web.charts.marks import Mark, box, swatch, texture


def textures(caption: Caption, count: int) -> list[Mark]:
    """The fills of the first `count` series; they come first among the marks."""
    return [texture(_name(caption, number), number) for number in range(count)]


def fill(caption: Caption, number: int) -> str:
    """The value of the attribute `fill` for a series, from 0."""
    return f"url(#{_name(caption, number)})"


def key_of(caption: Caption, parts: Sequence[str]) -> list[tuple[str, SafeString]]:
    return [
        (name, swatch([box(0, 0, 100, 16, "part", fill=fill(caption, number))]))
        for number, name in enumerate(parts)
    ]


def _name(caption: Caption, number: int) -> str:
    return f"{caption.slug}-fill-{number + 1}"
