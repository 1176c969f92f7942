"""The areas that a trial allocates, apart from each other, those alike beside each other; and which boxes lie there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import shapely

from daybook.forecast import store
from daybook.forecast.engine import Wish, read_events
from daybook.forecast.engine.trials import TrialError
from daybook.forecast.engine.zones import Zones, read_zones
from daybook.forecast.models import CrimeSource, ForecastModel, Trial, WorkState

SHARED = 0.01
"""Share of the areas that may lie in two of them, as where outlines are drawn by hand."""
MOST_ROWS = 300_000
"""Earlier crimes that a page reads while somebody waits."""


def units_of(area: tuple[str, str], kinds: tuple[str, ...], earlier: CrimeSource | None) -> tuple[str, ...]:
    """Names of the areas as in the file; with earlier crimes those with most first, so that neighbours are alike.

    Raises `TrialError`, `AreaError`, `StoreError` or `ReadingError`.
    """
    zones = checked_zones(read_zones(store.found(*area)))
    if earlier is None:
        return zones.names
    if earlier.state != WorkState.DONE or earlier.rows > MOST_ROWS:
        raise TrialError(
            f"Earlier crimes: {earlier.name} is not looked over, or has more than {MOST_ROWS:,} rows. Choose other"
            " crimes, or none: areas then share a block as they stand in the file."
        )
    reading = earlier.reading
    wish = Wish(kinds, reading.get("columns", {}), reading.get("system", ""))
    events = read_events(store.found(earlier.name, earlier.sha256), wish, zones.flat).events
    points = shapely.points(events.x, events.y)
    counts = np.array([shapely.intersects(shape, points).sum() for shape in zones.shapes])
    return tuple(zones.names[at] for at in np.argsort(-counts, kind="stable"))


def checked_zones(zones: Zones) -> Zones:
    """The areas, if each event counts in one of them at most. Raises `TrialError`."""
    sizes = shapely.area(zones.shapes)
    if not (sizes > 0).all():
        name = zones.names[int(np.argmin(sizes))]
        raise TrialError(f"The area {name} is a point or a line. A trial by areas needs outlines.")
    shared = 1 - shapely.area(shapely.union_all(zones.shapes)) / sizes.sum()
    if shared > SHARED:
        raise TrialError(
            f"The areas lie over each other, by {shared:.0%}: an event would count twice. Give areas that lie apart."
        )
    return zones


def zones_of(row: Trial) -> Zones:
    """The named areas that the trial was sealed with. Raises `AreaError` or `StoreError`."""
    return _zones(row.area_name, row.area_sha256)


@lru_cache(maxsize=4)
def _zones(name: str, sha256: str) -> Zones:
    return read_zones(store.found(name, sha256))


def areas_of(boxes: Sequence[Mapping[str, Any]], model: ForecastModel, zones: Zones) -> list[list[str]]:
    """For each box, as a forecast keeps it, the areas that its middle lies in: none, one, or two at their edge."""
    x, y = (np.array([box[axis] for box in boxes], float) + model.size / 2 for axis in ("x", "y"))
    points = shapely.points(*zones.flat.from_system(model.flat, x, y))
    return [
        [zones.names[at] for at in np.flatnonzero(shapely.intersects(zones.shapes, one))] for one in points
    ]
