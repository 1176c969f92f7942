"""Write what was done in a box, and for how long."""

from __future__ import annotations

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.forecast.kinds import BOX_VISITED
from daybook.forecast.models import BoxVisit, Done, Forecast

PATROL = "forecast.patrol"
LONGEST = 480
"""Minutes: a shift."""


def record_visit(caller: Caller, forecast: Forecast, rank: int, minutes: int, done: str) -> BoxVisit:
    """ValueError says what is wrong. Nothing done takes no minutes."""
    require(caller, PATROL)
    if caller.author.user is None:
        raise ValueError("A visit is written by whoever made it.")
    if not any(box["rank"] == rank for box in forecast.boxes):
        raise ValueError(f"This forecast has no box {rank}.")
    if done not in Done.values:
        raise ValueError("Choose what was done.")
    if done == Done.NOTHING:
        minutes = 0
    elif not 1 <= minutes <= LONGEST:
        raise ValueError(f"Minutes: give 1 to {LONGEST}.")
    with writing(BOX_VISITED, caller.author, forecast) as page:
        return page.save(
            BoxVisit(
                forecast=forecast,
                rank=rank,
                officer=caller.author.user,
                at=timezone.now(),
                minutes=minutes,
                done=done,
            )
        )
