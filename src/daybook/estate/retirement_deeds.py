"""What users do about retirements, for the API and the command line; see `daybook.access.deeds`."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from daybook.access.caller import Caller
from daybook.access.deeds import Answer, Body, deed, record_id
from daybook.estate.actions.begin_retirement import begin_retirement
from daybook.estate.actions.prove_data import DataKept, prove_data
from daybook.estate.actions.show_parity import show_parity
from daybook.estate.actions.sign_criterion import add_criterion, sign_criterion
from daybook.estate.actions.step_back import give_up, step_back
from daybook.estate.actions.step_on import step_on
from daybook.estate.actions.stop_rules import overrule_stop, set_stop_rule
from daybook.estate.models import Retirement
from daybook.estate.retirement.held import SIGN, WORK
from daybook.estate.retirement.words import Answer as GoNoGo
from daybook.estate.retirement.words import DataWay, ParityVerdict, StopKind

STATE = "frozen, read-only, archived, off or removed"


class Beginning(Body):
    """`system`: its number on the register; `joined`: its name among the old systems; `lead`: a collar number."""

    system: str
    reason: str
    joined: str = ""
    lead: str = ""


class Seen(Body):
    item: UUID
    verdict: ParityVerdict
    evidence: str
    seen_on: date | None = None


class CriterionWritten(Body):
    retirement: UUID
    gate: Annotated[str, Field(description=f"The step it stands before: {STATE}")]
    text: str
    role: str = ""


class Signed(Body):
    criterion: UUID
    answer: GoNoGo
    reason: str = ""


class RecordsKept(Body):
    """`digest`: SHA-256 of the export or archive, in hexadecimal."""

    retirement: UUID
    way: DataWay
    where: str
    digest: str
    records: int | None = None
    on: date | None = None


class StopRuleSet(Body):
    """`limit`: pence for spend, people for use; `day`: by when it must be off, for late."""

    retirement: UUID
    kind: StopKind
    limit: int = 0
    day: date | None = None


class Overruling(Body):
    rule: UUID
    reason: str


class StepOn(Body):
    retirement: UUID
    reason: str
    seen: str = ""


class StepBack(Body):
    retirement: UUID
    to: str
    reason: str


class GivingUp(Body):
    retirement: UUID
    reason: str


@deed("begin-retirement", "Begin to retire a system", WORK, begin_retirement, "estate:retirements")
def _begin(caller: Caller, body: Beginning) -> Answer:
    return record_id(begin_retirement(caller, body.system, body.reason, joined=body.joined, lead=body.lead))


@deed("show-parity", "Say what a successor does as well", WORK, show_parity, "estate:retirement-parity")
def _show(caller: Caller, body: Seen) -> Answer:
    return record_id(show_parity(caller, body.item, body.verdict, body.evidence, body.seen_on))


@deed("add-criterion", "Write a go/no-go criterion", WORK, add_criterion, "estate:retirement-criterion")
def _add(caller: Caller, body: CriterionWritten) -> Answer:
    return record_id(add_criterion(caller, body.retirement, body.gate, body.text, body.role))


@deed("sign-criterion", "Sign go or no-go", SIGN, sign_criterion, "estate:retirement-sign")
def _sign(caller: Caller, body: Signed) -> Answer:
    return record_id(sign_criterion(caller, body.criterion, body.answer, body.reason))


@deed("prove-data", "Say what became of a system's records", WORK, prove_data, "estate:retirement-data")
def _data(caller: Caller, body: RecordsKept) -> Answer:
    kept = DataKept(body.way, body.where, body.digest, body.records, body.on)
    return record_id(prove_data(caller, body.retirement, kept))


@deed("set-stop-rule", "Set a stop rule of a retirement", WORK, set_stop_rule, "estate:retirement-stop-rule")
def _stop(caller: Caller, body: StopRuleSet) -> Answer:
    return record_id(set_stop_rule(caller, body.retirement, body.kind, limit=body.limit, day=body.day))


@deed("overrule-stop", "Overrule a broken stop rule", SIGN, overrule_stop, "estate:retirement-overrule")
def _overrule(caller: Caller, body: Overruling) -> Answer:
    return record_id(overrule_stop(caller, body.rule, body.reason))


@deed("step-on", "Take a system one step further out", WORK, step_on, "estate:retirement-on")
def _on(caller: Caller, body: StepOn) -> Answer:
    return _state(step_on(caller, body.retirement, body.reason, seen=body.seen))


@deed("step-back", "Turn a system back on its way out", WORK, step_back, "estate:retirement-back")
def _back(caller: Caller, body: StepBack) -> Answer:
    return _state(step_back(caller, body.retirement, body.to, body.reason))


@deed("give-up-retirement", "Give a retirement up", WORK, give_up, "estate:retirement-end")
def _end(caller: Caller, body: GivingUp) -> Answer:
    return _state(give_up(caller, body.retirement, body.reason))


def _state(retirement: Retirement) -> Answer:
    return {**record_id(retirement), "state": retirement.system.state}
