"""Charts of skills, contracts, pilots and risks."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from daybook.oversight.charts.sums import share
from daybook.oversight.sheets.words import PartnerKind
from daybook.oversight.years import quarter_of, quarters_from
from daybook.web.charts import Axis, Caption, Chart, Value, Work, bars, gantt, heat_grid, stacked_bars

Rows = list[dict[str, Any]]
QUARTERS = 12
ZONES = ("Low", "Medium", "High", "Red")


def skill_charts(rows: Rows) -> list[Chart]:
    data: dict[str, list[Value]] = {}
    for row in rows:
        contractors, held = row["contractors"] or 0, row["held"] or 0
        vacant = max((row["needed"] or 0) - held, 0)
        data[f"{row['role']}, level {row['level']} ({row['number']})"] = [
            held - contractors,
            contractors,
            vacant,
        ]
    needed, held = sum(row["needed"] or 0 for row in rows), sum(row["held"] or 0 for row in rows)
    hired = sum(row["contractors"] or 0 for row in rows)
    finding = "No role is entered yet."
    if needed:
        vacant = max(needed - held, 0)
        finding = (
            f"{vacant} of {needed} posts are vacant; contractors hold {share(hired, held)} of the others."
        )
    caption = Caption("skills-held", "Posts needed: who holds them", finding)
    return [stacked_bars(caption, ["Staff", "Contractors", "Vacant"], data, "Role")]


def partner_charts(rows: Rows) -> list[Chart]:
    """Contracts over three years; a bar turns into notice where the decision must have been made."""
    span = quarters_from(quarter_of(timezone.localdate()), QUARTERS)
    works: list[Work] = []
    ending = 0
    for row in rows:
        if row["kind"] != PartnerKind.CONTRACT or row["ends"] is None or row["ends"] < timezone.localdate():
            continue
        end = _place(row["ends"], span[0])
        notice = max(end - round((row["notice_months"] or 0) / 3), 0)
        ending += end < QUARTERS
        kind = "Notice is due now" if notice == 0 else "Runs on"
        works.append(Work(f"{row['number']} {row['body']}", kind, 0, end + 1, end))
    finding = f"{ending} of {len(works)} contracts end within three years."
    return [gantt(Caption("contracts", "Contracts and when they end", finding), span, works, of="Contract")]


def _place(day: date, first: str) -> int:
    """How many quarters after the first one the day lies."""
    quarter = quarter_of(day)
    return (int(quarter[:4]) - int(first[:4])) * 4 + int(quarter[-1]) - int(first[-1])


def pilot_charts(rows: Rows) -> list[Chart]:
    compared = [
        row for row in rows if row["finding"] and row["before"] is not None and row["during"] is not None
    ]
    asked = [row for row in rows if row not in compared]
    finding = (
        f"{len(compared)} of {len(rows)} pilots have a finding and a comparison."
        if rows
        else "No pilot is entered."
    )
    counted: list[tuple[str, Value]] = [
        ("With a finding and a comparison", len(compared)),
        ("Under way, or without a comparison", len(asked)),
    ]
    return [
        bars(Caption("pilots", "Pilots and their evaluation", finding), "Pilots", counted if rows else [])
    ]


def risk_charts(rows: Rows) -> list[Chart]:
    red = sum(row["likelihood"] * row["impact"] >= 16 for row in rows)
    then = [row for row in rows if row["then_likelihood"] and row["then_impact"]]
    left = sum(row["then_likelihood"] * row["then_impact"] >= 16 for row in then)
    now = Caption("risks-now", "Risks as they stand", f"{red} of {len(rows)} risks are red today.")
    later = Caption(
        "risks-then", "Risks once all is done", f"{left} of {len(then)} risks would still be red."
    )
    return [_grid(now, rows, "likelihood", "impact"), _grid(later, then, "then_likelihood", "then_impact")]


def _grid(caption: Caption, rows: Rows, across: str, up: str) -> Chart:
    counts = [[0] * 5 for _ in range(5)]
    for row in rows:
        counts[row[up] - 1][row[across] - 1] += 1
    scores = list("12345")
    return heat_grid(
        caption,
        Axis("Likelihood", scores),
        Axis("Impact", scores),
        counts,
        ZONES,
        lambda across, up: sum((across + 1) * (up + 1) >= edge for edge in (4, 8, 16)),
        "Risks",
    )
