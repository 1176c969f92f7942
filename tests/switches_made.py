"""Old systems that can be read, comparisons that agreed, and switches turned, for the tests of any room."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from callers import caller_with
from daybook.book import writing
from daybook.legacy import registry
from daybook.legacy.actions.answer_turn import answer_turn
from daybook.legacy.actions.turn_switch import turn_switch
from daybook.legacy.models import FunctionCount, Position, Reading, Reconciliation, Turn
from helpers import OFFICER, settle
from old_systems import Desk, HandClock, Target, dispatcher, old_system


class Readable:
    """As much of an extract as the counting of days asks for."""

    def __init__(self, *reports: str) -> None:
        self.reports = frozenset(reports)


def readable(target: Target | None = None, *reports: str, **changes):
    """The Ledger, joined, whose extract holds these kinds of report; without any, sightings."""
    kinds = reports or ("sighting",)
    given = {"wants": frozenset(kinds), "extracts": Readable(*kinds)} | changes
    return registry.register(old_system(target or Target(), **given))


def compared(days_ago=0, *, system="ledger", function="sighting", compared=5, unsettled=0, found=None):
    """One comparison that came to its end, so many days ago."""
    at = timezone.now() - timedelta(days=days_ago)
    run = Reconciliation.objects.create(system=system, state="done", asked_at=at, finished_at=at)
    counts = {"compared": compared, "unsettled": unsettled, "found": unsettled if found is None else found}
    FunctionCount.objects.create(run=run, function=function, **counts)
    return run


def clean(days=14, **given):
    """So many clean days, today the last."""
    for each in range(days):
        compared(each, **given)


def was_read(system="ledger", **ago):
    """It was read to its end, just now unless said otherwise: `hours=5`."""
    at = timezone.now() - timedelta(**ago)
    Reading.objects.update_or_create(system=system, defaults={"whole_at": at, "read_at": at, "swept_at": at})


def stands(position, *, system="ledger", function="sighting", days_ago=100):
    """Put a switch where it shall stand, turned so many days ago."""
    at = timezone.now() - timedelta(days=days_ago)
    with writing("switch:turned", OFFICER) as page:
        return page.save(
            Turn(
                system=system,
                function=function,
                before=Position.OLD_WINS,
                after=position,
                reason="As agreed",
                asked_at=at,
                turned_at=at,
            )
        )


class Ledger:
    """The Ledger with its switch, and what is recorded for it."""

    def __init__(self):
        self.target, self.desk, self.clock = Target(), Desk(), HandClock()
        self.system = readable(self.target)
        self.head, self.second = caller_with("estate-manager"), caller_with("administrator")
        self.worker = dispatcher(self.system, self.desk, self.clock)

    def deliver(self):
        settle()
        self.clock.move(600)
        while self.worker.turn():
            self.clock.move(1)
        settle()

    def turn(self, to, reason="Agreed with the users", **more):
        return turn_switch(self.head, "ledger", "sighting", to, reason, **more)

    def to_ours_only(self):
        """Through both people."""
        stands("ours-wins")
        clean()
        return answer_turn(self.second, self.turn("ours-only").pk, True)
