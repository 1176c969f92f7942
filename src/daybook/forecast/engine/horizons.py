"""Horizons: what a forecast is for, and how long it is tested."""

from __future__ import annotations

from dataclasses import dataclass, replace

from daybook.forecast.engine.clock import Clock, Unit
from daybook.forecast.engine.events import Precision
from daybook.forecast.engine.history import HistoryError


@dataclass(frozen=True, slots=True)
class Horizon:
    """A forecast covers `steps` of the clock; its scorecard up to `windows` forecasts."""

    name: str
    clock: Clock
    steps: int
    windows: int


HORIZONS = {
    one.name: one
    for one in (
        Horizon("shift", Clock.SHIFT, 1, 180),
        Horizon("day", Clock.DAY, 1, 60),
        Horizon("week", Clock.DAY, 7, 26),
        Horizon("month", Clock.DAY, 30, 12),
    )
}
WHOLE_MONTHS = Horizon("month", Clock.MONTH, 1, 12)


def horizon_of(name: str, precision: Precision, shifts: Clock = Clock.SHIFT) -> Horizon:
    """The horizon of that name; empty for the shortest usual one. Raises `HistoryError` for one that is too short.

    Where only months are known a month is a calendar month, elsewhere thirty days. `shifts`: when they begin.
    """
    if precision is Precision.MONTH:
        if name not in ("", "month"):
            raise HistoryError(
                f"Only the months of these events are known, so no {name} can be forecast. Ask for a month."
            )
        return WHOLE_MONTHS
    horizon = HORIZONS[name or "day"]
    if horizon.clock.unit is Unit.SHIFT:
        return replace(horizon, clock=shifts, windows=horizon.windows * shifts.each // Clock.SHIFT.each)
    return horizon
