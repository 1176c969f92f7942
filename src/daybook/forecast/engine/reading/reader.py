"""From a file or a frame to events: every row becomes one, or is counted and named among those that do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from daybook.forecast.engine.arrays import Flags, Times
from daybook.forecast.engine.events import Events, Precision
from daybook.forecast.engine.flat import Flat, is_degrees
from daybook.forecast.engine.reading.gathered import Gathered, Progress, gather
from daybook.forecast.engine.reading.headings import Choose, columns_of
from daybook.forecast.engine.reading.kinds import is_enforcement, is_wanted
from daybook.forecast.engine.reading.looks import months_missing, points_piled, repeated
from daybook.forecast.engine.reading.moments import precision_of
from daybook.forecast.engine.reading.notes import Note, ReadingError, tallied
from daybook.forecast.engine.reading.placing import place
from daybook.forecast.engine.reading.sources import blocks
from daybook.forecast.engine.reading.strays import strays
from daybook.forecast.engine.reading.systems import Box
from daybook.forecast.engine.wall import in_utc

LONG = np.timedelta64(1, "D")


@dataclass(frozen=True)
class Wish:
    """What to read. `kinds`: crime types, all where empty; by their beginnings unless `exactly`. `columns`: which
    column holds what, found where not told.

    `system`: that of the coordinates, found out where empty. `zone`: of times without an offset. `reason`: why
    enforcement-driven types are taken in; without one they are left out.
    """

    kinds: Sequence[str] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    system: str = ""
    zone: str = "Europe/London"
    reason: str = ""
    exactly: bool = False


@dataclass(frozen=True, eq=False)
class Read:
    """Events, the flat system they are in, and everything that must be known of the file."""

    events: Events
    flat: Flat
    rows: int
    notes: Sequence[Note]
    kinds: Mapping[str, int]


def read_events(
    source: Any,
    wish: Wish | None = None,
    flat: Flat | None = None,
    area: Box | None = None,
    progress: Progress = lambda rows: None,
) -> Read:
    """Events of a CSV, a police.uk zip, a Parquet file or a frame, in the system of the area if one is given.

    `area` is its box in metres. Raises `ReadingError`, `ClockError` or `FlatError`.
    """
    wish, tally = wish or Wish(), Counter[str]()
    told = wish.system or _told_by(source)
    whole = gather(blocks(source, _choice(wish), tally), progress, is_degrees(told) if told else None)
    system = told or ("EPSG:4326" if whole.degrees else "")
    notes = tallied(tally)
    rows = whole[_of_kind(whole, wish, notes)]
    placed = place(rows.x, rows.y, system, flat, area)
    notes += placed.notes
    rows = replace(rows, x=placed.x, y=placed.y)[placed.good]
    rows = rows[_with_time(rows, notes)]
    apart, slips = strays(rows.time)
    rows, notes = rows[~apart], [*notes, *slips]
    precision = precision_of(rows.time)
    again, repeats = repeated(rows, precision)
    rows = rows[~again]
    until = _until(rows, notes)
    time = rows.time
    if precision is Precision.MINUTE and not rows.moments.offsets:
        time, until = in_utc(time, wish.zone), in_utc(until, wish.zone)
    events = Events(
        *(rows.x, rows.y, time, precision, rows.street.astype(np.int64), rows.streets),
        *(until, rows.method.astype(np.int64), rows.methods),
    )
    notes += [*repeats, *rows.moments.notes(), *months_missing(time), *points_piled(events.x, events.y)]
    return Read(events, placed.flat, len(whole), notes, _counted(rows))


def _counted(rows: Gathered) -> dict[str, int]:
    counts = np.bincount(rows.kind, minlength=len(rows.kinds)).tolist()
    return dict(Counter(dict(zip(rows.kinds, counts, strict=True))).most_common())


def _choice(wish: Wish) -> Choose:
    return lambda heading: columns_of(heading, wish.columns)


def _told_by(source: Any) -> str:
    crs = getattr(source, "crs", None)
    return str(crs.to_string()) if crs is not None else ""


def _of_kind(rows: Gathered, wish: Wish, notes: list[Note]) -> Flags:
    """The rows of the types asked for, without those that a reason is missing for."""
    wanted = np.array([is_wanted(kind, wish.kinds, wish.exactly) for kind in rows.kinds])
    if not wanted[rows.kind].any():
        raise ReadingError(
            f"No row is of the type {' or '.join(wish.kinds)}. There are: {', '.join(filter(None, rows.kinds))}."
        )
    driven = np.array([is_enforcement(kind) for kind in rows.kinds]) & wanted
    found = driven[rows.kind]
    if found.any():
        named = ", ".join(kind for kind, one in zip(rows.kinds, driven, strict=True) if one)
        what = f"recorded mostly where police look for it ({named})"
        done = f"taken in, for the stated reason: {wish.reason}" if wish.reason else _LEFT_OUT
        notes.append(Note(what, int(found.sum()), done))
    kept = wanted if wish.reason else wanted & ~driven
    if not kept[rows.kind].any():
        raise ReadingError(
            "Every row is of a type that is recorded mostly where police look for it. A map learnt from that sends"
            " patrols where they were. To take it in all the same, give your reason."
        )
    return np.asarray(kept[rows.kind])


_LEFT_OUT = "left out; a map learnt from it sends patrols where they were. To take it in, give a reason"


def _with_time(rows: Gathered, notes: list[Note]) -> Flags:
    timed = ~np.isnat(rows.time)
    if missing := int((~timed).sum()):
        notes.append(Note("a date that cannot be read", missing, "left out"))
    if not timed.any():
        raise ReadingError("No date can be read. Write dates as 2024-03-31, 2024-03 or 31/03/2024.")
    return np.asarray(timed)


def _until(rows: Gathered, notes: list[Note]) -> Times:
    """The end of each event's span; its start where none is told, or one that is earlier. Long spans are told."""
    if not len(rows.until):
        return rows.until
    early = rows.until < rows.time
    if long := int((rows.until - rows.time > LONG).sum()):
        notes.append(Note("known only within a span of more than a day", long, _ONCE))
    if early.any():
        notes.append(
            Note("a span that ends before it begins", int(early.sum()), "taken as known to its beginning")
        )
    return np.where(np.isnat(rows.until) | early, rows.time, rows.until)


_ONCE = "counted once, at the beginning; hours of the week are spread over it"
