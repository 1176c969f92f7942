"""Open a custody record for a person arrested. What the arrest says is not asked again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.custody import entry_rows as rows
from daybook.custody.detention import Detention
from daybook.custody.documents import CUSTODY_RECORD
from daybook.custody.entries.arrival import Arrival
from daybook.custody.facts import Facts, offences_of
from daybook.custody.findings import NotWrittenError, Refused
from daybook.custody.models import CustodyRecord, Suite
from daybook.custody.state import detention_of
from daybook.records.entering import in_words, master_of
from daybook.records.models import Event, Person
from daybook.records.numbers import next_number
from daybook.records.reading_reports import people_in
from daybook.records.report_rows import officer_of

SERIES = "CU"


def open_record(
    caller: Caller,
    arrest: Event,
    suite: Suite,
    arrival: Arrival,
    *,
    submission: UUID,
    continues: CustodyRecord | None = None,
    reasons: Mapping[str, str] | None = None,
) -> CustodyRecord:
    """Open the record with its first entry, the arrival, and return it. The same `submission` again opens no second.

    `continues` is the earlier period on the same matter. NotWrittenError says what refuses it.
    """
    require(caller, arrival.permission)
    officer_of(caller)
    act = rows.Writing(caller, submission, reasons or {})
    with transaction.atomic():
        person = _arrested(arrest)
        if made := rows.already(act, None, arrival.slug):
            return made.record
        _refuse_elsewhere()
        _refuse_held(person, arrest, continues)
        arrival = _known(arrival, arrest, continues)
        with writing(arrival.kind(), caller.author, happened_at=arrival.happened_at) as page:
            record = CustodyRecord(
                number=next_number(SERIES),
                suite=suite,
                person=person,
                arrest=arrest,
                continues=continues,
                opened_at=timezone.now(),
            )
            before = Detention(_facts(record), ())
            rows.checked(act, record, arrival, before)
            page.about(page.save(record))
            rows.save(page, rows.row_of(act, record, arrival), record, before)
    return record


def _arrested(arrest: Event) -> Person:
    """The person arrested, locked: of two desks that book the same person in, one is told of the other."""
    if arrest.report_type != "arrest" or arrest.status != "arrested":
        raise NotWrittenError([Refused("ENTRY-2", "arrest", "A custody record needs an arrest that stands.")])
    person = next((one for role, one in people_in(arrest) if role == "arrested"), None)
    if person is None:
        raise NotWrittenError([Refused("ENTRY-2", "arrest", "This arrest names nobody who was arrested.")])
    return Person.objects.select_for_update().get(pk=person.pk)


def _refuse_elsewhere() -> None:
    """Only opening is refused: a record that is open here is kept here to its end, with its clocks."""
    if master := master_of(CUSTODY_RECORD):
        raise NotWrittenError([Refused("ENTRY-2", "arrest", in_words(CUSTODY_RECORD, master))])


def _refuse_held(person: Person, arrest: Event, continues: CustodyRecord | None) -> None:
    """Nobody is in two places: one open record a person, and one first record an arrest."""
    held = CustodyRecord.objects.filter(person=person, closed_at__isnull=True).select_related("suite").first()
    if held:
        said = f"The person is in custody already: {held.number} at {held.suite.name}."
        remedy = "Go on there, or write that they left."
        raise NotWrittenError([Refused("CELL-1", "arrest", f"{said} {remedy}")])
    if continues and continues.person_id != person.pk:
        said = f"{continues.number} is of another person. Name the earlier record of this one."
        raise NotWrittenError([Refused("ENTRY-2", "continues", said)])
    if continues is None and (earlier := CustodyRecord.objects.filter(arrest=arrest).first()):
        said = f"This arrest has its custody record: {earlier.number}. Open a new period that continues it."
        raise NotWrittenError([Refused("ENTRY-1", "arrest", said)])


def _known(arrival: Arrival, arrest: Event, continues: CustodyRecord | None) -> Arrival:
    """The arrival with what is known already: the time of the arrest, and the detention spent before on the matter."""
    known: dict[str, Any] = {}
    if arrival.arrested_at is None:
        known["arrested_at"] = arrest.happened_from
    if continues:
        before = detention_of(continues.pk)
        carried = {"carried_minutes": _carried(before, arrival.happened_at), **_brought(before)}
        known |= {name: value for name, value in carried.items() if getattr(arrival, name) is None}
    return arrival.model_copy(update=known)


def _carried(before: Detention, arrived: datetime) -> int:
    """Minutes of detention that count from the earlier period; the way to another suite counts too (s.41, s.47(6))."""
    left = before.ended_at or arrived
    counted = before.clocks.detained(left)
    if before.status == "transferred":
        counted += arrived - left
    return max(int(counted.total_seconds() // 60), 0)


def _brought(before: Detention) -> dict[str, Any]:
    """What a transfer brings beside the time spent: the reviews, when the next is due, and what lengthened detention.

    After a return on bail the review clock begins anew, with a new authorisation.
    """
    found = before.clocks
    if before.status != "transferred" or not found.reviews:
        return {}
    extended = found.limits.now.until if found.limits and len(found.limits.steps) > 1 else None
    done, following = len(found.reviews) - 1, found.reviews[-1].limit
    return {"reviews_done": done, "review_due": following, "lawful_until": extended}


def _facts(record: CustodyRecord) -> Facts:
    person, arrest = record.person, record.arrest
    return Facts(
        record=record.pk,
        number=record.number,
        person=person.pk,
        name=person.full_name,
        suite=record.suite_id,
        opened_at=record.opened_at,
        arrested_at=arrest.happened_from,
        arrested_by=arrest.officer_id,
        born=person.date_of_birth,
        apparent_age=person.apparent_age,
        sex=person.sex,
        offences=offences_of([arrest.pk]).get(arrest.pk, ()),
    )
