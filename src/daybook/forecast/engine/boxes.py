"""The boxes a force can visit, each with its reasons in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from daybook.forecast.engine.arrays import Floats, Ints
from daybook.forecast.engine.clock import Unit
from daybook.forecast.engine.daytime import Daytime, Hours
from daybook.forecast.engine.events import Events
from daybook.forecast.engine.history import History
from daybook.forecast.engine.models import Model, Reason

SMALL = 0.05
"""Share of a reason below which it is not told."""
MOST_REASONS = 3
LATELY = 30.5
"""Days."""
UNKNOWN = Daytime()


@dataclass(frozen=True, slots=True)
class Box:
    """One cell to visit. `x`, `y`: its south-west corner in metres; `recorded` in all, `lately` in the last month.

    `same_shift` of those recorded were at the time of day that is forecast; None where it is no shift. `rhythm`: how
    the hour and the season of the whole area stand, a sentence each. `hours`: in which hours of the day most happens
    around it, None where that is not sure or the map is of a shift.
    """

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
    same_shift: int | None = None
    rhythm: Sequence[str] = ()
    hours: Hours | None = None

    @property
    def expects(self) -> str:
        """The expected events in words."""
        return few(self.expected)

    @property
    def why(self) -> str:
        """The reasons as one sentence."""
        parts = [f"{one.share:.0%} from {one.words}" for one in self.reasons]
        hours = [self.hours.words] if self.hours else []
        return " ".join([f"{'; '.join(parts)}.", self.facts, *hours, *self.rhythm])

    @property
    def facts(self) -> str:
        if not self.recorded:
            return "Nothing is recorded in this box itself."
        hour = "" if self.same_shift is None else f", {self.same_shift:,} at this time of day"
        on = "in" if len(self.last) == len("2026-05") else "on"
        when = f"{self.lately:,} of them in the last month{hour}; the last {on} {self.last}"
        return f"Recorded here: {self.recorded:,}, {when}."


def few(events: float) -> str:
    """Expected events to two figures after the point, and where that would be none, to the first that tells."""
    if events >= 0.01 or not events:
        return f"{events:.2f}"
    return f"{events:.3f}" if events >= 0.001 else "less than 0.001"


def chosen(expected: Floats, number: int) -> Ints:
    """The `number` cells of the highest expectation, the highest first."""
    return np.argsort(-expected, kind="stable")[:number]


def boxes_of(
    model: Model,
    history: History,
    expected: Floats,
    cells: Ints,
    events: Events,
    told: Sequence[str] = (),
    times: Daytime = UNKNOWN,
) -> list[Box]:
    """Those cells, as `chosen` gives them. `told`: what the rhythm says of the period; `times`: their hours."""
    x, y = history.grid.corners()
    counts = history.counts(history.first, history.end)
    lately = history.counts(history.clock.back(history.end, LATELY), history.end)
    same = _same_shift(history)
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
            same_shift=int(same[cell]) if told and same is not None else None,
            rhythm=told,
            hours=times.hours.get(int(cell)),
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
    unit = "M" if history.clock.unit is Unit.MONTH else "D"
    clock = history.clock
    return str(clock.wall(clock.starts(steps[-1:]))[0].astype(f"M8[{unit}]"))


def _same_shift(history: History) -> Floats | None:
    """Events of each cell at the time of day that comes next; None where steps are no shifts."""
    if history.clock.unit is not Unit.SHIFT:
        return None
    now = history.of_shift(history.end % history.clock.each)
    return now.counts(now.first, now.end)


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
