"""Dates and times in an old system's own layout: `DD/MM/YYYY HH:mm`.

Letters: YYYY year, YY two-digit year, MM month, DD day, HH hour, mm minute, ss second, Z offset (`+01:00`).
Everything else stands for itself.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

from daybook.legacy.mapping.errors import CodecRefused, Unreadable

PARTS = {
    "YYYY": ("year", r"\d{4}"), "YY": ("short", r"\d{2}"), "MM": ("month", r"\d{2}"), "DD": ("day", r"\d{2}"),
    "HH": ("hour", r"\d{2}"), "mm": ("minute", r"\d{2}"), "ss": ("second", r"\d{2}"),
    "Z": ("offset", r"Z|[+-]\d\d:\d\d"),
}  # fmt: skip
TOKEN = re.compile("YYYY|YY|MM|DD|HH|mm|ss|Z")


def parts_of(layout: str) -> set[str]:
    """The letters that a layout uses."""
    return set(TOKEN.findall(layout))


def write(moment: date, layout: str) -> str:
    """The date or time in this layout."""
    clock = moment if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day)
    values = {
        "YYYY": f"{clock.year:04d}", "YY": f"{clock.year % 100:02d}", "MM": f"{clock.month:02d}",
        "DD": f"{clock.day:02d}", "HH": f"{clock.hour:02d}", "mm": f"{clock.minute:02d}",
        "ss": f"{clock.second:02d}", "Z": _offset(clock),
    }  # fmt: skip
    return TOKEN.sub(lambda found: values[found.group()], layout)


def read(text: str, layout: str, pivot: int | None) -> dict[str, int | str]:
    """The parts by name; a two-digit year up to `pivot` is in this century, else in the last."""
    found = _pattern(layout).fullmatch(text)
    if not found:
        raise Unreadable(f"'{text}' is not a date in the form {layout}.")
    parts: dict[str, int | str] = {k: v if k == "offset" else int(v) for k, v in found.groupdict().items()}
    if "short" in parts:
        short = int(parts.pop("short"))
        parts["year"] = short + (2000 if short <= (pivot or 0) else 1900)
    return parts


def as_date(parts: Mapping[str, int | str]) -> date:
    """A date from its parts."""
    try:
        return date(int(parts["year"]), int(parts["month"]), int(parts["day"]))
    except ValueError as error:
        raise Unreadable(f"there is no such date ({error}).") from error


def offset_of(text: str) -> timezone:
    """`+01:00` or `Z` as an offset."""
    if text == "Z":
        return timezone(timedelta(0))
    sign = -1 if text[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(text[1:3]), minutes=int(text[4:6])))


def parse_iso(text: object) -> datetime:
    """Our own form: ISO 8601 with an offset."""
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError as error:
        raise CodecRefused("is not a date and time.", "Write it as 2026-03-01T14:05:00Z.") from error
    if moment.tzinfo is None:
        raise CodecRefused("has no time zone.", "Write it with Z or an offset: 2026-03-01T14:05:00Z.")
    return moment


def _offset(clock: datetime) -> str:
    passed = clock.utcoffset() or timedelta(0)
    minutes = int(passed.total_seconds() // 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


@lru_cache(maxsize=128)
def _pattern(layout: str) -> re.Pattern[str]:
    pieces, last = [], 0
    for found in TOKEN.finditer(layout):
        name, shape = PARTS[found.group()]
        pieces.append(re.escape(layout[last : found.start()]) + f"(?P<{name}>{shape})")
        last = found.end()
    return re.compile("".join(pieces) + re.escape(layout[last:]), re.ASCII)
