"""Take in somebody whom only old systems know: a person of ours is made of their records."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.nominals.alone import alone
from daybook.nominals.evidence import NoSuchRecordError, evidence_of
from daybook.nominals.indexing import index_people
from daybook.nominals.judging import judgement, move, write_decision
from daybook.nominals.kinds import PERSON_TAKEN_IN
from daybook.nominals.membership import Identity, rows_of
from daybook.nominals.models import OWN, IndexedRecord, Verdict
from daybook.nominals.queries.filter import visible
from daybook.nominals.queries.persons import current
from daybook.nominals.queries.sides import sides_of
from daybook.nominals.taken_in import details_of, in_order, in_use
from daybook.records import people


def take_in(caller: Caller, nominal: UUID) -> UUID:
    """The id of our person for this one, made in one entry from all their records; of whoever is ours already, theirs.

    Raises `NoSuchRecordError` where there is no such person or the caller may not see them.
    """
    require(caller, "records.record-person")
    with transaction.atomic():
        alone()
        records = _records(caller, current(nominal) or nominal)
        rows_of(records, locked=True)
        if ours := [UUID(key) for system, key in records if system == OWN]:
            return min(ours)
        return _make(caller, records)


def _records(caller: Caller, nominal: UUID) -> list[Identity]:
    rows = visible(caller).filter(nominal=nominal).order_by("id")
    found = list(rows.values_list("system", "key"))
    if not found or len(found) != IndexedRecord.objects.filter(nominal=nominal).count():
        raise NoSuchRecordError("There is no such person, or you may not see them.")
    return found


def _make(caller: Caller, records: list[Identity]) -> UUID:
    """The person with what their records say, and the decision that ties them to the record they are named after."""
    sides = list(sides_of(records).values())
    (used, main), now = in_use(sides), timezone.now()
    with writing(PERSON_TAKEN_IN, caller.author) as page:
        person = people.new_person(page, used, now, *main.record)
        for side in in_order(sides):
            people.add_details(page, person, details_of(side.written, used), people.Source(now, *side.record))
        index_people([person.pk])
        ours = OWN, str(person.pk)
        why = f"Taken in from {main.title}."
        write_decision(
            page, judgement(caller, evidence_of(ours, main.record), Verdict.SAME, uuid7(), reason=why)
        )
        move(page, [ours, *records])
        page.about(person)
    return person.pk
