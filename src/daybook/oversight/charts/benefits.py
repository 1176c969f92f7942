"""Charts of the benefits ledger: planned against what came, and what it is made of."""

from __future__ import annotations

from typing import Any

from daybook.oversight.charts.sums import millions, total
from daybook.oversight.sheets.reading import pounds
from daybook.oversight.sheets.words import BenefitClass
from daybook.oversight.years import quarters_from
from daybook.web.charts import Caption, Chart, Value, cumulative, waterfall

Rows = list[dict[str, Any]]
MOST = 24
"""Quarters drawn: six years."""


def benefit_charts(benefits: Rows, quarters: Rows) -> list[Chart]:
    """`quarters` of benefits that are not among `benefits` are left out."""
    cash = {row["number"]: row for row in benefits if row["benefit_class"] == BenefitClass.CASHABLE}
    of_cash = [row for row in quarters if row["benefit"] in cash]
    return [_over_time(cash, of_cash), _made_of(cash, of_cash), _non_cashable(benefits, quarters)]


def _signed(benefits: dict[str, dict[str, Any]], row: dict[str, Any], field: str) -> int | None:
    """A disbenefit counts against."""
    value: int | None = row[field]
    return -value if value is not None and benefits[row["benefit"]]["disbenefit"] == "yes" else value


def _over_time(cash: dict[str, dict[str, Any]], rows: Rows) -> Chart:
    names = sorted({row["quarter"] for row in rows})
    span = quarters_from(names[0], MOST) if names else []
    span = span[: span.index(names[-1]) + 1] if names and names[-1] in span else span

    def over(field: str) -> list[Value]:
        signed = [{"quarter": row["quarter"], "sum": _signed(cash, row, field)} for row in rows]
        return [millions(total([one for one in signed if one["quarter"] == name], "sum")) for name in span]

    planned, actual = over("planned"), over("actual")
    known = [at for at, value in enumerate(actual) if value is not None]
    until = known[-1] + 1 if known else 0
    came, due = sum(value or 0 for value in actual[:until]), sum(value or 0 for value in planned[:until])
    finding = "No saving has come yet."
    if known:
        finding = f"By {span[until - 1]}, £{came:.1f}m of the £{due:.1f}m planned so far has come."
    caption = Caption("benefits-over-time", "Cashable benefits, planned and brought", finding)
    filled: list[Value] = [value or 0 for value in actual[:until]] + [None] * (len(span) - until)
    return cumulative(caption, "£m", span, [value or 0 for value in planned], filled)


def _made_of(cash: dict[str, dict[str, Any]], rows: Rows) -> Chart:
    """What has come, benefit by benefit, and what is still to come against the whole plan."""
    steps, planned = [], 0
    for number, benefit in cash.items():
        own = [row for row in rows if row["benefit"] == number]
        came = sum(_signed(cash, row, "actual") or 0 for row in own)
        planned += sum(_signed(cash, row, "planned") or 0 for row in own)
        if came:
            steps.append((f"{number} {benefit['title']}", millions(came) or 0))
    steps.sort(key=lambda step: -step[1])
    came_all = sum(value for _, value in steps)
    finding = (
        f"£{came_all:.1f}m of {pounds(planned)} planned over all years has come."
        if cash
        else "None is entered."
    )
    caption = Caption("benefits-made-of", "What has come, benefit by benefit", finding)
    return waterfall(caption, "£m", steps, "Benefit", "Has come")


def _non_cashable(benefits: Rows, quarters: Rows) -> Chart:
    kept = {row["number"]: row for row in benefits if row["benefit_class"] == BenefitClass.NON_CASHABLE}
    steps = []
    for number, benefit in kept.items():
        own = [row for row in quarters if row["benefit"] == number]
        came = sum(_signed(kept, row, "actual") or 0 for row in own)
        steps.append((f"{number} {benefit['title']}", millions(came) or 0))
    worth = sum(value for _, value in steps)
    finding = (
        f"Time and capacity worth £{worth:.1f}m has come, which no budget shows."
        if steps
        else "None is entered."
    )
    caption = Caption("benefits-non-cashable", "Non-cashable benefits: in no budget", finding)
    return waterfall(caption, "£m", steps, "Benefit", "Worth together")
