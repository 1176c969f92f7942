"""Link two records: a person to another, to a vehicle, a place, an event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.records.actions.reasons import NothingToDoError
from daybook.records.code_lists import code_list
from daybook.records.kinds import RECORDS_LINKED
from daybook.records.models import Link
from daybook.records.models.common import RecordKind
from daybook.records.people import Source

OBJECTS = frozenset({RecordKind.VEHICLE, RecordKind.PHONE, RecordKind.PROPERTY_ITEM, RecordKind.DOCUMENT})


@dataclass(frozen=True, slots=True)
class LinkData:
    """What is said of a link. `role` is from the list `link-roles`; `valid_from` empty means today."""

    role: str
    valid_from: date | None = None
    grading: str = ""
    note: str = ""


def link_records(
    caller: Caller,
    one: Model,
    other: Model,
    given: LinkData,
    *,
    source: str = "daybook",
    source_key: str = "",
) -> Link:
    """Link from the first record to the second in that role. A running link like it is not made twice."""
    require(caller, "records.link")
    if one.pk == other.pk:
        raise ValueError("A record cannot be linked to itself. Choose another.")
    if given.role not in dict(roles_between(kind_of(one), kind_of(other))):
        raise ValueError("Choose how the two belong together from the list.")
    ends = {"from_kind": kind_of(one), "from_id": one.pk, "to_kind": kind_of(other), "to_id": other.pk}
    if Link.objects.filter(**ends, role=given.role, withdrawn=False, valid_to__isnull=True).exists():
        raise NothingToDoError("The two are linked like this already.")
    now = timezone.now()
    with writing(RECORDS_LINKED, caller.author, one) as page:
        columns = {"role": given.role, "grading": given.grading, "note": given.note}
        day = given.valid_from or timezone.localdate(now)
        return page.save(Link(**ends, **columns, valid_from=day, **Source(now, source, source_key).columns))


def roles_between(one: str, other: str) -> list[tuple[str, str]]:
    """The roles that may join two kinds of record, with their words."""
    side = "object" if other in OBJECTS else other
    return code_list("link-roles").choices(between=f"{one}-{side}")


def kind_of(record: Model) -> RecordKind:
    return RecordKind(record._meta.model_name or "")
