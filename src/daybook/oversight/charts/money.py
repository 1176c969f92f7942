"""Charts of the budget: plan, spent and forecast by year; what the money is for; where it comes from; what drifts."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from daybook.estate.money import year_of
from daybook.estate.register.words import Spending
from daybook.oversight.charts.sums import millions, share, total
from daybook.oversight.sheets.reading import pounds
from daybook.web.charts import (
    Band,
    Caption,
    Chart,
    Value,
    line_with_band,
    stacked_area,
    stacked_bars,
    waterfall,
)

Rows = list[dict[str, Any]]
FUNDS, NOT_NAMED = 5, "Not named"
"""Sources of funding named by themselves; the smaller ones come together."""


def money_charts(rows: Rows) -> list[Chart]:
    years = sorted({row["year"] for row in rows})
    by_year = {year: [row for row in rows if row["year"] == year] for year in years}
    this = year_of(timezone.localdate()).name
    return [
        _over_years(by_year, this),
        _purposes(by_year, this),
        _variance(by_year.get(this, []), this),
        _funding(by_year),
    ]


def _over_years(by_year: dict[str, Rows], this: str) -> Chart:
    def over(field: str) -> list[Value]:
        return [millions(total(rows, field)) for rows in by_year.values()]

    now = by_year.get(this, [])
    plan, forecast = total(now, "current"), total(now, "forecast")
    finding = f"Nothing is planned or forecast for {this} yet."
    if plan is not None and forecast is not None:
        more = "more" if forecast > plan else "less"
        finding = (
            f"{this} is forecast at {pounds(forecast)}, {pounds(abs(forecast - plan))} {more} than planned."
        )
    lines = {"Original plan": over("original"), "Current plan": over("current"), "Spent": over("actual")}
    lines["Forecast"] = over("forecast")
    band = Band("Range, 10th to 90th percentile", over("low"), over("high"))
    caption = Caption("money-by-year", "Plan, spending and forecast", finding)
    return line_with_band(caption, "£m", list(by_year), lines, band, "Year")


def _purposes(by_year: dict[str, Rows], this: str) -> Chart:
    def part(purpose: Spending, rows: Rows) -> int:
        return total([row for row in rows if row["purpose"] == purpose], "current") or 0

    parts: dict[str, list[Value]] = {purpose.label: [] for purpose in Spending}
    for rows in by_year.values():
        whole = total(rows, "current")
        run, grow = (
            round(100 * part(one, rows) / whole, 1) if whole else None
            for one in (Spending.RUN, Spending.GROW)
        )
        rest = None if run is None or grow is None else round(100 - run - grow, 1)
        for name, value in zip(parts, (run, grow, rest), strict=True):
            parts[name].append(value)
    now = by_year.get(this, [])
    kept = share(part(Spending.RUN, now), total(now, "current") or 0)
    finding = f"{kept} of the plan for {this} keeps that running which is there."
    caption = Caption("money-purpose", "What the money is for", finding)
    return stacked_area(caption, "% of the current plan", list(by_year), parts, "Year")


def _variance(now: Rows, this: str) -> Chart:
    """Forecast less current plan, the largest lines one by one."""
    known = [row for row in now if row["forecast"] is not None and row["current"] is not None]
    drifts = [(row["title"], row["forecast"] - row["current"]) for row in known]
    drifts.sort(key=lambda one: -abs(one[1]))
    steps = [(title, millions(drift) or 0) for title, drift in drifts[:8] if drift]
    if rest := sum(drift for _, drift in drifts[8:]):
        steps.append(("All other lines", millions(rest) or 0))
    finding = f"No line of {this} is forecast away from its plan."
    if steps:
        finding = f"“{steps[0][0]}” moves furthest from its plan for {this}, by {pounds(abs(drifts[0][1]))}."
    return waterfall(
        Caption("money-variance", f"Variance in {this}", finding), "£m", steps, "Line", "Together"
    )


def _funding(by_year: dict[str, Rows]) -> Chart:
    rows = [row for rows in by_year.values() for row in rows]
    sizes = {name: total(lines, "current") or 0 for name, lines in _by_fund(rows).items()}
    large = sorted(sizes, key=lambda name: -sizes[name])[:FUNDS]
    parts = [*large, "Other"] if len(sizes) > FUNDS else large
    data: dict[str, list[Value]] = {}
    for year, lines in by_year.items():
        funds = _by_fund(lines)
        data[year] = [millions(total(funds.get(name, []), "current")) for name in large]
        if len(sizes) > FUNDS:
            small = [row for name, found in funds.items() if name not in large for row in found]
            data[year].append(millions(total(small, "current")))
    bare = sizes.get(NOT_NAMED, 0)
    finding = (
        f"For {pounds(bare)} nobody has said where it comes from." if bare else "Every pound has a source."
    )
    caption = Caption("money-funding", "Where the money comes from, £m", finding)
    return stacked_bars(caption, parts or [NOT_NAMED], data, "Year")


def _by_fund(rows: Rows) -> dict[str, Rows]:
    funds: dict[str, Rows] = {}
    for row in rows:
        funds.setdefault(row["funding"] or NOT_NAMED, []).append(row)
    return funds
