"""The pictures of a plan, from what was kept with it. Money is drawn in thousands of pounds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from daybook.estate.models import PlanRun, Scenario
from daybook.estate.planning.register import FOUND
from daybook.estate.planning.wanted import Wanted, quarter_in
from daybook.estate.shown import about
from daybook.web.charts import Caption, Chart, bars, burn_down, gantt, line, waterfall
from daybook.web.charts.gantt import Work

SHOWN = 40
THOUSAND = 100_000
LETTERS = 46
NOT_FOUND = "Others"


def pictures(run: PlanRun) -> list[Chart]:
    """Waterfall, burn-down, running cost, spending and the Gantt chart."""
    wanted = Wanted.read(run.wanted)
    quarters = [wanted.label(number) for number in range(wanted.quarters)]
    kept = run.results
    return [
        _waterfall(kept),
        _burn_down(run, quarters, wanted.dual_running),
        _running(kept["money"], quarters),
        _spending(kept["money"], quarters),
        _gantt(kept["rows"], quarters, wanted),
    ]


def _waterfall(kept: dict[str, Any]) -> Chart:
    steps = [(name, round(pence / THOUSAND)) for name, pence in kept["waterfall"] if pence]
    said = f"Over the years that count the plan is worth {about(kept['value'])} more than doing nothing."
    caption = Caption("saving", "What the plan is worth, in today's money", said)
    return waterfall(caption, "Thousands of pounds", steps or [("Nothing changes", 0)])


def _burn_down(run: PlanRun, quarters: Sequence[str], dual_running: int) -> Chart:
    """Systems still on at the end of each quarter, by the first finding of each when the plan was asked for."""
    kinds = {title: [0] * len(quarters) for title in (*FOUND.values(), NOT_FOUND)}
    numbers = [one["id"] for one in run.estate["systems"]]
    for number in numbers:
        on = kinds[FOUND.get(run.found.get(number, ""), NOT_FOUND)]
        for quarter in range(min(run.cutover.get(number, len(quarters)) + dual_running, len(quarters))):
            on[quarter] += 1
    off = len(numbers) - sum(on[-1] for on in kinds.values())
    said = f"{off} of {len(numbers)} systems are off at the end of {quarters[-1]}."
    if both := sum(number in run.cutover for number in numbers) - off:
        said = f"{said[:-1]}; {both} more are paid for in dual running."
    shown = {title: on for title, on in kinds.items() if any(on)} or {NOT_FOUND: kinds[NOT_FOUND]}
    caption = Caption("left", "Systems still on, by what is found of them", said)
    nothing = [len(numbers)] * len(quarters)
    return burn_down(caption, "Systems", quarters, shown, nothing, beside="If nothing is done")


def _running(money: dict[str, list[int]], quarters: Sequence[str]) -> Chart:
    now = [sum(each) for each in zip(money["running"], money["exit"], money["platform"], strict=True)]
    year = sum(money["saving"][-4:])
    said = f"In the last four quarters the estate costs {about(year)} less than if nothing is done."
    if year < 0:
        said = f"In the last four quarters the estate costs {about(-year)} more than if nothing is done."
    series = {"By this plan": _thousands(now), "If nothing is done": _thousands(money["nothing"])}
    caption = Caption("running", "What a quarter costs to run", said)
    return line(caption, "Thousands of pounds", quarters, series, "Quarter")


def _spending(money: dict[str, list[int]], quarters: Sequence[str]) -> Chart:
    spent, budget = sum(money["spent"]), sum(money["budget"])
    said = f"Change takes {about(spent)} of a budget of {about(budget)}."
    series = {"Spent on change": _thousands(money["spent"]), "Budget": _thousands(money["budget"])}
    caption = Caption("spending", "What change takes", said)
    return line(caption, "Thousands of pounds", quarters, series, "Quarter")


def _thousands(pence: Sequence[int]) -> list[int]:
    return [round(each / THOUSAND) for each in pence]


def _gantt(rows: Sequence[dict[str, Any]], quarters: Sequence[str], wanted: Wanted) -> Chart:
    """The rows worth most, in the order of their dates."""
    dated = [row for row in rows if row["quarter"] is not None]
    first = sorted(dated, key=lambda row: (not row["platform"], -row["worth"]))[:SHOWN]
    works = [
        Work(
            f"{row['id']} {row['name']}"[:LETTERS] if not row["platform"] else row["name"],
            "New platform" if row["platform"] else "Moving off",
            row["quarter"] - row["duration"] + 1,
            row["quarter"] + 1,
            row["contract_end"],
        )
        for row in sorted(first, key=lambda row: (row["quarter"], row["id"]))
    ]
    said = f"{len(dated)} rows are dated; shown are the {len(works)} that are worth most."
    if len(works) == len(dated):
        said = f"{len(dated)} rows are dated."
    freezes = [quarter_in(wanted, quarter) for quarter in wanted.freezes]
    return gantt(Caption("dates", "When what goes", said), quarters, works, freezes)


def side_by_side(scenarios: Sequence[tuple[Scenario, PlanRun]]) -> Chart:
    """What the latest plan of each scenario is worth."""
    rows = [(scenario.name, round((run.value or 0) / THOUSAND)) for scenario, run in scenarios]
    best = max(scenarios, key=lambda each: each[1].value or 0)[0]
    said = f"Worth most is “{best.name}”."
    return bars(Caption("scenarios", "Scenarios side by side", said), "Thousands of pounds", rows, "Scenario")
