"""How events of each kind fall over year, week, day and town: `data/events.toml`, ready to draw."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from math import cos, pi, sin
from random import Random

from .data_files import table
from .draw import Wheel

MONTHS, WEEKDAYS = 12, 7
WEEK_END = {4: "friday", 5: "saturday", 6: "sunday"}


@dataclass(frozen=True, slots=True)
class Category:
    """One kind of crime or incident. `span`: the hours within which it happened; ages in years."""

    kind: str
    name: str
    title: str
    summaries: tuple[str, ...]
    codes: Wheel[str] | None
    hours: tuple[Wheel[int], ...]
    places: tuple[str, ...]
    near: float
    victim: float
    witness: float
    suspect: float
    arrest: float
    span: int
    household: bool
    victim_age: int
    suspect_age: int


@cache
def categories() -> tuple[Category, ...]:
    """All kinds, crimes first."""
    data = table("events")
    return tuple(
        _category(kind, name, row) for kind in ("crime", "incident") for name, row in data[kind].items()
    )


def _category(kind: str, name: str, row: dict[str, object]) -> Category:
    def number(key: str, default: float = 0.0) -> float:
        return float(str(row.get(key, default)))

    codes = row.get("codes")
    return Category(
        kind,
        name,
        str(row["title"]),
        tuple(f"{text.strip()}." for text in str(row["summary"]).split(".") if text.strip()),
        Wheel.of(codes, 256) if isinstance(codes, dict) else None,
        tuple(_hours(str(row["hours"]), weekday) for weekday in range(WEEKDAYS)),
        tuple(str(row["place"]).split()),
        number("near"),
        number("victim"),
        number("witness"),
        number("suspect"),
        number("arrest"),
        int(number("span")),
        row.get("relation") == "household",
        int(number("victim_age")),
        int(number("suspect_age", 11)),
    )


def _hours(profile: str, weekday: int) -> Wheel[int]:
    """Hours of the day, local time; the week-end profile puts Friday's and Saturday's late hours first."""
    name = WEEK_END.get(weekday, "evening") if profile == "week-end" else profile
    weights = table("events")["hours"][name]
    return Wheel(list(range(24)), weights, 512)


def _season(summer_over_winter: float, month: int) -> float:
    swing = (summer_over_winter - 1) / (summer_over_winter + 1)
    return 1 - swing * cos(2 * pi * (month - 0.5) / MONTHS)


@cache
def calendar() -> dict[tuple[int, int], tuple[float, Wheel[Category]]]:
    """For each (month from 1, weekday from Monday 0): how busy such a day is, and what happens on it."""
    data = table("events")
    rows = [data[category.kind][category.name] for category in categories()]
    days = {}
    for month in range(1, MONTHS + 1):
        for weekday in range(WEEKDAYS):
            weights = [row["share"] * _season(row["season"], month) * row["week"][weekday] for row in rows]
            days[month, weekday] = (sum(weights), Wheel(categories(), weights, 8192))
    return days


def busyness(random: Random, first: date, days: int) -> list[float]:
    """The weight of each day: its month and weekday, a slow swell over weeks, and the day's own chance."""
    weights = []
    for number in range(days):
        day = first + timedelta(days=number)
        swell = 1 + 0.05 * sin(number / 23.0)
        weights.append(calendar()[day.month, day.weekday()][0] * swell * random.gauss(1.0, 0.06))
    return weights


@cache
def outcomes() -> dict[str, Wheel[str]]:
    """Home Office outcomes by how far a case came: arrested, suspect, unknown."""
    return {stage: Wheel.of(shares, 1024) for stage, shares in table("events")["outcomes"].items()}
