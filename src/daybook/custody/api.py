"""The HTTP API of this room: suites and their boards, custody records, entries and clocks.

Each operation calls the action or query that its page calls.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Status
from ninja.errors import HttpError
from pydantic import ValidationError

from daybook.access.api_base import PROBLEMS, problem
from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.views_guard import consults, signed_on
from daybook.custody import api_bodies as bodies
from daybook.custody import api_shapes as shapes
from daybook.custody.actions.correct_entry import correct_entry
from daybook.custody.actions.open_record import open_record
from daybook.custody.actions.write_entry import write_entry
from daybook.custody.entries import EntryKind
from daybook.custody.entries.arrival import Arrival
from daybook.custody.findings import NotWrittenError
from daybook.custody.models import CustodyEntry, CustodyRecord, Suite
from daybook.custody.queries.board import suite_board
from daybook.custody.queries.filter import entries_of, own_detainees, visible
from daybook.custody.state import detention_of, detentions
from daybook.records.actions.amend_report import OutdatedError
from daybook.records.api import Key, event_seen
from daybook.records.forms.check import errors_by_path

Entry = TypeVar("Entry", bound=EntryKind)
router = Router(tags=["custody"])
ENTRY_PROBLEMS: dict[int, Any] = {**PROBLEMS, 422: bodies.EntryProblem}
SEEN = ("custody:viewed", "custody.see-record")


class RefusedError(Exception):
    """An entry was refused; the answer says why."""

    def __init__(self, answer: HttpResponse) -> None:
        self.answer = answer


@contextmanager
def refusals() -> Iterator[None]:
    """What an action refuses, as the status that says so."""
    try:
        yield
    except NotWrittenError as error:
        raise RefusedError(_refused(error)) from None
    except OutdatedError as error:
        raise HttpError(412, str(error)) from None
    except ValueError as error:
        raise HttpError(422, str(error)) from None


def _refused(error: NotWrittenError) -> HttpResponse:
    errors = [{"path": one.path, "message": one.sentence} for one in error.refused]
    findings = [{"key": one.key, "path": one.path, "message": one.message} for one in error.unanswered]
    detail = (
        "Nothing was written: rules refuse it; see errors."
        if errors
        else "Check the findings. Put them right, or send the entry again with a reason for each key."
    )
    overridable = bool(error.refused) and all(one.overridable for one in error.refused)
    return problem(422, detail, errors, findings=findings, overridable=overridable)


def _entry(kind: type[Entry], said: dict[str, Any]) -> Entry:
    """The entry that was sent; RefusedError with a sentence for each field at fault."""
    try:
        return kind.model_validate(said)
    except ValidationError as error:
        errors = [{"path": path, "message": text} for path, text in errors_by_path(kind, error).items()]
        detail = "Some answers cannot be true or are missing; see errors."
        answer = problem(422, detail, errors, findings=[], overridable=False)
        raise RefusedError(answer) from None


def record_seen(request: HttpRequest, custody_id: UUID) -> CustodyRecord:
    found = visible(caller_of(request)).select_related("suite", "person").filter(pk=custody_id).first()
    if found is None:
        raise Http404("There is no such custody record, or you may not see it.")
    consulted(request).add("custodyrecord", found.pk)
    return found


def _suite(code: str) -> Suite:
    found = Suite.objects.filter(code=code).first()
    if found is None:
        raise Http404("There is no custody suite of this code.")
    return found


@router.get("/custody/kinds", response={200: list[bodies.KindOut], **PROBLEMS})
@signed_on("access.use")
def kinds(request: HttpRequest) -> Any:
    """The kinds of custody entry that people write."""
    return bodies.written_kinds()


@router.get("/custody/kinds/{slug:kind}/schema", response={200: dict[str, Any], **PROBLEMS})
@signed_on("access.use")
def kind_schema(request: HttpRequest, kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of entry."""
    return _kind(kind).model_json_schema()


def _kind(slug: str) -> type[EntryKind]:
    found = next((kind for kind in bodies.written_kinds() if kind.slug == slug), None)
    if found is None:
        raise Http404("There is no such kind of custody entry.")
    return found


@router.get("/custody/suites", response={200: list[bodies.SuiteOut], **PROBLEMS})
@signed_on("custody.see-record")
def suites(request: HttpRequest) -> Any:
    """All custody suites."""
    return list(Suite.objects.all())


@router.get("/custody/suites/{slug:code}/board", response={200: bodies.BoardOut, **PROBLEMS})
@consults("custody-board:viewed", "custody.see-record")
def board(request: HttpRequest, code: str) -> Any:
    """Everybody held in the suite, with both clocks, what is due next and what to beware of."""
    found = suite_board(caller_of(request), _suite(code), timezone.now())
    ids = [row.record for row in found.rows]
    consulted(request).search("custody-board", len(ids), ids, suite=code)
    return shapes.board(found)


