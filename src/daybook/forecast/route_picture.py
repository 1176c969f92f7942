"""The round as SVG, drawn without a script: boxes with their number in the round, joined in straight lines."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from daybook.forecast.briefing import Stop

WIDTH, EDGE, SMALLEST = 360.0, 16.0, 24.0
"""Of the picture, of the rim around the boxes, and of a box that would be too small to see; in its own units."""


def route_svg(stops: Sequence[Stop], size: float) -> SafeString:
    """North is up; `size` of a box in metres."""
    if not stops:
        return SafeString("")
    west, south = (min(stop.box[name] for stop in stops) for name in ("x", "y"))
    wide = max(max(stop.box["x"] for stop in stops) - west, size)
    high = max(max(stop.box["y"] for stop in stops) - south, size)
    scale = (WIDTH - 2 * EDGE) / (max(wide, high) + size)
    side = max(size * scale, SMALLEST)
    height = (high + size) * scale + 2 * EDGE
    points = [
        (EDGE + (stop.box["x"] - west) * scale, height - EDGE - side - (stop.box["y"] - south) * scale)
        for stop in stops
    ]
    line = " ".join(f"{x + side / 2:.1f},{y + side / 2:.1f}" for x, y in points)
    drawn = (
        (*_told(x, y, side, x + side / 2, y + side / 2 + 5), stop.place)
        for (x, y), stop in zip(points, stops, strict=True)
    )
    return format_html(PICTURE, WIDTH, f"{height:.0f}", line, format_html_join("", BOX, drawn))


def _told(*lengths: float) -> list[str]:
    return [f"{one:.1f}" for one in lengths]


BOX = (
    '<rect x="{0}" y="{1}" width="{2}" height="{2}" fill="#fff" stroke="#1d70b8" stroke-width="2"/>'
    '<text x="{3}" y="{4}" font-size="14" font-weight="bold" fill="#0b0c0c" text-anchor="middle">{5}</text>'
)
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" aria-label="The round in straight lines" '
    'font-family="sans-serif"><polyline points="{}" fill="none" stroke="#505a5f" stroke-width="1.5" '
    'stroke-dasharray="6 4"/>{}</svg>'
)
