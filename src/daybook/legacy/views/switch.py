"""Who is master: the switch of each function of a system, what it needs to be turned, and how it was turned."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from daybook.access.caller import caller_of
from daybook.access.models import User
from daybook.access.permission import allowed
from daybook.access.views_guard import signed_on
from daybook.custody.documents import CUSTODY_RECORD
from daybook.legacy import registry
from daybook.legacy.actions.answer_turn import answer_turn
from daybook.legacy.actions.errors import CannotDo
from daybook.legacy.actions.turn_switch import PERMISSION, turn_switch
from daybook.legacy.models import Position, Turn, TurnState
from daybook.legacy.switch import queries
from daybook.legacy.switch.entry import Effect, effect_of
from daybook.legacy.switch.functions import words_of
from daybook.legacy.switch.meaning import CUSTODY, LEFT, MEANINGS
from daybook.legacy.switch.standing import Standing


@require_GET
@signed_on("legacy.see-deliveries")
def switch(request: HttpRequest, name: str) -> HttpResponse:
    return _show(request, name)


@require_POST
@signed_on(PERMISSION)
def turn(request: HttpRequest, name: str) -> HttpResponse:
    said = request.POST
    function, reason = said.get("function", ""), said.get("reason", "")
    try:
        made = turn_switch(
            caller_of(request), name, function, said.get("to", ""), reason, seen=said.get("seen", "")
        )
    except CannotDo as error:
        return _show(request, name, function, str(error))
    waits = " It is done once a second person agrees." if made.state == TurnState.WAITING else ""
    what = "Proposed" if waits else "Turned"
    messages.success(request, f"{what}: {words_of(function)}, {Position(made.after).label}.{waits}")
    return redirect("legacy:switch", name)


@require_POST
@signed_on(PERMISSION)
def answer(request: HttpRequest, turn_id: UUID) -> HttpResponse:
    asked = get_object_or_404(Turn, pk=turn_id)
    agree, reason = request.POST.get("agree") == "yes", request.POST.get("reason", "")
    try:
        answered = answer_turn(caller_of(request), turn_id, agree, reason)
    except CannotDo as error:
        return _show(request, asked.system, asked.function, str(error))
    messages.success(request, f"{answered.get_state_display()}: {words_of(asked.function)}.")
    return redirect("legacy:switch", asked.system)


def _show(request: HttpRequest, name: str, function: str = "", error: str = "") -> HttpResponse:
    """The page; `error` stands with the function that was to be turned, and what was typed is kept."""
    caller = caller_of(request)
    found, history = queries.switches(caller, name), queries.turns(caller, name)
    if not found and not history:
        raise Http404("There is no old system of that name, and none was turned.")
    names: dict[UUID | None, str] = {
        each.pk: str(each) for each in User.objects.filter(pk__in=_people(history))
    }
    context = {
        "name": name,
        "title": registry.title_of(name),
        "switches": [
            _switch(each, caller.author.user, request if each.function == function else None, _effect(each))
            for each in found
        ],
        "history": [
            (each, words_of(each.function), names.get(each.asked_by), names.get(each.answered_by))
            for each in history
        ],
        "meanings": [(position, MEANINGS[position]) for position in Position],
        "left": f"{LEFT} {CUSTODY}" if any(each.function == CUSTODY_RECORD for each in found) else LEFT,
        "needed": settings.CLEAN_DAYS,
        "may_turn": allowed(caller, PERMISSION),
        "error": error,
        "function": function,
    }
    return render(request, "legacy/switch.html", context, status=422 if error else 200)


def _effect(standing: Standing) -> Effect | None:
    """What is locked while the old system is master of it."""
    system = registry.find(standing.system)
    return effect_of(system, standing.function) if system else None


def _switch(
    standing: Standing, me: UUID | None, typed: HttpRequest | None, effect: Effect | None
) -> dict[str, Any]:
    """One function on the page: where its switch stands and where it may be turned."""
    said = typed.POST if typed else {}
    ahead = [standing.next] if standing.may_go_on and standing.next and not standing.waiting else []
    return {
        "standing": standing,
        "days": standing.clean.days if standing.clean else (),
        "choices": [
            {
                "value": position.value,
                "text": f"{'On to' if position in ahead else 'Back to'} “{position.label}”",
                "checked": said.get("to") == position,
            }
            for position in [*ahead, *standing.back]
        ],
        "effect": effect,
        "reason": said.get("reason", ""),
        "is_mine": standing.waiting is not None and standing.waiting.asked_by == me,
    }


def _people(turns: Iterable[Turn]) -> set[UUID]:
    return {who for turn in turns for who in (turn.asked_by, turn.answered_by) if who}
