"""From a leased delivery to a parcel: the report's document, the effective verb, the frozen payload."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from daybook.book.asked import asked
from daybook.book.author import system as system_author
from daybook.book.changed import write
from daybook.book.pages import Line, append_many
from daybook.legacy import kinds
from daybook.legacy.engine.claim import still_held
from daybook.legacy.engine.ports import CannotEncode, Document, OldSystem, Outcome, Parcel
from daybook.legacy.models import Delivery, Reference, State, Verb
from daybook.legacy.switch.left_out import OURS_ONLY, LeftOut

log = logging.getLogger(__name__)
FROZEN = ("verb", "payload", "losses", "mapping_version", "exposed", "sent_at")
NOT_FOR_IT = "not-wanted"
Documents = Callable[[Delivery], Document]
"""What a delivery tells, as it stands now."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A delivery with either a parcel to send or an outcome that makes sending needless."""

    row: Delivery
    parcel: Parcel | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What the systems know of a record: the verb this one confirmed last, and what each calls it."""

    told: str
    references: dict[str, str]


@dataclass(frozen=True, slots=True)
class Making:
    """What new parcels for one system are made with: the documents, and which functions get nothing more."""

    documents: Documents
    left_out: LeftOut


def prepare(system: OldSystem, rows: list[Delivery], documents: Documents) -> list[Prepared]:
    """Encode what was not sent before; what may have arrived keeps its payload to the letter."""
    ids = {row.record_id for row in rows}
    told = last_confirmed(system.name, ids)
    references = references_of(ids)
    making = Making(documents, LeftOut(system.name))
    return [
        _one(system, row, Known(told.get(row.record_id, ""), references.get(row.record_id, {})), making)
        for row in rows
    ]


def references_of(ids: Iterable[UUID]) -> dict[UUID, dict[str, str]]:
    """What each system calls these records: record to system to reference."""
    found: dict[UUID, dict[str, str]] = {}
    for record, system, reference in _references(records=list(ids)):
        found.setdefault(record, {})[system] = reference
    return found


@asked
def _references(records: Iterable[UUID]) -> QuerySet[Reference, tuple[UUID, str, str]]:
    return Reference.objects.filter(record_id__in=records).values_list("record_id", "system", "reference")


def last_confirmed(name: str, ids: Iterable[UUID]) -> dict[UUID, str]:
    """The verb that the system last confirmed for each record: what it believes of it."""
    return dict(_confirmed(name=name, records=list(ids)))


@asked
def _confirmed(name: str, records: Iterable[UUID]) -> QuerySet[Delivery, tuple[UUID, str]]:
    confirmed = Delivery.objects.filter(system=name, record_id__in=records, state=State.CONFIRMED)
    return confirmed.order_by("seq").values_list("record_id", "verb")


def effective_verb(verb: str, told: str) -> Verb | None:
    """What the system must be told, given what it was told last; None where there is nothing to tell."""
    knows = told in (Verb.CREATE, Verb.AMEND)
    if verb == Verb.WITHDRAW:
        return Verb.WITHDRAW if knows else None
    return Verb.AMEND if knows else Verb.CREATE


def _one(system: OldSystem, row: Delivery, known: Known, making: Making) -> Prepared:
    again = row.exposed
    try:
        refused = None if again else _encode(system, row, known, making)
    except CannotEncode as error:
        refused = Outcome(
            "refused",
            code="MAPPING",
            field=error.field,
            reason=error.problem,
            remedy=error.remedy,
            reached=False,
        )
    except Exception as error:
        log.exception("delivery %s could not be prepared", row.id)
        refused = _fault(error)
    if refused:
        return Prepared(row, outcome=refused)
    body = bytes(row.payload or b"")
    reference = known.references.get(system.name, "")
    parcel = Parcel(row.key, row.verb, row.report, body, row.record_id, reference, again, row.attempts)
    return Prepared(row, parcel)


def _encode(system: OldSystem, row: Delivery, known: Known, making: Making) -> Outcome | None:
    if row.verb == Verb.ERASE:
        return _encode_erasure(system, row, making.documents(row))
    if row.report in making.left_out:
        return Outcome("skipped", code=OURS_ONLY, reason=making.left_out.reason(row.report), reached=False)
    verb = Verb(row.verb) if row.part_id else effective_verb(row.verb, known.told)
    if verb is None:
        why = "has taken this back before" if known.told else "was never told of this"
        reason = f"{system.title} {why}, so there is nothing to take back."
        return Outcome("skipped", code=NOT_FOR_IT, reason=reason, reached=False)
    document = {**making.documents(row), "key": row.key, "verb": verb.value, "references": known.references}
    unwanted = system.unwanted(document) if verb == Verb.CREATE else None
    if unwanted:
        return Outcome("skipped", code=NOT_FOR_IT, reason=unwanted, reached=False)
    row.verb = verb
    _put_in_form(system, row, document)
    return None


def _encode_erasure(system: OldSystem, row: Delivery, document: Document) -> Outcome | None:
    """Also of a function that is ours only: what the system was told before is still there."""
    if not document:
        reason = "Somebody said meanwhile that it is erased there."
        return Outcome("skipped", code=NOT_FOR_IT, reason=reason, reached=False)
    _put_in_form(system, row, {**document, "key": row.key, "verb": row.verb})
    return None


def _put_in_form(system: OldSystem, row: Delivery, document: Document) -> None:
    encoded = system.encode(document)
    row.payload, row.mapping_version = encoded.body, system.version
    row.losses = [dict(loss) for loss in encoded.losses]


def _fault(error: Exception) -> Outcome:
    return Outcome(
        "refused",
        code="DAYBOOK",
        reason=f"Daybook could not put the report into this system's form ({type(error).__name__}).",
        remedy="Send again once; if it comes back, tell those who keep Daybook and name this delivery.",
        reached=False,
    )


def freeze(prepared: list[Prepared], holder: str, now: datetime) -> list[Prepared]:
    """Commit the payloads before anything is sent; gives back those whose lease is still ours.

    A row that was exposed without a filed outcome (its worker died) gets its disclosure entry here.
    """
    with transaction.atomic():
        held = still_held([each.row for each in prepared], holder)
        kept = [each for each in prepared if each.row.id in held]
        going = [each.row for each in kept if each.parcel]
        lines = [_unwitnessed(row, now) for row in going if row.exposed and row.sent_at is None]
        for row in going:
            row.exposed = True
        write(going, FROZEN)
        append_many(lines)
    return kept


def _unwitnessed(row: Delivery, now: datetime) -> Line:
    row.sent_at = now
    notes = {"system": row.system, "delivery": row.id.hex, "key": row.key, "certain": False}
    return Line(kinds.SENT, system_author("deliver"), row.record_type, row.record_id, notes)
