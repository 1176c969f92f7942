"""Pin a row of a plan, forbid it in its quarter, keep the system, or let it free; and search again from there."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.estate.actions.save_scenario import PLAN, save_scenario
from daybook.estate.actions.start_plan import start_plan
from daybook.estate.models import PlanRun
from daybook.estate.planning.wanted import Wanted

MARKS = {
    "pin": "Pin it there",
    "forbid": "Not in that quarter",
    "keep": "Do not touch it",
    "free": "Let the search decide",
}


def mark_plan_row(caller: Caller, run: PlanRun, row: str, mark: str, quarter: str = "") -> PlanRun:
    """The new search. `row` is a system's number; `quarter` is where to pin it, its own where none is told."""
    require(caller, PLAN)
    if mark not in MARKS:
        raise ValueError(f"A mark is one of: {', '.join(MARKS)}.")
    wanted = Wanted.read(run.scenario.wanted)
    known = {one["id"] for part in ("systems", "platforms") for one in run.estate[part]}
    if row not in known:
        raise ValueError(f"No system of this plan has the number {row}.")
    at = run.cutover.get(row)
    here = quarter or ("" if at is None else wanted.label(at))
    if mark in ("pin", "forbid") and not here:
        raise ValueError(f"{row} is not in the plan: say in which quarter.")
    with transaction.atomic():
        scenario = save_scenario(caller, run.scenario.name, _marked(wanted, row, mark, here), run.scenario)
        return start_plan(caller, scenario, run)


def _marked(wanted: Wanted, row: str, mark: str, quarter: str) -> Wanted:
    pins = {number: at for number, at in wanted.pins.items() if number != row}
    forbids = list(wanted.forbids)
    stay = [number for number in wanted.stay if number != row]
    match mark:
        case "pin":
            pins[row] = quarter
        case "forbid":
            forbids.append([row, quarter])
        case "keep":
            stay.append(row)
        case _:
            forbids = [one for one in forbids if one[0] != row]
    return replace(wanted, pins=pins, forbids=forbids, stay=stay)
