"""From kept crimes and what is asked to the parts of a study: the same file, wish and code give the same figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from daybook.forecast import store
from daybook.forecast.engine import (
    AreaError,
    Events,
    Flat,
    FlatError,
    GridError,
    HistoryError,
    Read,
    read_area,
)
from daybook.forecast.engine.areas import inside
from daybook.forecast.engine.forecasting import Progress
from daybook.forecast.engine.patterns import Areas, KnoxError, OperationError, SeriesError, places_of
from daybook.forecast.engine.trials import TrialError
from daybook.forecast.engine.zones import read_zones
from daybook.forecast.making import Files, read_files
from daybook.forecast.studies import hotspots, hours, likely_series, moved, near_repeats, repeat_places
from daybook.forecast.studies.parts import LEAST, Part
from daybook.forecast.studies.wishes import PATTERNS

ZONE = "Europe/London"
TITLES = {one.SLUG: one.TITLE for one in (near_repeats, repeat_places, hours, hotspots, likely_series, moved)}
TITLES["comparison"] = moved.BESIDE
FAULTS = (
    AreaError,
    FlatError,
    GridError,
    HistoryError,
    KnoxError,
    OperationError,
    SeriesError,
    TrialError,
    store.StoreError,
)
OF_PLACE = ("near-repeats", "repeats", "hotspots", "series", "operation", "comparison")
"""Patterns that need more than one place."""


class StudyError(ValueError):
    """Nothing can be told from what is left; the message says why and what to do."""


@dataclass(frozen=True, eq=False)
class Studied:
    """`outside` counts the events that lay outside the area; those outside the days are not counted."""

    read: Read
    parts: Sequence[Part]
    outside: int


def study(files: Files, plan: Mapping[str, Any], told: Progress) -> Studied:
    """`plan`: the wish as `StudyAsked.told` gives it, with `reading`. Raises `StudyError` or the errors of reading."""
    read, area = read_files(files, plan["reading"], plan, told)
    events, outside = _chosen(read, area, plan)
    if len(events) < LEAST:
        raise StudyError(
            f"{len(events):,} of {len(read.events):,} events are left by days and area. Fewer than {LEAST} tell nothing"
            " from chance: take more types, a longer time or a larger area."
        )
    read = replace(read, events=events)
    return Studied(read, parts_of(read, area, plan, told), outside)


def _chosen(read: Read, area: Any, plan: Mapping[str, Any]) -> tuple[Events, int]:
    """Events of the days and the area, and how many of the days lay outside."""
    events = read.events
    days = np.ones(len(events), bool)
    if plan["first"]:
        days &= events.time >= np.datetime64(date.fromisoformat(plan["first"]), "s")
    if plan["last"]:
        days &= events.time < np.datetime64(date.fromisoformat(plan["last"]), "D") + 1
    events = events[days]
    if area is None:
        return events, 0
    here = inside(area, events)
    return events[here], int((~here).sum())


def parts_of(read: Read, area: Any, plan: Mapping[str, Any], told: Progress) -> list[Part]:
    """Each pattern that is asked for, in the order of `PATTERNS`."""
    works: dict[str, Callable[[], Part]] = {
        "near-repeats": lambda: near_repeats.near_repeats(read.events, told, plan.get("permutations", 999)),
        "repeats": lambda: repeat_places.repeat_places(read.events),
        "hours": lambda: hours.hours(read.events, plan["reading"].get("zone") or ZONE),
        "hotspots": lambda: hotspots.hotspots(read, area, plan["size"]),
        "series": lambda: likely_series.likely_series(read.events),
        "comparison": lambda: moved.comparison(
            read.events, read_zones(store.found(*plan["operation"]["areas"]), read.flat), plan["operation"]
        ),
        "operation": lambda: moved.moved(
            read.events, _areas(plan["operation"], read.flat), plan["operation"]
        ),
    }
    wanted = [name for name in PATTERNS if name in plan["patterns"]]
    alone = places_of(read.events) == 1
    parts = []
    for at, name in enumerate(wanted):
        told(TITLES[name], at, len(wanted))
        parts.append(
            _one_place(name, len(read.events)) if alone and name in OF_PLACE else _made(name, works[name])
        )
    return parts


def _made(name: str, work: Callable[[], Part]) -> Part:
    """What the work finds, or the sentence that says why it cannot."""
    try:
        return work()
    except FAULTS as error:
        return Part(name, TITLES[name], str(error))


def _one_place(name: str, events: int) -> Part:
    said = (
        f"All {events:,} events lie on one point, as after geocoding to a station or the middle of a town. Nothing of"
        " place can be told: ask for the coordinates of each."
    )
    return Part(name, TITLES[name], said)


def _areas(wish: Mapping[str, Any], flat: Flat) -> Areas:
    target, control = (
        read_area(store.found(*wish[name]), flat)[0] if wish[name][1] else None
        for name in ("target", "control")
    )
    return Areas(target, wish["ring"], control)
