"""Stop the search for a plan; the best one so far stays."""

from __future__ import annotations

from django.db import transaction

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book.pages import append
from daybook.estate.actions.save_scenario import PLAN
from daybook.estate.kinds import PLAN_STOPPED
from daybook.estate.models import PlanRun


def stop_plan(caller: Caller, run: PlanRun) -> PlanRun:
    """Asks whoever searches to stop, which takes some seconds. ValueError where the search has ended."""
    require(caller, PLAN)
    with transaction.atomic():
        held = PlanRun.objects.select_for_update().get(pk=run.pk)
        if not held.under_way:
            raise ValueError("This search has ended already.")
        held.stop_asked = True
        held.save(update_fields=["stop_asked"])
        append(PLAN_STOPPED, caller.author, "planrun", held.pk, {"scenario": str(held.scenario_id)})
    return held
