"""The deeds on reports: what the API offers under an address for each type, and the command line under one name."""

from __future__ import annotations

from base64 import b64decode
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from daybook.access.caller import Caller
from daybook.access.deeds import Answer, Body, deed, record_id
from daybook.access.permission import require
from daybook.records.actions.amend_report import amend_report
from daybook.records.actions.change_report import change_of, change_report
from daybook.records.actions.give_receipt import give_receipt
from daybook.records.actions.hold_source import hold_source
from daybook.records.actions.identify_arrested import identify_arrested
from daybook.records.actions.record_report import record_report
from daybook.records.actions.sign_report import SignatureData, sign_report
from daybook.records.deeds import found
from daybook.records.duplicates import ask_first
from daybook.records.forms.check import Checked, check
from daybook.records.forms.check_change import check_change
from daybook.records.models import Event, Signature
from daybook.records.queries.changes import told_of
from daybook.records.reports import Report, type_of
from daybook.records.reports.entries import PersonEntry


class NewReport(Body):
    """`type` as the API's address names it; `submission` is what the API calls Idempotency-Key."""

    type: str
    submission: UUID
    report: dict[str, Any]
    reasons: dict[str, str] = {}


class ReportAmendment(Body):
    event: UUID
    version: int
    report: dict[str, Any]
    reason: str
    reasons: dict[str, str] = {}


class StateChange(Body):
    event: UUID
    change: str
    reason: str = ""
    answers: dict[str, Any] = {}
    reasons: dict[str, str] = {}


class Source(Body):
    event: UUID
    identity: str


class Signing(Body):
    """`method`: drawn (with `drawing`, a PNG in base64), typed, or paper (with `paper`, a file of the report).

    `sha256` is that of the text which the signer read.
    """

    event: UUID
    method: Signature.Method
    name: str
    sha256: str
    drawing: Annotated[str, Field(max_length=1_000_000)] = ""
    paper: UUID | None = None


class Receipt(Body):
    """`way`: handed, sent, declined or not-offered; the last says why."""

    event: UUID
    way: str
    why: str = ""


class ArrestedPerson(Body):
    event: UUID
    person: PersonEntry
    reason: str


def checked(kind: type[Report], typed: dict[str, Any], reasons: dict[str, str]) -> Report:
    """The report; ValueError with what must be put right, and the keys that wait for a reason."""
    return taken(check(kind, typed, reasons))


def taken(outcome: Checked) -> Report:
    """The same of what was checked."""
    refuse(outcome)
    if outcome.report is None:
        raise ValueError("The report is empty.")
    return outcome.report


def refuse(outcome: Checked) -> None:
    """ValueError with what must be put right, and the keys that wait for a reason; nothing where all is well."""
    wrong = [f"{path}: {text}" for path, text in outcome.errors.items()]
    asked = [f"Give a reason for {one.key}: {one.message}" for one in outcome.unanswered]
    if wrong or asked:
        raise ValueError("\n".join(wrong + asked))


@deed(
    "record-report",
    "Record a report",
    "access.use",
    record_report,
    "records:new-report",
    api="POST /reports/{type}",
)
def _record_report(caller: Caller, body: NewReport) -> Answer:
    outcome = check(type_of(body.type), body.report, body.reasons)
    ask_first(caller, outcome, body.submission)
    report = taken(outcome)
    made = record_report(caller, report, submission=body.submission, reasons=body.reasons)
    return {**record_id(made[0]), "number": made[0].number, "events": len(made)}


@deed(
    "amend-report",
    "Amend a report",
    "records.amend-report",
    amend_report,
    "records:amend",
    api="PUT /events/{event_id}",
)
def _amend_report(caller: Caller, body: ReportAmendment) -> Answer:
    event = found(caller, Event, body.event)
    event.version = body.version
    report = checked(type_of(event.report_type), body.report, body.reasons)
    return _version(amend_report(caller, event, report, reason=body.reason, reasons=body.reasons))


@deed(
    "change-report",
    "Change a report's state",
    "records.see-event",
    change_report,
    "records:change",
    api="POST /events/{event_id}/changes/{change}",
)
def _change_report(caller: Caller, body: StateChange) -> Answer:
    event = found(caller, Event, body.event)
    wanted = change_of(event, body.change)
    require(caller, wanted.permission)
    outcome = check_change(wanted, told_of(caller, event), body.answers, body.reasons)
    refuse(outcome.checked)
    said: dict[str, Any] = {"answers": outcome.answers, "reasons": outcome.checked.reasons}
    return _version(change_report(caller, event, body.change, reason=body.reason, **said))


@deed(
    "identify-arrested",
    "Say who an arrested person is",
    "records.identify-person",
    identify_arrested,
    "records:identify",
    api="POST /events/{event_id}/identify",
)
def _identify_arrested(caller: Caller, body: ArrestedPerson) -> Answer:
    event = found(caller, Event, body.event)
    return record_id(identify_arrested(caller, event, body.person, reason=body.reason))


@deed(
    "hold-source",
    "Hold the identity of a source apart",
    "records.record-intelligence",
    hold_source,
    "records:source",
)
def _hold_source(caller: Caller, body: Source) -> Answer:
    return record_id(hold_source(caller, found(caller, Event, body.event), body.identity))


@deed("sign-report", "Sign a statement", "records.record-statement", sign_report, "records:sign")
def _sign_report(caller: Caller, body: Signing) -> Answer:
    drawing = b64decode(body.drawing, validate=True)
    given = SignatureData(body.method, body.name, body.sha256, drawing, body.paper)
    return record_id(sign_report(caller, found(caller, Event, body.event), given))


@deed(
    "give-receipt",
    "Write what became of a receipt",
    "records.record-stop-search",
    give_receipt,
    "records:receipt",
)
def _give_receipt(caller: Caller, body: Receipt) -> Answer:
    return record_id(give_receipt(caller, found(caller, Event, body.event), body.way, why=body.why))


def _version(event: Event) -> Answer:
    return {**record_id(event), "status": event.status, "version": event.version}
