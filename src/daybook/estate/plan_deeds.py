"""What users do with scenarios and plans, for the API and the command line; see `daybook.access.deeds`."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from daybook.access.caller import Caller
from daybook.access.deeds import Answer, Body, deed, record_id
from daybook.estate.actions.mark_plan_row import mark_plan_row
from daybook.estate.actions.save_scenario import PLAN, save_scenario
from daybook.estate.actions.start_plan import start_plan
from daybook.estate.actions.stop_plan import stop_plan
from daybook.estate.models import PlanRun, Scenario
from daybook.estate.planning.wanted import told_wanted


class ScenarioSaved(Body):
    """`wanted`: fields as `docs/roadmap.md` lists them, sums in whole pence; what is left out has its default."""

    name: Annotated[str, Field(min_length=1, max_length=120)]
    wanted: dict[str, Any]
    scenario: UUID | None = None


class PlanStart(Body):
    """`earlier` is a plan to go on from."""

    scenario: UUID
    earlier: UUID | None = None


class PlanStop(Body):
    plan: UUID


class PlanRowMarked(Body):
    """`row` is a system's number; `quarter`, like 2027 Q2, is its own where none is told."""

    plan: UUID
    row: str
    mark: Literal["pin", "forbid", "keep", "free"]
    quarter: str = ""


@deed("save-scenario", "Save a scenario of the estate's end", PLAN, save_scenario, "estate:new-scenario")
def _save_scenario(caller: Caller, body: ScenarioSaved) -> Answer:
    scenario = Scenario.objects.get(pk=body.scenario) if body.scenario else None
    return record_id(save_scenario(caller, body.name, told_wanted(body.wanted), scenario))


@deed("start-plan", "Have a plan searched for", PLAN, start_plan, "estate:scenario")
def _start_plan(caller: Caller, body: PlanStart) -> Answer:
    earlier = PlanRun.objects.get(pk=body.earlier) if body.earlier else None
    return record_id(start_plan(caller, Scenario.objects.get(pk=body.scenario), earlier))


@deed("stop-plan", "Stop the search for a plan", PLAN, stop_plan, "estate:plan")
def _stop_plan(caller: Caller, body: PlanStop) -> Answer:
    return record_id(stop_plan(caller, PlanRun.objects.get(pk=body.plan)))


@deed(
    "mark-plan-row", "Pin or forbid a row of a plan, and search again", PLAN, mark_plan_row, "estate:mark-row"
)
def _mark_row(caller: Caller, body: PlanRowMarked) -> Answer:
    run = PlanRun.objects.get(pk=body.plan)
    return record_id(mark_plan_row(caller, run, body.row, body.mark, body.quarter))
