"""The boxes a force can visit, each with its reasons in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from daybook.forecast.engine.arrays import Floats, Ints
from daybook.forecast.engine.clock import Clock
from daybook.forecast.engine.events import Events
from daybook.forecast.engine.history import History
from daybook.forecast.engine.models import Model, Reason

SMALL = 0.05
"""Share of a reason below which it is not told."""
MOST_REASONS = 3
LATELY = 30.5
"""Days."""


@dataclass(frozen=True, slots=True)
class Box:
    """One cell to visit. `x`, `y`: its south-west corner in metres; `recorded` in all, `lately` in the last month."""

    rank: int
    cell: int
    x: float
    y: float
    expected: float
    streets: Sequence[str]
    recorded: int
    lately: int
    last: str
    reasons: Sequence[Reason]

    @property
    def why(self) -> str:
        """The reasons as one sentence."""
        parts = [f"{one.share:.0%} from {one.words}" for one in self.reasons]
        return f"{'; '.join(parts)}. {self.facts}"

    @property
    def facts(self) -> str:
        if not self.recorded:
            return "Nothing is recorded in this box itself."
        return f"Recorded here: {self.recorded:,}, {self.lately:,} of them in the last month; the last in {self.last}."


def boxes_of(model: Model, history: History, expected: Floats, number: int, events: Events) -> list[Box]:
    """The `number` cells of the highest expectation, the highest first."""
    cells = np.argsort(-expected, kind="stable")[:number]
    x, y = history.grid.corners()
    counts = history.counts(history.first, history.end)
    lately = history.counts(history.clock.back(history.end, LATELY), history.end)
    streets = streets_of(history, events, cells)
    return [
        Box(
            rank=rank,
            cell=int(cell),
            x=float(x[cell]),
            y=float(y[cell]),
            expected=float(expected[cell]),
            streets=streets.get(int(cell), ()),
            recorded=int(counts[cell]),
            lately=int(lately[cell]),
            last=_last(history, int(cell)),
            reasons=_told(model.explain(int(cell))),
        )
        for rank, cell in enumerate(cells, 1)
    ]


def _told(reasons: Sequence[Reason]) -> Sequence[Reason]:
    return [one for one in reasons[:MOST_REASONS] if one.share >= SMALL] or reasons[:1]


def _last(history: History, cell: int) -> str:
    """When the box had its last event, as exactly as the clock tells."""
    steps = history.step[history.cell == cell]
    if not len(steps):
        return ""
    unit = "M" if history.clock is Clock.MONTH else "D"
    return str(history.clock.start(int(steps[-1])).astype(f"M8[{unit}]"))


def streets_of(history: History, events: Events, cells: Ints) -> dict[int, list[str]]:
    """The two commonest streets of each box."""
    if not len(events.street):
        return {}
    found = history.grid.of(events.x, events.y)
    chosen = np.isin(found, cells)
    pairs, counts = np.unique(np.stack((found[chosen], events.street[chosen])), axis=1, return_counts=True)
    streets: dict[int, list[str]] = {}
    for at in np.argsort(-counts, kind="stable"):
        named = streets.setdefault(int(pairs[0, at]), [])
        if len(named) < 2 and (words := events.streets[pairs[1, at]]):
            named.append(words.removeprefix("On or near ").strip())
    return streets
