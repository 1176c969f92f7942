"""What users do in this room, for the API and the command line; see `daybook.access.deeds`."""

from __future__ import annotations

from base64 import b64decode
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from daybook.access.caller import Caller
from daybook.access.deeds import Answer, Body, deed, record_id
from daybook.estate.actions.add_system import add_system
from daybook.estate.actions.amend_system import amend_system
from daybook.estate.actions.judge_pair import judge_pair
from daybook.estate.actions.judge_risk import judge_risk
from daybook.estate.actions.register_dark import register_dark
from daybook.estate.actions.send_file import KEEP, send_file
from daybook.estate.actions.set_aside_dark import set_aside_dark
from daybook.estate.actions.set_counting_rule import set_counting_rule
from daybook.estate.actions.start_import import start_import
from daybook.estate.models import RegisterImport, System

JUDGE = "estate.judge"


class RegisterFile(Body):
    """`sheet`: systems, interfaces, contracts, costs, payments or sign-ons; `content` is the file in base64."""

    sheet: str
    filename: Annotated[str, Field(min_length=1, max_length=200)]
    content: Annotated[str, Field(max_length=45_000_000)]


class ImportStart(Body):
    """`columns`: the field of each heading; null takes what was guessed."""

    register_import: UUID
    columns: dict[str, str] | None = None
    order: Literal["", "day-first", "month-first"] = ""


@deed("send-register-file", "Send in a file for the register of systems", KEEP, send_file, "estate:imports")
def _send(caller: Caller, body: RegisterFile) -> Answer:
    return record_id(send_file(caller, body.sheet, body.filename, b64decode(body.content, validate=True)))


@deed(
    "start-register-import", "Take a file into the register of systems", KEEP, start_import, "estate:import"
)
def _start(caller: Caller, body: ImportStart) -> Answer:
    run = RegisterImport.objects.get(pk=body.register_import)
    columns = run.columns if body.columns is None else body.columns
    return record_id(start_import(caller, run, columns, body.order))


class SystemAdded(Body):
    """Fields by name as a file has them: `number`, `name` and `counting_class` at least."""

    values: dict[str, str]


class SystemAmended(Body):
    """Fields by name as a file has them; an empty text empties its field."""

    system: UUID
    values: dict[str, str]
    reason: str = ""


class RiskJudged(Body):
    """`criterion`: L1 to L7 or C1 to C6; a `score` of null takes the earlier one back."""

    system: UUID
    criterion: str
    score: int | None
    reason: str
    evidence: str = ""


class RuleSet(Body):
    """`least_cost` is in whole pence a year."""

    text: str
    classes: list[str]
    states: list[str]
    least_users: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    least_cost: Annotated[int, Field(ge=0, le=10**13)] = 0
    reason: str


class PairJudged(Body):
    """`verdict`: duplicate, different or unsure."""

    first: UUID
    second: UUID
    verdict: str
    reason: str = ""


def _system(key: UUID) -> System:
    return System.objects.get(pk=key)


@deed("add-system", "Enter a system in the register", KEEP, add_system, "estate:add")
def _add(caller: Caller, body: SystemAdded) -> Answer:
    return record_id(add_system(caller, body.values))


@deed("amend-system", "Amend a system of the register", KEEP, amend_system, "estate:amend")
def _amend(caller: Caller, body: SystemAmended) -> Answer:
    return record_id(amend_system(caller, _system(body.system), body.values, reason=body.reason))


@deed("judge-system-risk", "Score the risk of a system by hand", JUDGE, judge_risk, "estate:judge-risk")
def _judge_risk(caller: Caller, body: RiskJudged) -> Answer:
    given = body.model_dump(include={"reason", "evidence"})
    return record_id(judge_risk(caller, _system(body.system), body.criterion, body.score, **given))


@deed("set-counting-rule", "Put a counting rule in force", KEEP, set_counting_rule, "estate:new-rule")
def _set_rule(caller: Caller, body: RuleSet) -> Answer:
    return record_id(set_counting_rule(caller, **body.model_dump()))


@deed("judge-system-pair", "Say whether two systems do the same", JUDGE, judge_pair, "estate:judge-pair")
def _judge_pair(caller: Caller, body: PairJudged) -> Answer:
    pair = _system(body.first), _system(body.second)
    return record_id(judge_pair(caller, *pair, body.verdict, reason=body.reason))


class DarkSetAside(Body):
    """`name` as the page of dark systems has it."""

    name: Annotated[str, Field(min_length=1, max_length=300)]
    reason: str


class DarkRegistered(Body):
    """`name` as the page of dark systems has it; `title` is what the register calls it."""

    name: Annotated[str, Field(min_length=1, max_length=300)]
    number: str
    title: str
    counting_class: str


@deed("register-dark", "Put a dark system on the register", KEEP, register_dark, "estate:register-dark")
def _register_dark(caller: Caller, body: DarkRegistered) -> Answer:
    return record_id(register_dark(caller, **body.model_dump()))


@deed("set-aside-dark", "Say that a name is no system", JUDGE, set_aside_dark, "estate:dark")
def _set_aside(caller: Caller, body: DarkSetAside) -> Answer:
    return record_id(set_aside_dark(caller, body.name, reason=body.reason))
