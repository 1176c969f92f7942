"""Where switches stand now, and what that lets us do there."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from daybook.book.asked import asked
from daybook.legacy.models import Difference, Disagreement, Position, Turn, TurnState
from daybook.legacy.switch.functions import function_of

START = Position.OLD_WINS
"""Where the switch of a function stands until somebody turns it: entered here, and theirs stands."""


def last_turns(system: str = "") -> dict[tuple[str, str], Turn]:
    """The last turn of each switch that was turned, by system and function; of all systems, or of one."""
    rows = _done_there(system=system) if system else _done()
    return {(row.system, row.function): row for row in rows}


@asked
def _done() -> QuerySet[Turn]:
    return Turn.objects.filter(state=TurnState.DONE).order_by("turned_at", "id")


@asked
def _done_there(system: str) -> QuerySet[Turn]:
    return Turn.objects.filter(state=TurnState.DONE, system=system).order_by("turned_at", "id")


def position_of(system: str, report: str) -> Position:
    """Where the switch stands that this kind of report belongs to."""
    turn = last_turns(system).get((system, function_of(report)))
    return Position(turn.after) if turn else START


def off(system: str = "") -> dict[tuple[str, str], Turn]:
    """The functions that get nothing more, by system and function, with the turn that ended it."""
    return {key: turn for key, turn in last_turns(system).items() if turn.after == Position.OURS_ONLY}


def may_repair(kind: str, position: Position) -> bool:
    """Ours overwrites theirs only where ours wins; what they lost is told again while anything is told."""
    return position == Position.OURS_WINS or (position != Position.OURS_ONLY and kind != Disagreement.DIFFERS)


def repairable(system: str, rows: QuerySet[Difference]) -> QuerySet[Difference]:
    """Of these differences to a system, those that may be put right there from here."""
    there = (
        Difference.objects.filter(run__system=system).order_by().values_list("report", flat=True).distinct()
    )
    turns = last_turns(system)
    allowed = Q(pk=None)
    for report in there:
        turn = turns.get((system, function_of(report)))
        position = Position(turn.after) if turn else START
        kinds = [kind for kind in Disagreement if may_repair(kind, position)]
        allowed |= Q(report=report, kind__in=kinds)
    return rows.filter(allowed)
