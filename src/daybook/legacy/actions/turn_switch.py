"""Turn the switch of one function of an old system: one step on when the clean days are there, or back at any time."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.book.pages import Page
from daybook.legacy import kinds, registry
from daybook.legacy.actions.errors import CannotDo
from daybook.legacy.engine.claim import locked
from daybook.legacy.engine.ports import OldSystem
from daybook.legacy.models import Delivery, Position, Turn, TurnState
from daybook.legacy.switch.ending import not_begun, reports_of, send_after_all
from daybook.legacy.switch.functions import functions_of, words_of
from daybook.legacy.switch.standing import Standing, standings

PERMISSION = "legacy.turn-switch"


@dataclass(frozen=True, slots=True)
class Wish:
    """Which switch to turn where. `seen` is where it stood for the person who asks, if they say so."""

    system: OldSystem
    function: str
    to: Position
    reason: str
    seen: str = ""


def turn_switch(caller: Caller, name: str, function: str, to: str, reason: str, *, seen: str = "") -> Turn:
    """Turn it. The step to *ours only* is proposed, and done once a second person agrees (`answer_turn`)."""
    require(caller, PERMISSION)
    wish = Wish(_joined(name), function, _position(to), reason.strip()[:500], seen)
    if not wish.reason:
        raise CannotDo("Enter why the switch is turned.")
    with transaction.atomic():
        held = hold(wish.system, function, wish.to)
        _refuse(held.standing, wish)
        turn = Turn(
            system=name,
            function=function,
            before=held.standing.position,
            after=wish.to,
            reason=wish.reason,
            clean_days=held.standing.clean.clean if held.standing.clean else None,
            asked_by=caller.author.user,
            asked_at=timezone.now(),
        )
        if wish.to == Position.OURS_ONLY:
            _propose(caller, turn)
        else:
            _turn_now(caller, held, turn)
    return turn


@dataclass(frozen=True, slots=True)
class Held:
    """A switch that nobody else can turn meanwhile, with its deliveries that have not begun."""

    system: OldSystem
    standing: Standing
    reports: list[str]
    waiting: list[Delivery]


def hold(system: OldSystem, function: str, to: Position) -> Held:
    """Lock the deliveries first and the system's row after them, as those who deliver do."""
    reports = reports_of(function, system.wants)
    waiting = not_begun(system.name, reports) if to == Position.OURS_ONLY else []
    for name in _to_lock(system, function, to):
        locked(name)
    found = {each.function: each for each in standings(system)}
    if function not in found:
        known = ", ".join(found)
        raise CannotDo(f"{system.title} takes no record of the kind '{function}'. It takes: {known}.")
    return Held(system, found[function], reports, waiting)


def _to_lock(system: OldSystem, function: str, to: Position) -> list[str]:
    """Only one system is master of a kind of record: of two that are made so in one moment, one waits for the other."""
    if to != Position.OLD_IS_MASTER:
        return [system.name]
    others = (each.name for each in registry.all_systems() if function in functions_of(each))
    return sorted({system.name, *others})


def carry_out(held: Held, turn: Turn, page: Page) -> None:
    """Let the turn take effect, on its page."""
    turn.state, turn.turned_at = TurnState.DONE, timezone.now()
    if turn.after == Position.OURS_ONLY:
        page.note(left_out=len(held.waiting))
    elif turn.before == Position.OURS_ONLY:
        page.note(sent_after_all=send_after_all(held.system.name, held.reports))
    page.save(turn)


def _turn_now(caller: Caller, held: Held, turn: Turn) -> None:
    with writing(kinds.SWITCH_TURNED, caller.author, turn) as page:
        if held.standing.waiting:
            overtaken = held.standing.waiting
            overtaken.state, overtaken.answer_reason = (
                TurnState.WITHDRAWN,
                "The switch was turned back meanwhile.",
            )
            page.save(overtaken)
        carry_out(held, turn, page)


def _propose(caller: Caller, turn: Turn) -> None:
    turn.state = TurnState.WAITING
    with writing(kinds.TURN_PROPOSED, caller.author, turn) as page:
        page.save(turn)


def _refuse(standing: Standing, wish: Wish) -> None:
    """Say what stands in the way of this turn."""
    here, title, what = standing.position, wish.system.title, words_of(wish.function)
    if wish.seen and wish.seen != here:
        raise CannotDo(
            f"Somebody has turned it meanwhile: {title}, {what} stands at {here.label}. Look again."
        )
    if wish.to == here:
        raise CannotDo(f"It stands at {here.label} already.")
    if wish.to == Position.OLD_IS_MASTER and standing.not_sole:
        raise CannotDo(standing.not_sole)
    if wish.to in here.earlier:
        return
    if wish.to != here.next:
        assert here.next is not None
        raise CannotDo(f"It is turned on one step at a time: from {here.label} to {here.next.label}.")
    refuse_unclean(standing)
    if standing.waiting:
        raise CannotDo("This turn is proposed already and waits for a second person.")


def refuse_unclean(standing: Standing) -> None:
    """Only clean days let a switch be turned on."""
    if not standing.may_go_on:
        raise CannotDo(standing.obstacle)


def _joined(name: str) -> OldSystem:
    if (system := registry.find(name)) is None:
        raise CannotDo(f"There is no joined system called {name}.")
    return system


def _position(to: str) -> Position:
    try:
        return Position(to)
    except ValueError:
        known = ", ".join(Position.values)
        raise CannotDo(f"Choose where the switch is turned to: one of {known}.") from None
