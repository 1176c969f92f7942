"""A person of ours that was taken in from a record of an old system follows what changes in that record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from daybook.access.caller import Caller
from daybook.book import writing
from daybook.nominals.matching import clean
from daybook.nominals.membership import Identity
from daybook.nominals.models import OWN, IndexedRecord, SourceRecord
from daybook.nominals.models.short import OurId
from daybook.nominals.queries.sides import side_of
from daybook.nominals.taken_in import details_of, in_use
from daybook.records import people
from daybook.records.actions.correct_person import correct_person
from daybook.records.kinds import PERSON_CORRECTED
from daybook.records.models import Identifier, Link, Person, PersonName
from daybook.records.people import PersonData, Source

FOLLOWED = ("family_name", "given_names", "date_of_birth", "sex")
BESIDE = ("aliases", "identifiers", "address", "phone", "email")
UNKNOWN = ("", "0", None)


def follow_source(caller: Caller, record: Identity, reason: str) -> int:
    """Bring those who were taken in from this record to what its last version says; how many were changed.

    A value in use follows only while it is what the record said before: what an officer, fingerprints or another source
    put in its place stands. What was said before stays to be seen, and what was emptied there is left.
    """
    versions = SourceRecord.objects.filter(system=record[0], key=record[1]).order_by("-version")[:2]
    if len(versions) < 2 or versions[0].gone:
        return 0
    now, before = (_said(one) for one in versions)
    at = versions[0].received_at
    return sum(
        _follow(caller, one, Source(at, *record), before, now, reason) for one in taken_in_from(record)
    )


def changed_anew(records: Sequence[Identity]) -> set[Identity]:
    """Those of these records that were held before in another version."""
    keys = [key for _, key in records]
    later = SourceRecord.objects.filter(key__in=keys, version__gt=1).values_list("system", "key")
    return set(records) & set(later) if keys else set()


def taken_in_from(record: Identity) -> list[Person]:
    """People of ours who began with what this record says, and are still one person with it."""
    system, key = record
    whose = IndexedRecord.objects.filter(system=system, key=key).values("nominal")
    ours = IndexedRecord.objects.filter(system=OWN, nominal__in=whose)
    origin = {"source": system, "source_key": key}
    began = (
        Exists(PersonName.objects.filter(person=OuterRef("pk"), **origin))
        | Exists(Identifier.objects.filter(person=OuterRef("pk"), **origin))
        | Exists(Link.objects.filter(from_id=OuterRef("pk"), **origin))
    )
    return list(Person.objects.filter(began, pk__in=ours.values(our_id=OurId("key"))).order_by("pk"))


@dataclass(frozen=True, slots=True)
class Said:
    """What a version of the record says: of the columns of a person, and beside them."""

    used: PersonData
    details: PersonData


def _said(version: SourceRecord) -> Said:
    written = version.as_written()
    used, _ = in_use([side_of(written)], lambda side: clean(side.written))
    return Said(used, details_of(written, used))


def _follow(caller: Caller, person: Person, origin: Source, before: Said, now: Said, reason: str) -> bool:
    columns = _columns(person, before.used, now.used)
    beside = _beside(before.details, now.details)
    with transaction.atomic():
        if columns:
            words = {"source": origin.name, "source_key": origin.key, "reason": reason}
            correct_person(caller, person, columns, is_master=True, **words)
        if beside:
            _add(caller, person, beside, origin, reason)
    return bool(columns or beside)


def _columns(person: Person, before: PersonData, now: PersonData) -> dict[str, Any]:
    """The columns that say the new where ours says the old. A birth of which a part is not known is no new one."""
    followed = FOLLOWED if not now.birth_year_only else tuple(it for it in FOLLOWED if it != "date_of_birth")
    return {
        name: new
        for name in followed
        if (new := getattr(now, name)) not in (*UNKNOWN, getattr(before, name))
        and getattr(person, name) == getattr(before, name)
    }


def _beside(before: PersonData, now: PersonData) -> dict[str, Any]:
    """What it says now beside the columns and did not say before."""
    new = {name: getattr(now, name) for name in BESIDE if getattr(now, name) != getattr(before, name)}
    return {name: value for name, value in new.items() if value}


def _add(caller: Caller, person: Person, beside: dict[str, Any], origin: Source, reason: str) -> None:
    """Address, numbers and the rest beside those there were: an address of the same source ends its former one."""
    with transaction.atomic():
        held = Person.objects.select_for_update().get(pk=person.pk)
        with writing(PERSON_CORRECTED, caller.author, held) as page:
            page.note(reason=reason, fields=sorted(beside), source=origin.name)
            people.add_details(page, held, PersonData(**beside), origin)
