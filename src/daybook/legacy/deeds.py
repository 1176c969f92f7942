"""What users do about deliveries, for the API and the command line; see `daybook.access.deeds`."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from daybook.access.caller import Caller
from daybook.access.deeds import Answer, Body, deed, record_id
from daybook.legacy.actions.answer_turn import answer_turn
from daybook.legacy.actions.ask_reconciliation import ask_reconciliation
from daybook.legacy.actions.lock import lock, unlock
from daybook.legacy.actions.pause import pause, resume
from daybook.legacy.actions.repair import repair, repair_all
from daybook.legacy.actions.resend import resend, resend_all
from daybook.legacy.actions.settle_difference import settle_difference
from daybook.legacy.actions.settle_reply import settle_reply
from daybook.legacy.actions.take_in_found import take_in_found
from daybook.legacy.actions.turn_switch import turn_switch
from daybook.legacy.actions.withdraw import withdraw
from daybook.legacy.models import Delivery, Disagreement, Position

DESK, RUN, TURN = "legacy.work-exceptions", "legacy.run-systems", "legacy.turn-switch"


class ExceptionLine(Body):
    delivery: UUID


class TakingBack(Body):
    delivery: UUID
    reason: str


class Cause(Body):
    system: str
    code: str


class FoundThere(Body):
    """A record of an answer: its id, and the place of the record in it, counted from 0."""

    ask: UUID
    place: int


class Settlement(Body):
    reply: UUID
    reason: str


class Pause(Body):
    """With `until` the system is under maintenance and resumes by itself; with its offset from UTC."""

    system: str
    reason: str
    until: Annotated[AwareDatetime | None, Field(description="With its offset from UTC")] = None


class Resumption(Body):
    system: str


@deed(
    "take-in-found",
    "Take in a record that only an old system has",
    "records.record-person",
    take_in_found,
    "legacy:take-in-found",
)
def _take_in_found(caller: Caller, body: FoundThere) -> Answer:
    return {"id": str(take_in_found(caller, body.ask, body.place))}


@deed("lock-exception", "Take an exception to work on", DESK, lock, "legacy:lock")
def _lock(caller: Caller, body: ExceptionLine) -> Answer:
    return _state(lock(caller, body.delivery))


@deed("unlock-exception", "Give an exception back", DESK, unlock, "legacy:unlock")
def _unlock(caller: Caller, body: ExceptionLine) -> Answer:
    return _state(unlock(caller, body.delivery))


@deed(
    "send-again",
    "Send a delivery again",
    DESK,
    resend,
    "legacy:resend",
    api="POST /deliveries/{delivery_id}/send-again",
)
def _resend(caller: Caller, body: ExceptionLine) -> Answer:
    return _state(resend(caller, body.delivery))


@deed(
    "send-all-again",
    "Send all of one cause again",
    DESK,
    resend_all,
    "legacy:resend-all",
    api="POST /exceptions/send-again",
)
def _resend_all(caller: Caller, body: Cause) -> Answer:
    return {"count": resend_all(caller, body.system, body.code)}


@deed(
    "take-back",
    "Take a delivery back",
    DESK,
    withdraw,
    "legacy:withdraw",
    api="POST /deliveries/{delivery_id}/withdraw",
)
def _withdraw(caller: Caller, body: TakingBack) -> Answer:
    return _state(withdraw(caller, body.delivery, body.reason))


@deed("settle-reply", "Settle an answer that fits nothing", DESK, settle_reply, "legacy:reply")
def _settle(caller: Caller, body: Settlement) -> Answer:
    return record_id(settle_reply(caller, body.reply, body.reason))


@deed("pause-system", "Pause an old system", RUN, pause, "legacy:pause", api="POST /old-systems/{name}/pause")
def _pause(caller: Caller, body: Pause) -> Answer:
    return {"system": pause(caller, body.system, body.reason, body.until).name}


@deed(
    "resume-system",
    "Resume an old system",
    RUN,
    resume,
    "legacy:resume",
    api="POST /old-systems/{name}/resume",
)
def _resume(caller: Caller, body: Resumption) -> Answer:
    return {"system": resume(caller, body.system).name}


class System(Body):
    system: str


class Found(Body):
    difference: UUID


class Standing(Body):
    difference: UUID
    reason: str


class FoundKind(Body):
    """`kind`: only-here, only-there or differs."""

    system: str
    kind: Disagreement


@deed("reconcile-system", "Compare an old system with the book", DESK, ask_reconciliation, "legacy:reconcile")
def _reconcile(caller: Caller, body: System) -> Answer:
    return record_id(ask_reconciliation(caller, body.system))


@deed("repair-difference", "Put a difference right there", DESK, repair, "legacy:repair")
def _repair(caller: Caller, body: Found) -> Answer:
    return record_id(repair(caller, body.difference))


@deed("repair-differences", "Put all differences of a kind right", DESK, repair_all, "legacy:repair-all")
def _repair_all(caller: Caller, body: FoundKind) -> Answer:
    return {"count": repair_all(caller, body.system, body.kind)}


@deed("settle-difference", "Let a difference stand", DESK, settle_difference, "legacy:settle")
def _settle_difference(caller: Caller, body: Standing) -> Answer:
    return record_id(settle_difference(caller, body.difference, body.reason))


class Turning(Body):
    """`function` is a kind of record that the system takes; `seen`, where its switch stood for who asks."""

    system: str
    function: str
    to: Position
    reason: str
    seen: Position | None = None


class TurnAnswer(Body):
    turn: UUID
    agree: bool
    reason: str = ""


@deed("turn-switch", "Turn the switch of an old system", TURN, turn_switch, "legacy:turn-switch")
def _turn_switch(caller: Caller, body: Turning) -> Answer:
    turn = turn_switch(caller, body.system, body.function, body.to, body.reason, seen=body.seen or "")
    return {**record_id(turn), "state": turn.state}


@deed("answer-turn", "Answer a proposed turn of a switch", TURN, answer_turn, "legacy:answer-turn")
def _answer_turn(caller: Caller, body: TurnAnswer) -> Answer:
    turn = answer_turn(caller, body.turn, body.agree, body.reason)
    return {**record_id(turn), "state": turn.state}


def _state(row: Delivery) -> Answer:
    return {**record_id(row), "state": row.state}
