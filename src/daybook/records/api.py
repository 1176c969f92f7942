"""The HTTP API of this room: record, read, amend and change reports; offences, code lists and schemas.

Each operation calls the action or query that its page calls.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Header, Query, Router, Status
from ninja.errors import HttpError
from pydantic import ValidationError

from daybook.access.api_base import PROBLEMS, Problem, problem
from daybook.access.caller import Caller, caller_of
from daybook.access.consulted import consulted
from daybook.access.permission import require
from daybook.access.views_guard import consults, signed_on
from daybook.records import api_bodies as bodies
from daybook.records import code_lists, offences
from daybook.records.actions.amend_report import OutdatedError, amend_report
from daybook.records.actions.change_report import change_of, change_report
from daybook.records.actions.identify_arrested import identify_arrested
from daybook.records.actions.record_report import record_report
from daybook.records.documents import changes_part, report_document
from daybook.records.duplicates import ask_first
from daybook.records.entering import EnteredElsewhereError
from daybook.records.forms.check import Checked, check, errors_by_path
from daybook.records.forms.check_change import check_change
from daybook.records.models import Event, Person
from daybook.records.queries.changes import told_of
from daybook.records.queries.filter import visible
from daybook.records.queries.guarded import readable
from daybook.records.report_rows import UnknownPersonError
from daybook.records.reports import Report, all_types, type_of
from daybook.records.reports.entries import PersonEntry
from daybook.records.views.found import SealedRecordError, find

router = Router(tags=["records"])
REPORT_PROBLEMS: dict[int, Any] = {**PROBLEMS, 409: Problem, 422: bodies.ReportProblem}
MATCHED: dict[int, Any] = {412: Problem, 428: Problem}
IfMatch = Annotated[
    str, Header(alias="If-Match", default="", description='The version amended, as ETag gave it: "3"')
]
Key = Annotated[
    UUID, Header(alias="Idempotency-Key", description="Names this submission; sent again, nothing is doubled")
]


@contextmanager
def refusals() -> Iterator[None]:
    """What an action refuses, as the status that says so; its own sentence is the detail."""
    try:
        yield
    except OutdatedError as error:
        raise HttpError(412, str(error)) from None
    except EnteredElsewhereError as error:
        raise HttpError(409, str(error)) from None
    except (ValueError, UnknownPersonError) as error:
        raise HttpError(422, str(error)) from None


def event_seen(request: HttpRequest, event_id: UUID) -> Event:
    """The event if this caller may see it; a sealed one says how it is opened."""
    try:
        event = find(request, Event, event_id)
    except SealedRecordError:
        raise HttpError(403, f"This report is sealed. Open it first: POST sealed/event/{event_id}.") from None
    consulted(request).add("event", event.pk)
    return event


def refused(checked: Checked) -> HttpResponse:
    """Why a report was not taken: what must be put right, and what asks for a reason."""
    errors = [{"path": path, "message": text} for path, text in checked.errors.items()]
    findings = [{"key": one.key, "path": one.path, "message": one.message} for one in checked.unanswered]
    detail = (
        "Some answers cannot be true or are missing; see errors."
        if errors
        else "Check the findings. Put them right, or send the report again with a reason for each key."
    )
    return problem(422, detail, errors, findings=findings)


def _record_operation(kind: type[Report]) -> None:
    """`POST /reports/<type>` for one report type."""

    def record(request: HttpRequest, body: Any, key: Key) -> Any:
        checked = check(kind, body.report, body.reasons)
        ask_first(caller_of(request), checked, key)
        if not (checked.accepted and checked.report):
            return refused(checked)
        with refusals():
            made = record_report(caller_of(request), checked.report, submission=key, reasons=checked.reasons)
        return Status(201, {"events": made})

    record.__name__ = f"record_{kind.slug.replace('-', '_')}"
    record.__annotations__ |= {"body": bodies.submission_of(kind), "key": Key, "request": HttpRequest}
    router.post(
        f"/reports/{kind.slug}",
        response={201: bodies.Recorded, **REPORT_PROBLEMS},
        summary=f"Record: {kind.title.lower()}",
        description=(
            "The same Idempotency-Key again returns what the first made and writes nothing. 409: an old system is"
            " master of this kind of report, and it is entered there."
        ),
    )(signed_on(kind.permission())(record))


for _kind in all_types().values():
    _record_operation(_kind)


@router.get("/reports/{slug:report_type}/schema", response={200: dict[str, Any], **PROBLEMS})
@signed_on("access.use")
def schema(request: HttpRequest, report_type: str) -> dict[str, Any]:
    """The JSON Schema of a report type."""
    try:
        return type_of(report_type).model_json_schema()
    except LookupError as error:
        raise Http404(str(error)) from None


@router.get("/events/{uuid:event_id}", response={200: bodies.ReportDocument, **PROBLEMS})
@consults("event:viewed", "records.see-event")
def event(request: HttpRequest, event_id: UUID, response: HttpResponse) -> dict[str, Any]:
    """An event with its people, place and offences. ETag is its version."""
    seen = event_seen(request, event_id)
    caller = caller_of(request)
    document = report_document(seen.pk)
    document |= {seen.report_type: readable(caller, seen), "changes": changes_part(caller, seen)}
    response["ETag"] = f'"{seen.version}"'
    return shown_to(request, caller, document)


def shown_to(request: HttpRequest, caller: Caller, document: dict[str, Any]) -> dict[str, Any]:
    """The document with only those people whom the caller may see; each is written down as looked at."""
    ids = [UUID(person["id"]) for person in document["people"]]
    allowed = {str(key) for key in visible(caller, Person).filter(pk__in=ids).values_list("pk", flat=True)}
    people = [person for person in document["people"] if person["id"] in allowed]
    for person in people:
        consulted(request).add("person", UUID(person["id"]), kind="person:viewed")
    first = document["person"]
    shown = first if first and first["id"] in allowed else None
    return document | {"person": shown, "people": people}


@router.put("/events/{uuid:event_id}", response={200: bodies.EventOut, **REPORT_PROBLEMS, **MATCHED})
@consults("event:viewed", "records.amend-report")
def amend(request: HttpRequest, event_id: UUID, body: bodies.Amendment, if_match: IfMatch) -> Any:
    """Amend the report. People named already stay as they are; new ones are added."""
    seen = event_seen(request, event_id)
    seen.version = _version(if_match)
    checked = check(type_of(seen.report_type), body.report, body.reasons)
    if not (checked.accepted and checked.report):
        return refused(checked)
    caller = caller_of(request)
    with refusals():
        return amend_report(caller, seen, checked.report, reason=body.reason, reasons=checked.reasons)


def _version(if_match: str) -> int:
    text = if_match.strip().removeprefix("W/").strip('"')
    if not text:
        raise HttpError(428, "Say which version you amend: If-Match with the ETag that GET gave.")
    if not (text.isascii() and text.isdigit()):
        raise HttpError(412, "If-Match is no version of this report. Read it again and amend that.")
    return int(text[:9])


@router.post(
    "/events/{uuid:event_id}/changes/{slug:change}", response={200: bodies.EventOut, **REPORT_PROBLEMS}
)
@consults("event:viewed", "records.see-event")
def change(request: HttpRequest, event_id: UUID, change: str, body: bodies.StateChange) -> Any:
    """Change the report's state: de-arrest, moved, executed and the like, as its type names them."""
    seen, caller = event_seen(request, event_id), caller_of(request)
    with refusals():
        wanted = change_of(seen, change)
    require(caller, wanted.permission)
    outcome = check_change(wanted, told_of(caller, seen), body.answers, body.reasons)
    if not outcome.accepted:
        return refused(outcome.checked)
    said: dict[str, Any] = {"answers": outcome.answers, "reasons": outcome.checked.reasons}
    with refusals():
        return change_report(caller, seen, change, reason=body.reason, **said)


