"""Answer a proposed turn of a switch: agree, and it is turned; decline; or withdraw one's own."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.legacy import kinds, registry
from daybook.legacy.actions.errors import CannotDo
from daybook.legacy.actions.turn_switch import PERMISSION, Held, carry_out, hold, refuse_unclean
from daybook.legacy.models import Position, Turn, TurnState
from daybook.legacy.switch.ending import leave_out
from daybook.legacy.switch.left_out import reason_of


def answer_turn(caller: Caller, turn_id: UUID, agree: bool, reason: str = "") -> Turn:
    """Whoever proposed it may only withdraw it. The clean days are counted again when it is agreed to."""
    require(caller, PERMISSION)
    with transaction.atomic():
        held = _held(Turn.objects.get(pk=turn_id), agree)
        turn = Turn.objects.get(pk=turn_id)
        if turn.state != TurnState.WAITING:
            raise CannotDo(f"This turn was answered already: {turn.get_state_display().lower()}.")
        mine = turn.asked_by == caller.author.user
        if agree and mine:
            raise CannotDo("You proposed this turn. Another person has to agree to it.")
        if not agree and not mine and not reason.strip():
            raise CannotDo("Enter why you do not agree.")
        turn.answered_by, turn.answer_reason = caller.author.user, reason.strip()[:500]
        if agree:
            _agree(caller, held, turn)
        else:
            turn.state = TurnState.WITHDRAWN if mine else TurnState.DECLINED
            with writing(kinds.TURN_DECLINED, caller.author, turn) as page:
                page.save(turn)
    return turn


def _held(turn: Turn, agree: bool) -> Held:
    system = registry.find(turn.system)
    if system is None:
        raise CannotDo(f"There is no joined system called {turn.system}.")
    return hold(system, turn.function, Position(turn.after) if agree else Position(turn.before))


def _agree(caller: Caller, held: Held, turn: Turn) -> None:
    refuse_unclean(held.standing)
    turn.clean_days = held.standing.clean.clean if held.standing.clean else None
    with writing(kinds.SWITCH_TURNED, caller.author, turn) as page:
        carry_out(held, turn, page)
    leave_out(held.waiting, reason_of(turn))
