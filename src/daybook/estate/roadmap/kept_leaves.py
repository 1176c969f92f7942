"""The leaves of a tree as JSON, for the next search: by the names of steps and limits, as other wishes may number them
anew.

What the next model has no step for is left out: its part is then larger, and the leaves together still hold every plan.
Prices may be any: they say only where the bound begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from daybook.estate.roadmap.closures import Closures
from daybook.estate.roadmap.model import Model, Row
from daybook.estate.roadmap.tree import Leaf

MOST = 2000


def leaves_json(model: Model, closures: Closures, leaves: Sequence[Leaf]) -> dict[str, Any]:
    names = [_name(row) for row in closures.limits]
    return {
        "limits": names,
        "leaves": [
            {
                "settled": [[*model.variables[step], done] for step, done in leaf.settled],
                "prices": None if leaf.prices is None else leaf.prices.tolist(),
            }
            for leaf in shortened(leaves)
        ],
    }


def read_leaves(told: dict[str, Any], model: Model, closures: Closures) -> list[Leaf]:
    steps = {name: number for number, name in enumerate(model.variables)}
    place = {tuple(name): number for number, name in enumerate(told["limits"])}
    at = [place.get(_name(row), -1) for row in closures.limits]
    leaves = []
    for one in told["leaves"]:
        named = [((id, quarter), done) for id, quarter, done in one["settled"]]
        settled = tuple((steps[name], done) for name, done in named if name in steps)
        prices = None if one["prices"] is None else np.array([*one["prices"], 0], dtype=np.int64)[at]
        leaves.append(Leaf(settled, prices))
    return leaves


def shortened(leaves: Sequence[Leaf], most: int = MOST) -> list[Leaf]:
    """Not more than `most` leaves that hold all that these hold: those that agree at first are put together."""
    deep = max((len(leaf.settled) for leaf in leaves), default=0)
    for depth in range(deep, -1, -1):
        kept: dict[Any, Leaf] = {}
        for leaf in leaves:
            short = leaf.settled[:depth]
            if short not in kept or kept[short].prices is None:
                kept[short] = Leaf(short, leaf.prices)
        if len(kept) <= most:
            break
    return [*kept.values()]


def _name(row: Row) -> tuple[str, str, int]:
    return (*row.group, -1 if row.quarter is None else row.quarter)