@router.post("/events/{uuid:event_id}/identify", response={200: bodies.PersonOut, **REPORT_PROBLEMS})
@consults("event:viewed", "records.identify-person")
def identify(request: HttpRequest, event_id: UUID, body: bodies.Identified) -> Any:
    """Say who the unknown person of an arrest is; every system that was told is told again."""
    seen = event_seen(request, event_id)
    try:
        given = PersonEntry.model_validate(body.person)
    except ValidationError as error:
        return refused(Checked(errors=errors_by_path(PersonEntry, error)))
    with refusals():
        return identify_arrested(caller_of(request), seen, given, reason=body.reason)


@router.get("/offences", response={200: list[bodies.Offence], **PROBLEMS})
@signed_on("access.use")
def find_offences(
    request: HttpRequest,
    words: Annotated[str, Query(min_length=2, max_length=100)],
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Any:
    """Offence codes that the words mean, best first."""
    return offences.search(words, limit=limit)


@router.get("/code-lists", response={200: list[str], **PROBLEMS})
@signed_on("access.use")
def code_list_names(request: HttpRequest) -> Any:
    """The names of all code lists."""
    return list(code_lists.list_names())


@router.get("/code-lists/{slug:name}", response={200: bodies.CodeListOut, **PROBLEMS})
@signed_on("access.use")
def code_list(request: HttpRequest, name: Annotated[str, Field(max_length=60)]) -> Any:
    """A code list with its source and the codes, in the order in which they are shown."""
    try:
        found = code_lists.code_list(name)
    except code_lists.CodeListError as error:
        raise Http404(str(error)) from None
    codes = [
        {"code": one.code, "label": one.label, "hint": one.hint, "valid_today": one.is_valid()}
        for one in found
    ]
    return {"name": found.name, "title": found.title, "source": found.source, "codes": codes}
