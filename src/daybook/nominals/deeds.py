"""The deeds of this room: what its pages do, for the HTTP API and the command line."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from daybook.access.caller import Caller
from daybook.access.deeds import Answer, Body, deed, record_id
from daybook.nominals.actions.answer_proposal import answer_proposal
from daybook.nominals.actions.decide import decide
from daybook.nominals.actions.detach_record import detach_record
from daybook.nominals.actions.put_model_in_force import put_model_in_force
from daybook.nominals.actions.register_sending import register_sending, retire_sending
from daybook.nominals.actions.take_in import take_in
from daybook.nominals.actions.undo_decision import undo_decision
from daybook.nominals.models import SendingSystem, Verdict

DESK = "nominals.work-desk"


class RecordName(Body):
    """A record of a system. Our own people are of the system `daybook`, their key is their id."""

    system: str = "daybook"
    key: str


class Judgement(Body):
    """`verified`: by fingerprints, DNA or a document seen. `submission`: what the person service calls
    Idempotency-Key, a UUID that names this judgement.

    `seen`: what the person service gave as `seen` of each of the two; refused where more or else is known by now.
    """

    first: RecordName
    second: RecordName
    verdict: Verdict
    reason: str = ""
    verified: bool = False
    seen: list[str] = []
    submission: UUID | None = None


class Undoing(Body):
    """`seen`: what the person service gave as `seen` of each person whom it is about; refused (409) where more or else
    is known by now."""

    operation: UUID
    reason: str = ""
    seen: list[str] = []


class Detaching(Body):
    """`seen`: what the person service gave as `seen` of the person; refused (409) where more or else is known."""

    record: RecordName
    reason: str
    verified: bool = False
    seen: list[str] = []


class TakingIn(Body):
    """`nominal`: the person's id, as the look-up and the API give it."""

    nominal: UUID


class PuttingInForce(Body):
    """`model`: what a model file holds."""

    model: dict[str, Any]
    reason: str


class Registering(Body):
    """`name`: small letters, digits and underscores; tokens and records of the system bear it."""

    name: str
    title: str


class RetiringSending(Body):
    system: UUID
    reason: str


@deed(
    "register-sending-system",
    "Register a system that sends its person records",
    "nominals.register-systems",
    register_sending,
    "nominals:sending",
)
def _register_sending(caller: Caller, body: Registering) -> Answer:
    return record_id(register_sending(caller, body.name, title=body.title))


@deed(
    "retire-sending-system",
    "Retire a system that sends its person records",
    "nominals.register-systems",
    retire_sending,
    "nominals:retire-sending",
)
def _retire_sending(caller: Caller, body: RetiringSending) -> Answer:
    return record_id(retire_sending(caller, SendingSystem.objects.get(pk=body.system), reason=body.reason))


@deed(
    "put-model-in-force",
    "Put a matching model in force",
    "nominals.put-model-in-force",
    put_model_in_force,
    "nominals:model",
)
def _put_model_in_force(caller: Caller, body: PuttingInForce) -> Answer:
    made = put_model_in_force(caller, json.dumps(body.model), reason=body.reason)
    return {**record_id(made), "digest": made.digest}


@deed(
    "take-in",
    "Record a person whom old systems alone know",
    "records.record-person",
    take_in,
    "nominals:take-in",
)
def _take_in(caller: Caller, body: TakingIn) -> Answer:
    return {"id": str(take_in(caller, body.nominal))}


@deed("judge-pair", "Judge whether two records are one person", DESK, decide, "nominals:decide")
def _decide(caller: Caller, body: Judgement) -> Answer:
    ends = (body.first.system, body.first.key), (body.second.system, body.second.key)
    more: dict[str, Any] = {"reason": body.reason, "verified": body.verified}
    made = decide(caller, *ends, body.verdict, seen=body.seen, submission=body.submission, **more)
    return {**record_id(made), "operation": str(made.operation)}


class Answering(Body):
    """`seen`: what the person service gave as `seen` of each person whom it is about."""

    proposal: UUID
    agree: bool
    reason: str = ""
    seen: list[str] = []


@deed(
    "answer-proposal",
    "Confirm, decline or withdraw a proposed parting",
    DESK,
    answer_proposal,
    "nominals:answer",
)
def _answer(caller: Caller, body: Answering) -> Answer:
    return record_id(answer_proposal(caller, body.proposal, body.agree, reason=body.reason, seen=body.seen))


@deed("undo-judgement", "Take a judgement of who is who back", DESK, undo_decision, "nominals:undo")
def _undo(caller: Caller, body: Undoing) -> Answer:
    return {"count": len(undo_decision(caller, body.operation, reason=body.reason, seen=body.seen))}


@deed("detach-record", "Detach a record from a person", DESK, detach_record, "nominals:detach")
def _detach(caller: Caller, body: Detaching) -> Answer:
    record = body.record.system, body.record.key
    made = detach_record(caller, record, reason=body.reason, verified=body.verified, seen=body.seen)
    return {"operation": str(made[0].operation), "count": len(made)}
