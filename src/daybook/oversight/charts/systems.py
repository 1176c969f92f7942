"""Charts of the systems: how many are left quarter by quarter, and what the register says of them today."""

from __future__ import annotations

from typing import Any

from daybook.access.caller import system_caller
from daybook.estate.charts import findings_chart, heat_chart, money_chart
from daybook.estate.queries.estate import the_estate
from daybook.oversight.years import quarters_from
from daybook.web.charts import Caption, Chart, Value, burn_down

Rows = list[dict[str, Any]]
KINDS = {"obsolete": "Obsolete", "duplicate": "Duplicate", "unused": "Unused", "other": "Others"}
MOST = 20


def system_charts(rows: Rows) -> list[Chart]:
    """The register's own charts are sums over all of it: no system is named in them."""
    estate = the_estate(system_caller("oversight"))
    today = [findings_chart(estate), heat_chart(estate.here), money_chart(estate)] if estate.systems else []
    return [_left(rows), *today]


def _left(rows: Rows) -> Chart:
    by_quarter = {row["quarter"]: row for row in rows}
    span = _span(sorted(by_quarter))
    kinds: dict[str, list[Value]] = {
        title: [by_quarter.get(quarter, {}).get(field) for quarter in span] for field, title in KINDS.items()
    }
    plan: list[Value] = [by_quarter.get(quarter, {}).get("planned") for quarter in span]
    changes = {
        quarter: row["change"] for quarter, row in by_quarter.items() if quarter in span and row["change"]
    }
    caption = Caption("systems-left", "Systems left, and the plan", _finding(rows))
    return burn_down(caption, "Systems", span, kinds, plan, changes)


def _span(quarters: list[str]) -> list[str]:
    """From the first quarter to the last, the latest twenty of them, none left out between."""
    if not quarters:
        return []
    span = quarters_from(quarters[0], 200)
    return span[: span.index(quarters[-1]) + 1][-MOST:] if quarters[-1] in span else quarters[-MOST:]


def _finding(rows: Rows) -> str:
    known = [
        (row, sum(row[field] or 0 for field in KINDS)) for row in sorted(rows, key=lambda row: row["quarter"])
    ]
    counted = [
        (row["quarter"], count) for row, count in known if any(row[field] is not None for field in KINDS)
    ]
    if not counted:
        return "No count is kept yet."
    (first, before), (last, now) = counted[0], counted[-1]
    fewer = before - now
    moved = f"{abs(fewer):,} {'fewer' if fewer >= 0 else 'more'} than in {first}"
    return f"{now:,} systems are counted in {last}, {moved}."
