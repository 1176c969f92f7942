"""How the switch of each function of a system stands: position, clean days, what may be done with it now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from daybook.legacy.clock import LONDON
from daybook.legacy.engine.ports import OldSystem
from daybook.legacy.models import FunctionCount, Position, RunState, Turn, TurnState
from daybook.legacy.switch import meaning
from daybook.legacy.switch.clean import CleanDays, Outcome, clean_days
from daybook.legacy.switch.entry import why_not_sole, why_open_at_once
from daybook.legacy.switch.functions import function_of, functions_of, words_of
from daybook.legacy.switch.positions import START, last_turns


@dataclass(frozen=True, slots=True)
class Standing:
    """`clean` is None where days cannot be counted: `uncountable` says why and what it would need.

    `waiting` is a turn that a second person has to agree to. `not_sole`: why the old system cannot be the only place of
    entry. `at_once`: while it is that, why its form may be opened here without clean days.
    """

    system: str
    function: str
    turn: Turn | None = None
    clean: CleanDays | None = None
    uncountable: str = ""
    waiting: Turn | None = None
    not_sole: str = ""
    at_once: str = ""

    @property
    def words(self) -> str:
        return words_of(self.function)

    @property
    def position(self) -> Position:
        return Position(self.turn.after) if self.turn else START

    @property
    def next(self) -> Position | None:
        return self.position.next

    @property
    def may_go_on(self) -> bool:
        if self.at_once:
            return True
        return self.next is not None and self.clean is not None and self.clean.is_enough

    @property
    def back(self) -> list[Position]:
        """Where it may be turned back to, the nearest first."""
        return [each for each in self.position.earlier if each != Position.OLD_IS_MASTER or not self.not_sole]

    @property
    def is_locked(self) -> bool:
        """Whether the form here is locked."""
        return self.position == Position.OLD_IS_MASTER

    @property
    def obstacle(self) -> str:
        """Why it cannot be turned on now, and when it can; empty where it can, and at the end."""
        if self.next is None or self.may_go_on:
            return ""
        if self.clean is None:
            return self.uncountable
        when = self.clean.earliest
        then = f" If every day is clean from now on, it can be on {when.day} {when:%B %Y}." if when else ""
        return f"It cannot be turned on yet: {self.clean}.{then}"


def standings(system: OldSystem) -> list[Standing]:
    """One for each function of a joined system, in a few queries."""
    turns = last_turns(system.name)
    waiting = Turn.objects.filter(system=system.name, state=TurnState.WAITING)
    held = {turn.function: turn for turn in waiting}
    outcomes = outcomes_of(system)
    return [
        _standing(system, function, turns.get((system.name, function)), held.get(function), outcomes)
        for function in functions_of(system)
    ]


def _standing(
    system: OldSystem,
    function: str,
    turn: Turn | None,
    waiting: Turn | None,
    outcomes: dict[str, list[Outcome]],
) -> Standing:
    why = uncountable(system, function)
    since = turn.turned_at.astimezone(LONDON).date() if turn and turn.turned_at else None
    needed, today = settings.CLEAN_DAYS, today_here()
    clean = None if why else clean_days(outcomes.get(function, []), needed, today, since)
    at_once = why_open_at_once(system, function) if turn and turn.after == Position.OLD_IS_MASTER else ""
    return Standing(system.name, function, turn, clean, why, waiting, why_not_sole(system, function), at_once)


def uncountable(system: OldSystem, function: str) -> str:
    """Why days of this function cannot be counted, and what it would need; empty where they can."""
    if system.extracts is None:
        return meaning.NOTHING_TO_READ.format(title=system.title)
    readable = {function_of(report) for report in system.extracts.reports}
    return "" if function in readable else meaning.NOT_IN_EXTRACT.format(title=system.title)


def outcomes_of(system: OldSystem) -> dict[str, list[Outcome]]:
    """What the comparisons of the days that may count said, by function."""
    rows = FunctionCount.objects.filter(run__system=system.name, run__state=RunState.DONE)
    first = timezone.now() - timedelta(days=settings.CLEAN_DAYS + 2)
    found: dict[str, list[Outcome]] = {}
    for at, function, compared, unsettled in rows.filter(run__asked_at__gte=first).values_list(
        "run__asked_at", "function", "compared", "unsettled"
    ):
        outcome = Outcome(at.astimezone(LONDON).date(), compared, unsettled)
        found.setdefault(function, []).append(outcome)
    return found


def today_here() -> date:
    return timezone.now().astimezone(LONDON).date()
