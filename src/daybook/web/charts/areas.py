"""Filled areas between two lines: a box over the whole plot, cut out by a path in shares of that box.

So an area is as wide as its page, and its texture is not drawn out with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from daybook.web.charts import plane
from daybook.web.charts.marks import Mark, box

Edge = tuple[float, float, float]
"""A place from 0 to 1 across, the lower and the upper value there."""
THIN = 0.006
"""Half the width of an area of one moment, as a share of the plot."""


def area(name: str, edges: Sequence[Edge], levels: Sequence[float], look: str, fill: str = "") -> list[Mark]:
    """The area through the edges, which are in order; `name` is the id of its path, unique on the page."""
    if len(edges) == 1:
        [(share, low, high)] = edges
        edges = [(max(share - THIN, 0), low, high), (min(share + THIN, 1), low, high)]
    least, room = levels[0], levels[-1] - levels[0]
    there = [(share, high) for share, _, high in edges]
    back = [(share, low) for share, low, _ in reversed(edges)]
    path = "L".join(f"{share:.5f} {1 - (value - least) / room:.5f}" for share, value in [*there, *back])
    cut = Mark(
        "clipPath",
        "",
        {"id": name, "clipPathUnits": "objectBoundingBox"},
        inside=(Mark("path", "", {"d": f"M{path}Z"}),),
    )
    filled = {"fill": fill} if fill else {}
    whole = box(plane.LEFT, plane.TOP, plane.RIGHT - plane.LEFT, plane.FOOT - plane.TOP, look, **filled)
    whole.attributes["clip-path"] = f"url(#{name})"
    return [cut, whole]


def runs(known: Iterable[bool]) -> list[list[int]]:
    """The stretches of neighbouring places that are known: [True, True, False, True] gives [[0, 1], [3]]."""
    return [[at for at, _ in run] for there, run in groupby(enumerate(known), lambda one: one[1]) if there]
