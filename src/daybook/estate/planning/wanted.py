"""What is wanted of a plan in the words of whoever wants it: system numbers, quarters as written, pence."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError

from daybook.estate.roadmap.quarters import Start

DOES = "3.1.1 3.1.4 3.2.2 3.2.3 3.2.4 4.1.1 4.1.2 4.1.3 5.1.1 5.1.2 5.1.3 5.1.4 5.2.1 5.2.3"
"""Capabilities of the map that Daybook has: reports, custody, intelligence, nominals, mapping."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A scenario. Quarters are written "2027 Q1"; sums are whole pence, shares per cent."""

    start: str = "2027 Q1"
    quarters: int = 12
    budget: int = 0
    teams: int = 0
    savings: int = 0
    risk: int | None = None
    freezes: list[str] = field(default_factory=list)
    go_by: dict[str, str] = field(default_factory=dict)
    stay: list[str] = field(default_factory=list)
    pins: dict[str, str] = field(default_factory=dict)
    forbids: list[list[str]] = field(default_factory=list)
    repoint: int | None = None
    daybook_build: int = 0
    daybook_yearly: int = 0
    daybook_quarters: int = 2
    daybook_does: list[str] = field(default_factory=lambda: DOES.split())
    horizon: int = 10
    discount: float = 3.5
    prices: float = 2.0
    optimism: float = 20.0
    dual_running: int = 1
    seconds: int = 300

    @classmethod
    def read(cls, told: dict[str, Any]) -> Wanted:
        """Of what was kept; a field that has come since has its default."""
        known = {one.name for one in fields(cls)}
        return cls(**{name: value for name, value in told.items() if name in known})

    def told(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def first(self) -> Start:
        return read_quarter(self.start)

    def label(self, quarter: int) -> str:
        return self.first.label(quarter)


def told_wanted(told: dict[str, Any]) -> Wanted:
    """Of what a program sends. ValueError names a field that is not known, or is not of its kind."""
    if strange := sorted(told.keys() - {one.name for one in fields(Wanted)}):
        raise ValueError(f"A scenario has no field called {', '.join(strange)}.")
    try:
        return TypeAdapter(Wanted).validate_json(json.dumps(told), strict=True)
    except ValidationError as error:
        first = error.errors()[0]
        raise ValueError(f"{first['loc'][0]}: {first['msg']}.") from None


class WantedError(ValueError):
    """A wish cannot be read; `name` is its field."""

    def __init__(self, name: str, says: str) -> None:
        super().__init__(says)
        self.name = name


def read_quarter(text: str) -> Start:
    """ "2014 Q2", "2014Q2" or "Q2 2014". ValueError says how it is written."""
    words = text.upper().replace("Q", " Q").split()
    year = next((word for word in words if word.isdecimal() and len(word) == 4), "")
    quarter = next((word[1:] for word in words if word[:1] == "Q"), "")
    if len(words) != 2 or not year or quarter not in ("1", "2", "3", "4"):
        raise ValueError(f"“{text}” is not a quarter: write it like 2014 Q2.")
    return Start(int(year), int(quarter))


def quarter_in(wanted: Wanted, text: str) -> int:
    """The number of a quarter within the plan. ValueError where it is outside."""
    told, first = read_quarter(text), wanted.first
    number = (told.year - first.year) * 4 + told.quarter - first.quarter
    if not 0 <= number < wanted.quarters:
        last = first.label(wanted.quarters - 1)
        raise ValueError(f"{text} is outside the plan, which runs from {wanted.start} to {last}.")
    return number


def next_quarter(today: date) -> str:
    return Start.of(today).label(1)


def checked(wanted: Wanted) -> Wanted:
    """WantedError names the first field that cannot be."""
    limits = {
        "quarters": (1, 40), "budget": (0, 10**13), "teams": (0, 10_000), "savings": (0, 10**13),
        "daybook_build": (0, 10**13), "daybook_yearly": (0, 10**13), "daybook_quarters": (1, 12),
        "horizon": (1, 60), "discount": (0, 30), "prices": (-5, 30), "optimism": (0, 300), "dual_running": (0, 8),
        "seconds": (5, 3600),
    }  # fmt: skip
    for name, (least, most) in limits.items():
        value = getattr(wanted, name)
        if not least <= value <= most:
            shown = (f"£{each // 100:,}" if most == 10**13 else f"{each:,}" for each in (least, most))
            raise WantedError(name, f"{TITLES[name]}: give {' to '.join(shown)}.")
    _quarters_exist(wanted)
    return wanted


def _quarters_exist(wanted: Wanted) -> None:
    try:
        read_quarter(wanted.start)
    except ValueError as error:
        raise WantedError("start", str(error)) from None
    dated = {
        "freezes": wanted.freezes,
        "go_by": list(wanted.go_by.values()),
        "pins": list(wanted.pins.values()),
        "forbids": [quarter for _, quarter in wanted.forbids],
    }
    for name, quarters in dated.items():
        for quarter in quarters:
            try:
                quarter_in(wanted, quarter)
            except ValueError as error:
                raise WantedError(name, f"{TITLES[name]}: {error}") from None


TITLES = {
    "start": "First quarter",
    "quarters": "Quarters",
    "budget": "Budget of a quarter",
    "teams": "Teams at once",
    "savings": "Saving wanted a year",
    "risk": "Red-rated risk that may be left",
    "freezes": "Quarters without a cut-over",
    "go_by": "Must go",
    "stay": "May not be touched",
    "pins": "Pinned",
    "forbids": "Forbidden",
    "repoint": "Re-pointing one interface",
    "daybook_build": "To bring Daybook in",
    "daybook_yearly": "To run Daybook a year",
    "daybook_quarters": "Quarters until Daybook is ready",
    "daybook_does": "Capabilities that Daybook takes over",
    "horizon": "Years that count",
    "discount": "Discount rate",
    "prices": "General rise of prices",
    "optimism": "Allowance for optimism",
    "dual_running": "Quarters of dual running",
    "seconds": "Seconds to search",
}
