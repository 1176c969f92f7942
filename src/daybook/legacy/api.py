"""The HTTP API of this room: where reports stand in the old systems, and the exceptions desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest
from ninja import Router, Schema, Status
from ninja.errors import HttpError

from daybook.access.api_base import PROBLEMS, Problem
from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.views_guard import consults, signed_on
from daybook.custody.queries.filter import SEE as SEE_CUSTODY
from daybook.custody.queries.filter import visible as visible_custody
from daybook.legacy import queries
from daybook.legacy.actions import pause as pauses
from daybook.legacy.actions import resend as resends
from daybook.legacy.actions.errors import CannotDo
from daybook.legacy.actions.withdraw import withdraw
from daybook.legacy.find import page as found_page
from daybook.legacy.models import Delivery, Difference, Reading, Reconciliation
from daybook.legacy.switch import queries as switch_queries
from daybook.legacy.switch.standing import Standing
from daybook.legacy.their_entries import Line, beside, lines
from daybook.records.models import Event
from daybook.records.queries.filter import visible

router = Router(tags=["legacy"])
SEE, WORK, RUN = "legacy.see-deliveries", "legacy.work-exceptions", "legacy.run-systems"
MOST = 200


class DeliveryOut(Schema):
    """One report on its way to one old system. `losses`: what its form could not hold."""

    id: UUID
    record_id: UUID
    system: str
    report: str
    verb: str
    state: str
    attempts: int
    reference: str
    code: str
    field: str
    reason: str
    remedy: str
    losses: list[dict[str, Any]]
    created_at: datetime
    sent_at: datetime | None
    confirmed_at: datetime | None
    next_try_at: datetime


class TypedThereOut(Schema):
    """An entry of a custody record as an old system holds it. `source`: that system and its number there; `what` the
    kind of entry in words; `by` the officer's number there; `entered` the day it got it, `read_at` when it was read in.
    `changed`: the entry of ours that reads otherwise there. `gone`: it is not there, or not in force, any more.
    """

    id: UUID
    source: str
    at: datetime | None
    what: str
    words: str
    notes: list[str]
    by: str
    entered: date | None
    read_at: datetime
    gone: bool
    changed: UUID | None


class OldSystemOut(Schema):
    """How an old system stands: up, slow, down, paused, resting or unheard. `host`: sentences about the host that
    delivers to it, where another one does; unheard is such a system whose host was not heard of lately.

    `read_in` says in words how far it is read; `read_at` is when it was last read to its end, `gone` counts records
    that are no longer there, `differing` those that hold other values than ours.
    """

    name: str
    title: str
    state: str
    waiting: int
    oldest_waiting_since: datetime | None
    confirmed_today: int
    refused_today: int
    opens_at: datetime | None
    read_in: str
    read_at: datetime | None
    known: int
    gone: int
    differing: int
    host: list[str]


class SearchedFor(Schema):
    words: str


class FoundOut(Schema):
    """A record of an old system, as it stands there, or, with `read_at`, as it was read in then. `known`: what it is in
    Daybook; empty where it is not. `what`: what kind of record it is, and what they are in it."""

    place: int
    reference: str
    what: str
    name: str
    facts: dict[str, list[str]]
    entered: date | None
    read_at: datetime | None
    known: str


class AskedOut(Schema):
    """What one old system said: answered, copy (it cannot be asked), silent (no answer in time) or closed (not asked;
    `problem` says why). `read_at`: the records are those of our copy of it, which was read last then."""

    ask: UUID
    system: str
    title: str
    state: str
    problem: str
    asked_at: datetime
    answered_at: datetime | None
    read_at: datetime | None
    records: list[FoundOut]

    @staticmethod
    def of(answer: found_page.Answer) -> AskedOut:
        row = answer.ask
        return AskedOut(
            ask=row.pk, system=row.system, title=answer.title, state=row.state, problem=row.problem,
            asked_at=row.asked_at, answered_at=row.answered_at, read_at=row.read_at,
            records=[_found(each) for each in answer.records],
        )  # fmt: skip


def _found(one: found_page.Shown) -> FoundOut:
    facts = {label: list(values) for label, values in one.side.facts if values}
    return FoundOut(
        place=one.place, reference=one.number, what=one.what, name=one.side.name, facts=facts, entered=one.entered,
        read_at=one.read_at, known=one.known,
    )  # fmt: skip


class ReconciliationOut(Schema):
    """One comparison. `ours`: records that the system confirmed; `theirs`: those its extract holds in force."""

    id: UUID
    system: str
    state: str
    asked_at: datetime
    finished_at: datetime | None
    problem: str
    ours: int
    theirs: int
    alike: int
    only_here: int
    only_there: int
    differs: int
    on_the_way: int
    earlier: int


class DifferenceOut(Schema):
    """One record that is not alike on both sides. Its values stand on its page."""

    id: UUID
    kind: str
    report: str
    key: str
    reference: str
    record_id: UUID | None
    fields: list[str]
    repaired_at: datetime | None
    settled_at: datetime | None
    settled_reason: str

    @staticmethod
    def resolve_fields(row: Difference) -> list[str]:
        return [each["field"] for each in row.values]


class SwitchOut(Schema):
    """Who is master of one kind of record. `obstacle`: why it cannot be turned on now, and what it needs.

    `locked`: its form here is locked. `not_sole`: why the old system cannot be its only place of entry.
    """

    function: str
    position: str
    since: datetime | None
    clean_days: int | None
    needed_days: int | None
    may_go_on: bool
    obstacle: str
    locked: bool
    not_sole: str
    proposed: UUID | None

    @staticmethod
    def of(each: Standing) -> SwitchOut:
        return SwitchOut(
            function=each.function,
            position=each.position,
            since=each.turn.turned_at if each.turn else None,
            clean_days=each.clean.clean if each.clean else None,
            needed_days=each.clean.needed if each.clean else None,
            may_go_on=each.may_go_on,
            obstacle=each.obstacle,
            locked=each.is_locked,
            not_sole=each.not_sole,
            proposed=each.waiting.pk if each.waiting else None,
        )


class Reason(Schema):
    reason: str = ""


class Cause(Schema):
    system: str
    code: str


class Count(Schema):
    count: int


@contextmanager
def refusals() -> Iterator[None]:
    """What an action refuses, with its sentence; what is not there, as such."""
    try:
        yield
    except CannotDo as error:
        raise HttpError(409, str(error)) from None
    except Delivery.DoesNotExist:
        raise Http404("There is no such delivery.") from None


@router.get("/events/{uuid:event_id}/deliveries", response={200: list[DeliveryOut], **PROBLEMS})
@consults("event:viewed", SEE)
def deliveries(request: HttpRequest, event_id: UUID) -> list[Delivery]:
    """All deliveries of a report, the newest first."""
    caller = caller_of(request)
    if not visible(caller, Event).filter(pk=event_id).exists():
        raise Http404("There is no such report, or you may not see it.")
    consulted(request).add("event", event_id, part="deliveries")
    return list(queries.deliveries_of(caller, event_id))


@router.get("/custody/records/{uuid:custody_id}/typed-there", response={200: list[TypedThereOut], **PROBLEMS})
@consults("custody:viewed", SEE_CUSTODY)
def typed_there(request: HttpRequest, custody_id: UUID) -> list[Line]:
    """What was typed of a custody record in old systems, in the order it happened. It is no part of the record."""
    if not visible_custody(caller_of(request)).filter(pk=custody_id).exists():
        raise Http404("There is no such custody record, or you may not see it.")
    consulted(request).add("custodyrecord", custody_id, part="typed-there")
    return lines(beside(custody_id))


@router.get("/old-systems", response={200: list[OldSystemOut], **PROBLEMS})
@signed_on(SEE)
def systems(request: HttpRequest) -> list[OldSystemOut]:
    """Every joined system and how it stands."""
    return [
        OldSystemOut(
            name=each.system.name,
            title=each.system.title,
            state=each.state,
            waiting=each.waiting,
            oldest_waiting_since=each.oldest,
            confirmed_today=each.confirmed_today,
            refused_today=each.refused_today,
            opens_at=each.opens_at,
            read_in=each.read_words,
            host=each.far_words,
            **_read(each.reading),
        )
        for each in queries.health(caller_of(request))
    ]


def _read(row: Reading | None) -> dict[str, Any]:
    row = row or Reading()
    return {"read_at": row.read_at, "known": row.known, "gone": row.gone, "differing": row.differing}


@router.post("/old-systems/{slug:name}/pause", response={204: None, **PROBLEMS, 409: Problem})
@signed_on(RUN)
def pause(request: HttpRequest, name: str, body: Reason) -> Status[None]:
    """Send nothing more to a system until it is resumed."""
    with refusals():
        pauses.pause(caller_of(request), name, body.reason)
    return Status(204, None)


@router.post("/old-systems/{slug:name}/resume", response={204: None, **PROBLEMS, 409: Problem})
@signed_on(RUN)
def resume(request: HttpRequest, name: str) -> Status[None]:
    """Send to it again; one that did not answer is tried at once."""
    with refusals():
        pauses.resume(caller_of(request), name)
    return Status(204, None)


@router.post("/old-systems/search", response={200: list[AskedOut], **PROBLEMS})
@consults("old-system:asked", "records.search", always=False)
def search_old_systems(request: HttpRequest, body: SearchedFor) -> list[AskedOut]:
    """What each joined system has of a person, by the words of a search; waits until all have answered, at most 5 s.

    Each asking is written as a look when its answer comes. `ask` and `place` name a record for `take-in-found`.
    """
    caller, search = caller_of(request), uuid4()
    found_page.ask(caller, search, body.words)
    return [AskedOut.of(each) for each in found_page.answers(caller, found_page.waited_for(caller, search))]


@router.get("/old-systems/{slug:name}/switches", response={200: list[SwitchOut], **PROBLEMS})
@signed_on(SEE)
def switches(request: HttpRequest, name: str) -> list[SwitchOut]:
    """Who is master of each kind of record that a system takes."""
    found = switch_queries.switches(caller_of(request), name)
    if not found:
        raise Http404("There is no joined system of that name.")
    return [SwitchOut.of(each) for each in found]


@router.get("/old-systems/{slug:name}/reconciliations", response={200: list[ReconciliationOut], **PROBLEMS})
@signed_on(WORK)
def reconciliations(request: HttpRequest, name: str) -> list[Reconciliation]:
    """The comparisons of a system with the book, the newest first (at most 100)."""
    return queries.reconciliations(caller_of(request), name)


@router.get("/old-systems/{slug:name}/differences", response={200: list[DifferenceOut], **PROBLEMS})
@consults("event:viewed", WORK)
def differences(request: HttpRequest, name: str, kind: str = "", page: int = 1) -> list[Difference]:
    """What the latest comparison found, 200 to a page; `kind` is only-here, only-there or differs."""
    found = queries.differences(caller_of(request), name)
    found = found.filter(kind=kind) if kind else found
    start = (min(max(page, 1), 10_000) - 1) * MOST
    rows = list(found[start : start + MOST])
    consulted(request).search("reconciliation", len(rows), [row.record_id for row in rows if row.record_id])
    return rows


@router.get("/exceptions", response={200: list[DeliveryOut], **PROBLEMS})
@consults("event:viewed", WORK)
def exceptions(request: HttpRequest, system: str = "", code: str = "") -> list[Delivery]:
    """The newest exceptions (at most 200), of one system or cause if asked."""
    found = queries.exceptions(caller_of(request))
    found = found.filter(system=system) if system else found
    rows = list((found.filter(code=code) if code else found)[:MOST])
    consulted(request).search("exceptions", len(rows), [row.record_id for row in rows])
    return rows


@router.post("/exceptions/send-again", response={200: Count, **PROBLEMS, 409: Problem})
@signed_on(WORK)
def resend_all(request: HttpRequest, body: Cause) -> Count:
    """Send all exceptions of one cause again."""
    return Count(count=resends.resend_all(caller_of(request), body.system, body.code))


@router.post("/deliveries/{uuid:delivery_id}/send-again", response={204: None, **PROBLEMS, 409: Problem})
@signed_on(WORK)
def resend(request: HttpRequest, delivery_id: UUID) -> Status[None]:
    """Send one delivery again now."""
    with refusals():
        resends.resend(caller_of(request), delivery_id)
    return Status(204, None)


@router.post("/deliveries/{uuid:delivery_id}/withdraw", response={204: None, **PROBLEMS, 409: Problem})
@signed_on(WORK)
def take_back(request: HttpRequest, delivery_id: UUID, body: Reason) -> Status[None]:
    """Take one back, with the reason."""
    with refusals():
        withdraw(caller_of(request), delivery_id, body.reason)
    return Status(204, None)
