"""The deeds of review, retention and disposal, for the API and the command line."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from daybook.access.caller import Caller
from daybook.access.deeds import Answer, Body, deed, record_id
from daybook.records.actions.carry_out_disposal import carry_out_disposal
from daybook.records.actions.hold_records import lift_hold, place_hold
from daybook.records.actions.keep_person import keep_person
from daybook.records.actions.order_disposal import answer_disposal, propose_disposal
from daybook.records.actions.settle_notice import settle_notice
from daybook.records.deeds import found
from daybook.records.models import DisposalOrder, Person
from daybook.records.queries.retention import REVIEW, hold_named, notice_numbered, orders

DISPOSE, HOLD = "records.dispose", "records.hold-records"


class Keeping(Body):
    """`answers`: ids of the retention criteria that are answered with yes."""

    person: UUID
    answers: list[str] = []
    reason: str


class Holding(Body):
    person: UUID
    reason: str
    asked_by: Annotated[str, Field(max_length=120)]
    review_on: date


class Lifting(Body):
    hold: UUID
    reason: str


class DisposalProposal(Body):
    people: Annotated[list[UUID], Field(max_length=200)]


class DisposalAnswer(Body):
    order: UUID
    agree: bool


class DisposalName(Body):
    order: UUID


class NoticeName(Body):
    notice: int


@deed("keep-person", "Keep a person's records at a review", REVIEW, keep_person, "records:keep-person")
def _keep(caller: Caller, body: Keeping) -> Answer:
    person = found(caller, Person, body.person)
    return record_id(keep_person(caller, person, answers=body.answers, reason=body.reason))


@deed("place-hold", "Place a legal hold", HOLD, place_hold, "records:place-hold")
def _place(caller: Caller, body: Holding) -> Answer:
    given = body.model_dump(exclude={"person"})
    return record_id(place_hold(caller, found(caller, Person, body.person), **given))


@deed("lift-hold", "Lift a legal hold", HOLD, lift_hold, "records:lift-hold")
def _lift(caller: Caller, body: Lifting) -> Answer:
    hold = hold_named(body.hold)
    if hold is None:
        raise LookupError(f"There is no such hold: {body.hold}.")
    found(caller, Person, hold.person_id)
    return record_id(lift_hold(caller, hold, reason=body.reason))


@deed("propose-disposal", "Propose a disposal", REVIEW, propose_disposal, "records:propose-disposal")
def _propose(caller: Caller, body: DisposalProposal) -> Answer:
    people = [found(caller, Person, one) for one in body.people]
    return record_id(propose_disposal(caller, people))


@deed("answer-disposal", "Approve or decline a disposal", DISPOSE, answer_disposal, "records:answer-disposal")
def _answer(caller: Caller, body: DisposalAnswer) -> Answer:
    return record_id(answer_disposal(caller, _order(caller, body.order), agree=body.agree))


@deed(
    "carry-out-disposal",
    "Carry out an approved disposal, or go on with it",
    DISPOSE,
    carry_out_disposal,
    "records:carry-out-disposal",
)
def _carry_out(caller: Caller, body: DisposalName) -> Answer:
    return record_id(carry_out_disposal(caller, _order(caller, body.order)))


@deed(
    "settle-notice", "Say that an old system has erased it", DISPOSE, settle_notice, "records:settle-notice"
)
def _settle(caller: Caller, body: NoticeName) -> Answer:
    notice = notice_numbered(body.notice)
    if notice is None:
        raise LookupError(f"There is no notice {body.notice}.")
    return record_id(settle_notice(caller, notice))


def _order(caller: Caller, key: UUID) -> DisposalOrder:
    row = orders(caller).filter(pk=key).first()
    if row is None:
        raise LookupError(f"There is no such order: {key}.")
    return row
