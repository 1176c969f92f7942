"""Dates and times as files write them, and how exactly they are known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np

from daybook.forecast.engine.arrays import Times
from daybook.forecast.engine.events import Precision
from daybook.forecast.engine.reading.notes import ReadingError

NOTHING = np.datetime64("NaT", "s")
ISO = re.compile(
    r"(\d{4})-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?)?"
)
PARTED = re.compile(
    r"(\d{1,2})[/.\- ](\d{1,2}|[A-Za-z]{3,9})[/.\- ](\d{4})"
    r"(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp][Mm])?)?"
)
MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
EARLIEST, LATEST = np.datetime64("1950-01-01", "s"), np.datetime64("2100-01-01", "s")
MOST_KNOWN = 1_000_000


class Moments:
    """Reads one file's times. A text that was read before is not read again; `forms` are the ways they were written.

    `month_first` is found out from the first block of values, as files do not say.
    """

    def __init__(self) -> None:
        self.month_first: bool | None = None
        self.offsets = False
        self.forms: set[str] = set()
        self._known: dict[str, np.datetime64] = {}

    def read(self, values: Any) -> Times:
        """datetime64[s] as written, not-a-time where none can be read; a told offset is taken off, which gives UTC."""
        if isinstance(values, np.ndarray) and values.dtype.kind == "M":
            self.forms.add("date")
            return values.astype("M8[s]")
        texts = [str(value).strip() for value in values]
        new = set(texts) - self._known.keys()
        if self.month_first is None and new:
            self.month_first = _month_first(new)
        self._known.update((text, self._one(text)) for text in new)
        read = np.array([self._known[text] for text in texts], "M8[s]")
        if len(self._known) > MOST_KNOWN:
            self._known.clear()
        return np.where((read > EARLIEST) & (read < LATEST), read, NOTHING)

    def _one(self, text: str) -> np.datetime64:
        try:
            if found := ISO.fullmatch(text):
                return self._iso(*found.groups())
            if found := PARTED.fullmatch(text):
                return self._parted(*found.groups())
        except ValueError:
            return NOTHING
        return NOTHING

    def _iso(self, year: str, month: str, day: str | None, *more: str | None) -> np.datetime64:
        hour, minute, second, offset = more
        self.forms.add("month" if day is None else "date" if hour is None else "date and time")
        at = _moment(int(year), int(month), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0))
        self.offsets |= offset is not None
        if offset in (None, "Z"):
            return at
        minutes = int(offset[1:3]) * 60 + int(offset[-2:])
        return at - np.timedelta64(minutes if offset[0] == "+" else -minutes, "m")

    def _parted(self, first: str, second: str, year: str, *clock: str | None) -> np.datetime64:
        named = second[:3].lower()
        if named in MONTH_NAMES:
            self.forms.add("day, name of the month, year")
            return _moment(int(year), MONTH_NAMES.index(named) + 1, int(first), *_hours(*clock))
        turned = int(second) > 12 or (bool(self.month_first) and int(first) <= 12)
        self.forms.add("month/day/year" if turned else "day/month/year")
        day, month = (second, first) if turned else (first, second)
        return _moment(int(year), int(month), int(day), *_hours(*clock))


def _month_first(texts: Iterable[str]) -> bool:
    """Whether more dates can be read only with the month first than only with the day first."""
    parted = [(int(first), int(second)) for first, second in _figures(texts)]
    return sum(second > 12 for _, second in parted) > sum(first > 12 for first, _ in parted)


def _figures(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    for text in texts:
        if (found := PARTED.fullmatch(text)) and found[2].isdecimal():
            yield found[1], found[2]


def _hours(
    hour: str | None, minute: str | None, second: str | None, half: str | None
) -> tuple[int, int, int]:
    hours = int(hour or 0)
    if half:
        hours = hours % 12 + (12 if half.lower() == "pm" else 0)
    return hours, int(minute or 0), int(second or 0)


def _moment(year: int, month: int, day: int, hour: int, minute: int, second: int) -> np.datetime64:
    return np.datetime64(datetime(year, month, day, hour, minute, second), "s")


def precision_of(time: Times) -> Precision:
    """How exactly the times of a file are known: by the month where all but a few stand on its first second, and so on.

    A file of days has one in thirty on the first of a month; a file of minutes few at midnight.
    """
    if (time == time.astype("M8[M]")).mean() > 0.9:
        return Precision.MONTH
    return Precision.DAY if (time == time.astype("M8[D]")).mean() > 0.5 else Precision.MINUTE


def zone_of(name: str) -> ZoneInfo:
    """The time zone of that name. Raises `ReadingError` where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ReadingError(f"“{name}” names no time zone. Write it as Europe/London.") from error


def in_utc(time: Times, zone: str) -> Times:
    """Wall-clock times of a zone as UTC; an hour that comes twice in autumn is read as the first."""
    return _moved(time, zone_of(zone), ZoneInfo("UTC"))


def on_the_wall(time: Times, zone: str) -> Times:
    """UTC as the clocks of a zone showed it."""
    return _moved(time, ZoneInfo("UTC"), zone_of(zone))


def _moved(time: Times, old: ZoneInfo, new: ZoneInfo) -> Times:
    hours, which = np.unique(time.astype("M8[h]"), return_inverse=True)
    moved = [hour.replace(tzinfo=old).astimezone(new).replace(tzinfo=None) for hour in hours.tolist()]
    shift = np.array(moved, "M8[s]") - hours.astype("M8[s]")
    return np.asarray(time + shift[which])
