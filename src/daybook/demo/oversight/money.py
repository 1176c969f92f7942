"""Invented budget lines over five years and invented benefits, as sheets. Pounds in thousands here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from daybook.estate.money import Year, year_of
from daybook.oversight.years import quarters_from

Rows = list[dict[str, str]]
DRIFT = (1.00, 1.015, 1.03, 1.02, 0.99)
"""What the years brought or are expected to, against the current plan: last two, this, next two."""


@dataclass(frozen=True, slots=True)
class Line:
    """`yearly` are the original plans of five years, last two first; `slipped` moves this year's current plan."""

    code: str
    title: str
    nature: str
    purpose: str
    funding: str
    supplier: str
    yearly: tuple[int, int, int, int, int]
    slipped: int = 0
    withheld: str = ""


LINES = (
    Line(
        "B-01",
        "Networks and data centres",
        "revenue",
        "run",
        "Force budget",
        "Castellan Networks (invented)",
        (41000, 41500, 40000, 36000, 31000),
    ),
    Line(
        "B-02",
        "Old crime, custody and case systems",
        "revenue",
        "run",
        "Force budget",
        "Brindle Data (invented)",
        (52000, 53000, 51000, 43000, 30000),
    ),
    Line(
        "B-03",
        "Desktops, printing and phones",
        "revenue",
        "run",
        "Force budget",
        "Marrow and Pike (invented)",
        (33000, 33000, 31500, 30000, 28500),
    ),
    Line(
        "B-04",
        "Small departmental systems",
        "revenue",
        "run",
        "Force budget",
        "",
        (24000, 24500, 23000, 17000, 11000),
    ),
    Line(
        "B-05",
        "Service desk and support",
        "revenue",
        "run",
        "Force budget",
        "Castellan Networks (invented)",
        (29000, 29500, 28500, 26000, 23500),
    ),
    Line(
        "B-06",
        "More mobile devices",
        "capital",
        "grow",
        "Reserves",
        "Tallow Mobile (invented)",
        (4000, 9000, 12000, 8000, 3000),
        1500,
    ),
    Line(
        "B-07",
        "The one record",
        "capital",
        "transform",
        "Transformation fund",
        "",
        (3000, 8000, 14000, 16000, 12000),
        900,
    ),
    Line(
        "B-08",
        "Retiring old systems",
        "revenue",
        "transform",
        "Transformation fund",
        "",
        (1000, 4000, 9000, 12000, 10000),
        -600,
    ),
    Line("B-09", "Training", "revenue", "transform", "Home Office grant", "", (1200, 1500, 3000, 3200, 2800)),
    Line(
        "B-10",
        "Archive of records",
        "capital",
        "transform",
        "",
        "Ledgerstone (invented)",
        (0, 800, 2600, 1800, 600),
        400,
    ),
    Line(
        "B-11",
        "Protective monitoring",
        "revenue",
        "run",
        "Force budget",
        "Quillgate (invented)",
        (5200, 5400, 5600, 5700, 5800),
        0,
        "security",
    ),
)


def budget(today: date) -> Rows:
    return [row for line in LINES for row in _years(line, today)]


def _years(line: Line, today: date) -> Iterator[dict[str, str]]:
    this = year_of(today).starts
    for place, (original, drift) in enumerate(zip(line.yearly, DRIFT, strict=True)):
        year, current = Year(this - 2 + place).name, original + (line.slipped if place == 2 else 0)
        row = {
            "line": line.code,
            "year": year,
            "title": line.title,
            "nature": line.nature,
            "purpose": line.purpose,
        }
        row |= {"funding": line.funding, "supplier": line.supplier, "withheld": line.withheld}
        row |= {"original": _k(original), "current": _k(current), "as_at": today.isoformat()}
        if place < 2:
            row["actual"] = _k(current * drift)
        if place == 2:
            row |= {"actual": _k(current * _share_gone(today)), "committed": _k(current * 0.8)}
        if place >= 2:
            row |= {"forecast": _k(current * drift), "low": _k(current * drift * 0.93)}
            row["high"] = _k(current * drift * (1.08 + 0.05 * (place - 2)))
        yield row


def _share_gone(today: date) -> float:
    """How much of the financial year is over."""
    return (today - year_of(today).first_month).days / 365


def _k(thousands: float) -> str:
    return str(round(thousands) * 1000)


@dataclass(frozen=True, slots=True)
class Gain:
    """`plan` are thousands a quarter, growing by so much each quarter from `first` on; `came` is the share that did."""

    number: str
    title: str
    owner: str
    benefit_class: str
    line: str
    plan: int
    first: int
    came: float
    confidence: int
    disbenefit: str = ""


GAINS = (
    Gain(
        "BEN-01",
        "Data centre space given back",
        "Head of Infrastructure",
        "cashable",
        "B-01",
        180,
        0,
        0.95,
        90,
    ),
    Gain("BEN-02", "Old case systems switched off", "Head of Records", "cashable", "B-02", 260, 1, 0.82, 75),
    Gain(
        "BEN-03", "Fewer printers and desk phones", "Head of Workplace", "cashable", "B-03", 90, 0, 1.06, 85
    ),
    Gain("BEN-04", "Departmental systems retired", "Estate Manager", "cashable", "B-04", 150, 2, 0.7, 60),
    Gain(
        "BEN-05",
        "Running two systems side by side",
        "Head of Records",
        "cashable",
        "B-02",
        70,
        1,
        1.2,
        80,
        "yes",
    ),
    Gain(
        "BEN-06",
        "Officer hours not spent on typing twice",
        "Deputy Chief Constable",
        "non-cashable",
        "",
        320,
        1,
        0.9,
        65,
    ),
    Gain("BEN-07", "Custody time not spent on forms", "Head of Custody", "non-cashable", "", 60, 2, 1.0, 70),
    Gain(
        "BEN-08", "Fewer people who are two people on record", "Head of Records", "quality", "", 0, 0, 0, 80
    ),
)
SPAN, GONE = 12, 6
"""Quarters planned, and those of them that are over."""


def benefits() -> Rows:
    return [
        {
            "number": gain.number,
            "title": gain.title,
            "owner": gain.owner,
            "benefit_class": gain.benefit_class,
            "disbenefit": gain.disbenefit,
            "claims_line": gain.line if not gain.disbenefit else "",
            "confidence": str(gain.confidence),
            "baseline": "What the line cost in the year before the work began.",
            "how_measured": "The ledger, by line and quarter."
            if gain.line
            else "A sample of shifts, twice a year.",
            "method": "Counted when the payment stops, not when the system does.",
            "recommendation": "SP13-2",
        }
        for gain in GAINS
    ]


def benefit_quarters(today: date) -> Rows:
    """Six quarters that are over, and six to come."""
    this = year_of(today).starts
    names = quarters_from(f"{Year(this - 1).name} Q1", SPAN)
    return [row for gain in GAINS if gain.plan for row in _quarters(gain, names)]


def _quarters(gain: Gain, names: list[str]) -> Iterator[dict[str, str]]:
    for place, name in enumerate(names[gain.first :], gain.first):
        planned = gain.plan * (place - gain.first + 1) * 0.7
        row = {"benefit": gain.number, "quarter": name, "planned": _k(planned)}
        wobble = 1 + (place % 3 - 1) * 0.06
        yield row | ({"actual": _k(planned * gain.came * wobble)} if place < GONE else {})