@router.post("/custody/records", response={201: bodies.RecordOut, **ENTRY_PROBLEMS})
@consults("event:viewed", "custody.book-in")
def open_(request: HttpRequest, body: bodies.Opening, key: Key) -> Any:
    """Open a custody record for an arrest. The same Idempotency-Key again opens no second."""
    event, caller = event_seen(request, body.arrest), caller_of(request)
    earlier = record_seen(request, body.continues) if body.continues else None
    try:
        arrival = _entry(Arrival, body.arrival)
        with refusals():
            more: dict[str, Any] = {"submission": key, "continues": earlier, "reasons": body.reasons}
            made = open_record(caller, event, _suite(body.suite), arrival, **more)
    except RefusedError as refused:
        return refused.answer
    return Status(201, made)


@router.get("/custody/records/{uuid:custody_id}", response={200: bodies.StateOut, **PROBLEMS})
@consults(*SEEN)
def record(request: HttpRequest, custody_id: UUID) -> Any:
    """A custody record and how it stands."""
    found = record_seen(request, custody_id)
    return shapes.state(found, detention_of(found.pk))


@router.get("/custody/records/{uuid:custody_id}/clocks", response={200: bodies.ClocksOut, **PROBLEMS})
@consults(*SEEN)
def clocks(request: HttpRequest, custody_id: UUID) -> Any:
    """Every due time of the detention, computed from its entries."""
    found = record_seen(request, custody_id)
    return shapes.clocks(detention_of(found.pk), timezone.now())


@router.get(
    "/custody/records/{uuid:custody_id}/entries", response={200: list[bodies.CustodyEntryOut], **PROBLEMS}
)
@consults(*SEEN)
def entries(request: HttpRequest, custody_id: UUID) -> Any:
    """All entries in the order they happened, those corrected too."""
    return shapes.entries(list(entries_of(record_seen(request, custody_id))))


@router.post("/custody/records/{uuid:custody_id}/entries", response={201: bodies.Written, **ENTRY_PROBLEMS})
@consults(*SEEN)
def write(request: HttpRequest, custody_id: UUID, body: bodies.NewEntry, key: Key) -> Any:
    """Write an entry. The same Idempotency-Key again writes nothing and returns what the first made."""
    held = record_seen(request, custody_id)
    try:
        entry = _entry(_kind(body.kind), body.entry)
        acting: dict[str, Any] = {
            "reasons": body.reasons,
            "override": body.override,
            "noted_at": body.noted_at,
        }
        with refusals():
            made = write_entry(caller_of(request), held, entry, submission=key, **acting)
    except RefusedError as refused:
        return refused.answer
    return Status(201, {"id": made.pk, "record": held.pk})


@router.post(
    "/custody/entries/{uuid:entry_id}/correct",
    response={201: bodies.Written, **ENTRY_PROBLEMS, 412: bodies.EntryProblem},
)
@consults(*SEEN)
def correct(request: HttpRequest, entry_id: UUID, body: bodies.EntryCorrection, key: Key) -> Any:
    """Correct an entry, or withdraw it. Both stay; 412 where a colleague corrected it meanwhile."""
    old = CustodyEntry.objects.filter(pk=entry_id, record__in=visible(caller_of(request))).first()
    if old is None:
        raise Http404("There is no such custody entry, or you may not see it.")
    held = record_seen(request, old.record_id)
    try:
        new = _entry(_kind(old.kind), body.entry) if body.entry is not None else None
        acting: dict[str, Any] = {"reasons": body.reasons, "override": body.override}
        with refusals():
            made = correct_entry(caller_of(request), old, new, reason=body.reason, submission=key, **acting)
    except RefusedError as refused:
        return refused.answer
    return Status(201, {"id": made.pk, "record": held.pk})


@router.get("/custody/own-detainees", response={200: list[bodies.StatusOut], **PROBLEMS})
@consults("custody:viewed", "custody.see-status")
def own(request: HttpRequest) -> Any:
    """How it stands with those whom the caller arrested and who are in custody: the status and nothing more."""
    rows = own_detainees(caller_of(request)).filter(closed_at__isnull=True).select_related("suite")
    found = list(rows.order_by("opened_at"))
    ids = [one.pk for one in found]
    consulted(request).search("own-detainees", len(ids), ids)
    states = detentions(ids)
    return [shapes.status(one, states[one.pk]) for one in found]
