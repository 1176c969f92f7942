"""What users do in this room, for the API and the command line; see `daybook.access.deeds`."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import AwareDatetime, Field

from daybook.access.caller import Caller
from daybook.access.deeds import Answer, Body, deed, record_id
from daybook.custody.actions.correct_entry import correct_entry
from daybook.custody.actions.open_record import open_record
from daybook.custody.actions.review_override import review_override
from daybook.custody.actions.set_up_suite import set_up_suite
from daybook.custody.actions.write_entry import write_entry
from daybook.custody.entries import EntryKind, all_kinds
from daybook.custody.entries.arrival import Arrival
from daybook.custody.models import CustodyEntry, CustodyRecord, Suite
from daybook.custody.queries.filter import visible
from daybook.records.deeds import found
from daybook.records.models import Event


class CustodyOpening(Body):
    """`submission` is what the API calls Idempotency-Key; `suite` is its code."""

    arrest: UUID
    suite: str
    submission: UUID
    arrival: dict[str, Any]
    continues: UUID | None = None
    reasons: dict[str, str] = {}


class CustodyWriting(Body):
    record: UUID
    kind: str
    submission: UUID
    entry: dict[str, Any]
    reasons: dict[str, str] = {}
    override: str = ""
    noted_at: AwareDatetime | None = None


class CustodyCorrection(Body):
    """`entry` as it shall stand; null withdraws it."""

    corrects: UUID
    submission: UUID
    entry: dict[str, Any] | None
    reason: str
    reasons: dict[str, str] = {}
    override: str = ""


class OverrideReview(Body):
    override: UUID
    finding: str


class NewSuite(Body):
    """`cells` are named as on their doors."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    code: Annotated[str, Field(max_length=12)]
    cells: Annotated[list[Annotated[str, Field(max_length=12)]], Field(max_length=200)]
    ou: Annotated[str, Field(max_length=7)] = ""
    station: Annotated[str, Field(max_length=60)] = ""


def _record(caller: Caller, key: UUID) -> CustodyRecord:
    record = visible(caller).filter(pk=key).first()
    if record is None:
        raise LookupError(f"There is no such custody record, or you may not see it: {key}.")
    return record


def _kind(slug: str) -> type[EntryKind]:
    kind = all_kinds().get(slug)
    if kind is None or kind.house:
        raise LookupError(f"There is no such kind of custody entry: {slug}.")
    return kind


@deed(
    "open-custody-record",
    "Open a custody record",
    "custody.book-in",
    open_record,
    "custody:open",
    api="POST /custody/records",
)
def _open(caller: Caller, body: CustodyOpening) -> Answer:
    event = found(caller, Event, body.arrest)
    suite = Suite.objects.filter(code=body.suite).first()
    if suite is None:
        raise LookupError(f"There is no custody suite of the code {body.suite}.")
    earlier = _record(caller, body.continues) if body.continues else None
    acting: dict[str, Any] = {"submission": body.submission, "continues": earlier, "reasons": body.reasons}
    made = open_record(caller, event, suite, Arrival.model_validate(body.arrival), **acting)
    return {**record_id(made), "number": made.number}


@deed(
    "write-custody-entry",
    "Write an entry into a custody record",
    "custody.care",
    write_entry,
    "custody:tap",
    api="POST /custody/records/{custody_id}/entries",
)
def _write(caller: Caller, body: CustodyWriting) -> Answer:
    record = _record(caller, body.record)
    entry = _kind(body.kind).model_validate(body.entry)
    acting = body.model_dump(include={"submission", "reasons", "override", "noted_at"})
    return record_id(write_entry(caller, record, entry, **acting))


@deed(
    "correct-custody-entry",
    "Correct an entry of a custody record",
    "custody.care",
    correct_entry,
    "custody:correct",
    api="POST /custody/entries/{entry_id}/correct",
)
def _correct(caller: Caller, body: CustodyCorrection) -> Answer:
    old = CustodyEntry.objects.filter(pk=body.corrects, record__in=visible(caller)).first()
    if old is None:
        raise LookupError(f"There is no such custody entry, or you may not see it: {body.corrects}.")
    new = _kind(old.kind).model_validate(body.entry) if body.entry is not None else None
    acting = body.model_dump(include={"submission", "reason", "reasons", "override"})
    return record_id(correct_entry(caller, old, new, **acting))


@deed(
    "review-override",
    "Review a rule set aside in custody",
    "access.audit",
    review_override,
    "custody:review-override",
)
def _review(caller: Caller, body: OverrideReview) -> Answer:
    return record_id(review_override(caller, body.override, body.finding))


@deed(
    "set-up-suite",
    "Set up a custody suite",
    "custody.keep-suites",
    set_up_suite,
    "custody:new-suite",
)
def _set_up(caller: Caller, body: NewSuite) -> Answer:
    return record_id(set_up_suite(caller, **body.model_dump()))
