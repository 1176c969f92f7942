"""The areas that a trial allocates: outlines apart from each other, those alike beside each other."""

from __future__ import annotations

import numpy as np
import shapely

from daybook.forecast import store
from daybook.forecast.engine import Wish, read_events
from daybook.forecast.engine.trials import TrialError
from daybook.forecast.engine.zones import Zones, read_zones
from daybook.forecast.models import CrimeSource, WorkState

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
