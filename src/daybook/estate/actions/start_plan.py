"""Ask for a plan of a scenario, from the register as it is now."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book.pages import append
from daybook.estate.actions.save_scenario import PLAN
from daybook.estate.kinds import PLAN_ASKED
from daybook.estate.models import PlanRun, Scenario
from daybook.estate.planning.register import read_register
from daybook.estate.planning.wanted import Wanted
from daybook.estate.planning.wishes import wishes_of
from daybook.estate.queries.estate import the_estate
from daybook.estate.roadmap.problems import refuse_problems
from daybook.estate.roadmap.wire import estate_json, wishes_json


def start_plan(caller: Caller, scenario: Scenario, earlier: PlanRun | None = None) -> PlanRun:
    """The search, waiting for a process to take it. `earlier` is a plan to go on from.

    ValueError says what in the register or the scenario contradicts itself.
    """
    require(caller, PLAN)
    wanted = Wanted.read(scenario.wanted)
    register = the_estate(caller)
    if not register.here:
        raise ValueError("No system is on the register yet: send the register in first.")
    read = read_register(register, wanted)
    wishes = wishes_of(wanted, read.estate)
    refuse_problems(read.estate, wishes)
    with transaction.atomic():
        run = PlanRun.objects.create(
            scenario=scenario,
            earlier=earlier,
            wanted=wanted.told() | {"assumed": [read.assumed_costs, read.assumed_efforts]},
            by=caller.author.user,
            at=timezone.now(),
            estate=estate_json(read.estate),
            wishes=wishes_json(wishes),
            found=dict(read.found),
        )
        notes = {"scenario": str(scenario.pk), "name": scenario.name, "wanted": run.wanted}
        append(PLAN_ASKED, caller.author, "planrun", run.pk, notes)
    return run
