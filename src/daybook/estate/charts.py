"""The pictures of the estate: where the money goes, the heat grid, and what stands around one system."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import zip_longest
from math import floor
from typing import Any

from daybook.estate.findings import Finding
from daybook.estate.neighbours import Neighbours
from daybook.estate.queries.estate import Estate, Held
from daybook.estate.register.words import Spending
from daybook.estate.risk import Zone, zone_of
from daybook.estate.risk.criteria import HARMFUL, LIKELY
from daybook.web.charts import Caption, Chart, bars, heat_grid, waterfall
from daybook.web.charts.heat_grid import Axis
from daybook.web.charts.marks import Mark, box, stroke, text

ZONES = (Zone.LOW, Zone.MEDIUM, Zone.HIGH, Zone.RED)


def money_chart(estate: Estate) -> Chart:
    """Pounds of the year by run, grow and transform."""
    share = run_share(estate)
    finding = (
        f"{share}% of what the systems cost in {estate.year.name} keeps the old running."
        if share is not None
        else f"No costs are known for {estate.year.name}."
    )
    rows = [(word.label, round(estate.spending[word.value] / 100_000_000, 1)) for word in Spending]
    caption = Caption("money", f"What the estate costs in {estate.year.name}, in millions of pounds", finding)
    return bars(caption, "Millions of pounds", rows, "Spent to")


def run_share(estate: Estate) -> int | None:
    """Per cent of the year's costs that are spent to run what is there; None where no costs are known."""
    return round(100 * estate.spending[Spending.RUN] / estate.budget) if estate.budget else None


def findings_chart(estate: Estate) -> Chart:
    """Systems by finding; one system may have several."""
    rows = [(finding.label, len(estate.found(finding))) for finding in Finding]
    with_any = sum(bool(held.findings) for held in estate.systems)
    said = f"Something is found of {with_any} of {len(estate.here)} systems; one may have several findings."
    return bars(Caption("findings", "What is found", said), "Systems", rows, "Finding")


def heat_chart(systems: Sequence[Held]) -> Chart:
    """The heat grid, 6 by 5: each system in the cell of its likelihood and impact, rounded half up."""
    counts = [[0] * len(LIKELY) for _ in HARMFUL]
    red = 0
    for held in systems:
        if held.risk.likelihood is None or held.risk.impact is None:
            continue
        counts[floor(held.risk.impact + 1 / 2) - 1][floor(held.risk.likelihood + 1 / 2) - 1] += 1
        red += held.risk.zone is Zone.RED
    said = (
        f"{red} of {sum(map(sum, counts))} scored systems {'is' if red == 1 else 'are'} red-rated: 16 or more of 30; "
        "each stands in the cell of its rounded scores."
    )
    return heat_grid(
        Caption("heat", "Likelihood and impact", said),
        Axis("Likelihood", [str(score) for score in range(1, len(LIKELY) + 1)]),
        Axis("Impact", [str(score) for score in range(1, len(HARMFUL) + 1)]),
        counts,
        [zone.label for zone in ZONES],
        lambda across, up: ZONES.index(zone_of(Fraction((across + 1) * (up + 1)))),
    )


TOP, ROW, SHOWN, LONGEST = 24, 30, 12, 17
"""Pixels above the picture's lines and of each; others drawn on a side; letters of a name that a phone has room for."""


def neighbours_chart(name: str, around: Neighbours) -> Chart:
    """The system as a bar in the middle: what gives it something on the left, what takes something on the right."""
    tall = ROW * max(1, min(SHOWN, max(len(around.gives), len(around.takes))))
    marks: list[Mark] = [
        text(0, 12, "Gives to it", "text quiet"),
        text(100, 12, "Takes from it", "text end quiet"),
    ]
    marks.append(box(48, TOP, 4, tall, "series-1"))
    for place, (left, right) in enumerate(zip_longest(around.gives[:SHOWN], around.takes[:SHOWN])):
        at = TOP + (place + 0.5) * ROW
        if left:
            marks += [text(0, at + 5, _short(left.name)), stroke(38, at, 48, at, "level")]
        if right:
            marks += [text(100, at + 5, _short(right.name), "text end"), stroke(52, at, 62, at, "level")]
    rows = [
        *(("Gives to it", one.name, one.detail) for one in around.gives),
        *(("Takes from it", one.name, one.detail) for one in around.takes),
    ]
    caption = Caption("around", f"What stands around {name}", _around_words(around))
    return Chart(caption, ("Side", "System", "How"), rows, marks, TOP + tall + 8)


def _around_words(around: Neighbours) -> str:
    gives, takes = len(around.gives), len(around.takes)
    said = f"It depends on {gives} and {takes} depend{'s' if takes == 1 else ''} on it"
    hidden = max(gives - SHOWN, 0) + max(takes - SHOWN, 0)
    return f"{said}; {hidden} of them are only in the table." if hidden else f"{said}."


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"


def pair_chart(evidence: Sequence[dict[str, Any]], bits: float) -> Chart:
    """What each signal of a pair says, in bits; one that is not known is worth nothing."""
    steps = [(f"{step['title']}: {step['words']}", step["bits"]) for step in evidence]
    caption = Caption(
        "evidence", "Evidence, signal by signal", f"Together {bits:+.1f} bits: {_likely(bits)}."
    )
    return waterfall(caption, "Bits", steps, "Signal", "Together")


def _likely(bits: float) -> str:
    if abs(bits) < 1:
        return "about as likely duplicates as not"
    odds = f"{2 ** min(abs(bits), 20):,.0f}"
    return f"{odds} times as likely duplicates as not" if bits > 0 else f"{odds} times as likely to differ"
