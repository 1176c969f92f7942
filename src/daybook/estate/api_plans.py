"""The HTTP API of plans: scenarios, the searches for each, and one plan with its rows and their reasons."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Router, Schema

from daybook.access.api_base import PROBLEMS
from daybook.access.views_guard import signed_on
from daybook.estate.models import PlanRun, Scenario
from daybook.estate.planning.wanted import Wanted
from daybook.estate.queries.estate import SEE
from daybook.estate.queries.plans import latest_plans, plans_of

router = Router(tags=["estate"])


class ScenarioOut(Schema):
    """What is wanted of a plan, sums in whole pence; `plan` is the last that was asked for."""

    id: UUID
    number: int
    name: str
    at: datetime
    wanted: dict[str, Any]
    plan: UUID | None


class PlanOut(Schema):
    """One search. `value` and `bound` are pence of present value against doing nothing: no plan is worth more than
    `bound`; `gap` is their distance as a share of `value`. `earlier` is the plan it went on from."""

    id: UUID
    scenario: UUID
    earlier: UUID | None
    state: str
    problem: str
    at: datetime
    finished_at: datetime | None
    seconds: float
    value: int | None
    bound: int | None
    gap: float | None
    proved: bool
    solver: str


class PlanRowOut(Schema):
    """A system or a platform. `quarter`, like 2027 Q2, is when it goes or is ready, none where it stays as it is;
    `duration` is quarters of work before; money in pence: `yearly` running cost, `change` cost, and what the row
    is `worth` to the plan or could add at most; `why` is its reasons in sentences."""

    number: str
    name: str
    platform: bool
    quarter: str | None
    duration: int
    yearly: int
    change: int
    worth: int
    why: list[str]


class ConflictOut(Schema):
    """Wishes that cannot hold together, chains of feeds between them, and the fewest that have to give, in up to three
    ways."""

    together: list[str] = []
    chains: list[str] = []
    ways: list[list[str]] = []


class WholePlanOut(PlanOut):
    """With the scenario as it then was, rows, and money by quarter of the plan in pence; both are empty until the
    search has ended with a plan."""

    wanted: dict[str, Any]
    quarters: list[str]
    rows: list[PlanRowOut]
    money: dict[str, list[int]]
    conflict: ConflictOut


@router.get("/estate/scenarios", response={200: list[ScenarioOut], **PROBLEMS}, summary="Scenarios")
@signed_on(SEE)
def scenarios(request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {
            "id": one.pk,
            "number": one.number,
            "name": one.name,
            "at": one.at,
            "wanted": one.wanted,
            "plan": run and run.pk,
        }
        for one, run in latest_plans()
    ]


@router.get(
    "/estate/scenarios/{uuid:scenario_id}/plans",
    response={200: list[PlanOut], **PROBLEMS},
    summary="The searches for a scenario, the latest first",
)
@signed_on(SEE)
def scenario_plans(request: HttpRequest, scenario_id: UUID) -> list[dict[str, Any]]:
    if not Scenario.objects.filter(pk=scenario_id).exists():
        raise Http404("There is no such scenario.")
    return [_values(run) for run in plans_of(scenario_id)]


@router.get(
    "/estate/plans/{uuid:plan_id}",
    response={200: WholePlanOut, **PROBLEMS},
    summary="One plan with its rows and reasons",
)
@signed_on(SEE)
def plan(request: HttpRequest, plan_id: UUID) -> dict[str, Any]:
    run = PlanRun.objects.defer("estate", "wishes", "trail", "leaves").filter(pk=plan_id).first()
    if run is None:
        raise Http404("There is no such plan.")
    wanted = Wanted.read(run.wanted)
    return _values(run) | {
        "wanted": wanted.told(),
        "quarters": [wanted.label(quarter) for quarter in range(wanted.quarters)],
        "rows": [_row(row, wanted) for row in run.results.get("rows", ())],
        "money": run.results.get("money", {}),
        "conflict": run.conflict,
    }


def _values(run: PlanRun) -> dict[str, Any]:
    same = ("state", "problem", "at", "finished_at", "seconds", "value", "bound", "gap", "proved", "solver")
    return {name: getattr(run, name) for name in same} | {
        "id": run.pk,
        "scenario": run.scenario_id,
        "earlier": run.earlier_id,
    }


def _row(row: dict[str, Any], wanted: Wanted) -> dict[str, Any]:
    same = ("name", "platform", "duration", "yearly", "change", "worth")
    return {name: row[name] for name in same} | {
        "number": row["id"],
        "quarter": None if row["quarter"] is None else wanted.label(row["quarter"]),
        "why": [row[reason] for reason in ("now", "earlier", "never") if row[reason]],
    }
