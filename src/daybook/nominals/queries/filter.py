"""The one permission filter of this room: who may see a record of the index, ours or another system's.

A record of another system is as closed as the people of ours with whom it is one person.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from daybook.access.caller import Caller
from daybook.access.permission import allowed
from daybook.nominals.evidence import NoSuchRecordError
from daybook.nominals.membership import in_parts
from daybook.nominals.models import OWN, IndexedRecord
from daybook.nominals.models.short import OurId
from daybook.records.models import Person
from daybook.records.queries.filter import visible as visible_records

Identity = tuple[str, str]


def visible(caller: Caller) -> QuerySet[IndexedRecord]:
    """The index rows that the caller may see."""
    rows = IndexedRecord.objects.alias(our_id=OurId("key"))
    if not allowed(caller, "nominals.see-links"):
        return rows.none()
    seen = visible_records(caller, Person).values("pk")
    hidden = rows.filter(system=OWN, nominal=OuterRef("nominal")).exclude(our_id__in=seen)
    ours = rows.filter(system=OWN, our_id__in=seen)
    others = rows.exclude(system=OWN).filter(~Exists(hidden))
    return ours | others


def shown(caller: Caller, records: Iterable[Identity]) -> set[Identity]:
    """Those of the records that the caller may see."""
    wanted, found = set(records), set[Identity]()
    for part in in_parts(sorted({key for _, key in wanted})):
        found |= set(visible(caller).filter(key__in=part).values_list("system", "key"))
    return found & wanted


def require_visible(caller: Caller, records: Iterable[Identity]) -> None:
    """Raise `NoSuchRecordError` where one of the records is not there or may not be seen: the two look alike."""
    wanted = set(records)
    refuse_missing(wanted - shown(caller, wanted))


def refuse_missing(records: Iterable[Identity]) -> None:
    """Raise `NoSuchRecordError` for the first of them."""
    for system, key in sorted(records):
        raise NoSuchRecordError(f"There is no record {key} of {system}, or you may not see it.")
