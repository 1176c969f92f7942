"""The deeds on reports: what the API offers under an address for each type, and the command line under one name."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from daybook.access.caller import Caller
from daybook.access.deeds import Answer, Body, deed, record_id
from daybook.records.actions.amend_report import amend_report
from daybook.records.actions.change_report import change_report
from daybook.records.actions.identify_arrested import identify_arrested
from daybook.records.actions.record_report import record_report
from daybook.records.deeds import found
from daybook.records.duplicates import ask_first
from daybook.records.forms.check import Checked, check
from daybook.records.models import Event
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
    reason: str


class ArrestedPerson(Body):
    event: UUID
    person: PersonEntry
    reason: str


def checked(kind: type[Report], typed: dict[str, Any], reasons: dict[str, str]) -> Report:
    """The report; ValueError with what must be put right, and the keys that wait for a reason."""
    return taken(check(kind, typed, reasons))


def taken(outcome: Checked) -> Report:
    """The same of what was checked."""
    if outcome.accepted and outcome.report:
        return outcome.report
    wrong = [f"{path}: {text}" for path, text in outcome.errors.items()]
    asked = [f"Give a reason for {one.key}: {one.message}" for one in outcome.unanswered]
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
    "records.amend-report",
    change_report,
    "records:change",
    api="POST /events/{event_id}/changes/{change}",
)
def _change_report(caller: Caller, body: StateChange) -> Answer:
    return _version(change_report(caller, found(caller, Event, body.event), body.change, reason=body.reason))


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


def _version(event: Event) -> Answer:
    return {**record_id(event), "status": event.status, "version": event.version}
