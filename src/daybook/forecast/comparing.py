"""Before and after in some areas, beside others: from events and named areas to the comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import shapely

from daybook.forecast.engine.arrays import Flags, Floats
from daybook.forecast.engine.events import Events
from daybook.forecast.engine.patterns import spans
from daybook.forecast.engine.trials import Compared, TrialError, compared
from daybook.forecast.engine.zones import Zones


@dataclass(frozen=True, eq=False)
class Beside:
    """What came of it, with the counts of each of `names`; `days`: first day before, first and last day of it."""

    found: Compared
    names: Sequence[str]
    before: Floats
    after: Floats
    treated: Flags
    days: Sequence[str]


def beside(events: Events, zones: Zones, treated: Sequence[str], first: date, last: date) -> Beside:
    """Raises `TrialError` or `OperationError`."""
    flags = _treated(zones, treated)
    edges = spans(events, np.datetime64(first, "D"), np.datetime64(last, "D") + np.timedelta64(1, "D"))[:3]
    before, after = _counts(events, zones, *edges)
    days = [str(one.astype("M8[D]")) for one in (edges[0], edges[1], edges[2] - np.timedelta64(1, "s"))]
    return Beside(compared(before, after, flags), zones.names, before, after, flags, days)


def _treated(zones: Zones, names: Sequence[str]) -> Flags:
    if missing := [name for name in names if name not in zones.names]:
        raise TrialError(f"There is no area {missing[0]}; there are: {', '.join(zones.names[:10])}.")
    flags = np.isin(zones.names, names)
    if flags.all() or not flags.any():
        word = "Every" if flags.all() else "No"
        raise TrialError(
            f"{word} area was treated, so there is nothing to compare with. Name some, and give a file with others too."
        )
    return flags


def _counts(
    events: Events, zones: Zones, before: np.datetime64, start: np.datetime64, end: np.datetime64
) -> tuple[Floats, Floats]:
    """Events of each area before, and from the start to the end."""
    points = shapely.points(events.x, events.y)
    earlier = (events.time >= before) & (events.time < start)
    later = (events.time >= start) & (events.time < end)
    inside = [np.asarray(shapely.intersects(shape, points)) for shape in zones.shapes]
    return (
        np.array([(one & earlier).sum() for one in inside], float),
        np.array([(one & later).sum() for one in inside], float),
    )
