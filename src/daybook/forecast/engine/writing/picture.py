"""The map as SVG, drawn without a script: cells in bands of the area, boxes with their numbers, the boundary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
import shapely

from daybook.forecast.engine.arrays import Flags, Floats
from daybook.forecast.engine.boxes import Box
from daybook.forecast.engine.evaluation import SHARES, flagged
from daybook.forecast.engine.forecasting import Forecast
from daybook.forecast.engine.grid import Grid

COLOURS = ("#67000d", "#cb181d", "#fb6a4a", "#fcbba1")
"""Of the top 1, 2, 5 and 10 % of the area; told apart in grey too."""
GROUND, LINE, BOX = "#eef0f2", "#505a5f", "#1d70b8"
LONGEST, NARROWEST = 900.0, 640.0
"""Of the picture's longer side, and of its width, which the legend needs."""


def svg_map(forecast: Forecast, title: str, area: Any = None) -> str:
    """The whole picture as one SVG document, 900 units at its longer side; its legend stands below."""
    grid = forecast.grid
    rows, columns = grid.inside.shape
    scale = LONGEST / (max(rows, columns) * grid.size)
    width, height = max(columns * grid.size * scale, NARROWEST), rows * grid.size * scale
    body = [
        _layer(grid, grid.inside, GROUND, scale),
        *(_layer(grid, chosen, colour, scale) for chosen, colour in _bands(forecast)),
        _outline(area, grid, scale, height) if area is not None else "",
        *(_box(box, grid, scale, height) for box in forecast.boxes),
        *_legend(height, len(forecast.boxes)),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height + 44:.0f}" role="img" '
        f'aria-label="{escape(title, {chr(34): "&quot;"})}" font-family="sans-serif">'
        f"<title>{escape(title)}</title>{''.join(body)}</svg>\n"
    )


def _bands(forecast: Forecast) -> Iterator[tuple[Flags, str]]:
    """The cells of each band as a rectangle, with its colour."""
    order = np.argsort(-forecast.expected, kind="stable")
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    ends = [flagged(len(order), share) for share in SHARES]
    for start, end, colour in zip([0, *ends], ends, COLOURS, strict=False):
        yield forecast.grid.spread(((rank >= start) & (rank < end)).astype(float)) > 0, colour


def _layer(grid: Grid, chosen: Flags, colour: str, scale: float) -> str:
    """Cells of one colour as one path: those beside each other in a row are one rectangle."""
    side = grid.size * scale
    padded = np.zeros((chosen.shape[0], chosen.shape[1] + 2), np.int8)
    padded[::-1, 1:-1] = chosen
    row, start = np.nonzero(np.diff(padded, axis=1) == 1)
    end = np.nonzero(np.diff(padded, axis=1) == -1)[1]
    runs = "".join(
        f"M{left * side:.1f} {top * side:.1f}h{(right - left) * side:.1f}v{side:.1f}h-{(right - left) * side:.1f}z"
        for top, left, right in zip(row.tolist(), start.tolist(), end.tolist(), strict=True)
    )
    return f'<path fill="{colour}" d="{runs}"/>'


def _outline(area: Any, grid: Grid, scale: float, height: float) -> str:
    plain = shapely.simplify(area, grid.size / 2)
    rings = [ring for part in shapely.get_parts(plain) for ring in shapely.get_rings(part)]
    paths = "".join(_ring(shapely.get_coordinates(ring), grid, scale, height) for ring in rings)
    return f'<path fill="none" stroke="{LINE}" stroke-width="1" d="{paths}"/>'


def _ring(corners: Floats, grid: Grid, scale: float, height: float) -> str:
    x = (corners[:, 0] - grid.west) * scale
    y = height - (corners[:, 1] - grid.south) * scale
    return "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in zip(x.tolist(), y.tolist(), strict=True)) + "z"


def _box(box: Box, grid: Grid, scale: float, height: float) -> str:
    """A box with its number beside it; its reasons appear when it is pointed at."""
    side = grid.size * scale
    left, top = (box.x - grid.west) * scale, height - (box.y - grid.south) * scale - side
    at = f'x="{left:.1f}" y="{top:.1f}" width="{side:.1f}" height="{side:.1f}"'
    words = f'x="{left + side + 1:.1f}" y="{top + side / 2 + 4:.1f}"'
    return (
        f'<g><title>{box.rank}: {escape(box.why)}</title><rect {at} fill="none" stroke="{BOX}" stroke-width="2"/>'
        f'<text {words} font-size="12" font-weight="bold" fill="{BOX}" stroke="#fff" stroke-width="3" '
        f'paint-order="stroke">{box.rank}</text></g>'
    )


def _legend(height: float, boxes: int) -> Sequence[str]:
    names = ("top 1% of the area", "to 2%", "to 5%", "to 10%")
    lefts = (8, 190, 280, 370)
    parts = [
        f'<rect x="{left}" y="{height + 16:.0f}" width="16" height="16" fill="{colour}"/>'
        f'<text x="{left + 22}" y="{height + 29:.0f}" font-size="14">{name}</text>'
        for left, colour, name in zip(lefts, COLOURS, names, strict=True)
    ]
    parts.append(
        f'<rect x="470" y="{height + 17:.0f}" width="14" height="14" fill="none" stroke="{BOX}" stroke-width="2"/>'
        f'<text x="492" y="{height + 29:.0f}" font-size="14">the {boxes} boxes to visit</text>'
    )
    return parts
