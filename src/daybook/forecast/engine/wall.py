"""The clock on the wall of a time zone, and UTC."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np

from daybook.forecast.engine.arrays import Times

UTC = "UTC"


class ClockError(ValueError):
    """There is no such time zone, or are no such shifts; the message says what to write instead."""


def zone_of(name: str) -> ZoneInfo:
    """The time zone of that name. Raises `ClockError` where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ClockError(f"“{name}” names no time zone. Write it as Europe/London.") from error


def in_utc(time: Times, zone: str) -> Times:
    """Wall-clock times of a zone as UTC; an hour that comes twice in autumn is read as the first."""
    return _moved(time, zone_of(zone), ZoneInfo(UTC))


def on_the_wall(time: Times, zone: str) -> Times:
    """UTC as the clocks of a zone showed it."""
    return _moved(time, ZoneInfo(UTC), zone_of(zone))


def _moved(time: Times, old: ZoneInfo, new: ZoneInfo) -> Times:
    hours, which = np.unique(time.astype("M8[h]"), return_inverse=True)
    moved = [hour.replace(tzinfo=old).astimezone(new).replace(tzinfo=None) for hour in hours.tolist()]
    shift = np.array(moved, "M8[s]") - hours.astype("M8[s]")
    return np.asarray(time + shift[which])
