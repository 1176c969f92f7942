"""Save what is wanted of a plan, under a name."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.estate.kinds import SCENARIO_SAVED
from daybook.estate.models import Scenario
from daybook.estate.planning.wanted import Wanted, checked

PLAN = "estate.plan"


def save_scenario(caller: Caller, name: str, wanted: Wanted, scenario: Scenario | None = None) -> Scenario:
    """A new scenario, or an amended one; its earlier plans keep what they were made for. WantedError says what
    is wrong."""
    require(caller, PLAN)
    if not name.strip():
        raise ValueError("Give the scenario a name, such as “Two thirds of the budget”.")
    checked(wanted)
    with transaction.atomic():
        latest = Scenario.objects.select_for_update().first()
        row = scenario or Scenario(number=latest.number + 1 if latest else 1)
        row.name, row.wanted = name.strip()[:120], wanted.told()
        row.at, row.by = timezone.now(), caller.author.user
        with writing(SCENARIO_SAVED, caller.author, row) as page:
            page.save(row)
    return row
