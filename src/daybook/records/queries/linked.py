"""What is linked to a record: the running links, and what they lead to as far as the caller may see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model, Q

from daybook.access.caller import Caller
from daybook.records.models import (
    Document,
    Event,
    Link,
    Location,
    Person,
    Phone,
    PropertyItem,
    Vehicle,
)
from daybook.records.models.common import RecordKind
from daybook.records.queries.filter import visible

TABLES: dict[str, type[Model]] = {
    RecordKind.PERSON: Person,
    RecordKind.LOCATION: Location,
    RecordKind.EVENT: Event,
    RecordKind.VEHICLE: Vehicle,
    RecordKind.PHONE: Phone,
    RecordKind.PROPERTY_ITEM: PropertyItem,
    RecordKind.DOCUMENT: Document,
}
MOST_LINKS = 500


@dataclass(frozen=True, slots=True)
class Tie:
    """One link seen from one record: the other record, its kind, and whether the link points to it."""

    link: Link
    kind: str
    other: Any
    outward: bool

    @property
    def role(self) -> str:
        return self.link.role

    @property
    def running(self) -> bool:
        return self.link.valid_to is None and not self.link.withdrawn


def links_of(caller: Caller, record_id: UUID, *, without: Iterable[str] = ()) -> list[Link]:
    """The newest links of a record that were not withdrawn, ended ones included.

    `without` names kinds of record that shall not be on the other side.
    """
    outward, inward = Q(from_id=record_id), Q(to_id=record_id)
    for kind in without:
        outward &= ~Q(to_kind=kind)
        inward &= ~Q(from_kind=kind)
    links = visible(caller, Link).filter(outward | inward, withdrawn=False)
    return list(links.order_by("-asserted_at", "pk")[:MOST_LINKS])


def ties_of(caller: Caller, record_id: UUID, *, without: Iterable[str] = ()) -> list[Tie]:
    """The links of a record with the records on their other side, one query for each kind of record."""
    ends = [_other_end(link, record_id) for link in links_of(caller, record_id, without=without)]
    found = fetch(caller, ((kind, key) for _, kind, key, _ in ends))
    return [
        Tie(link, kind, found[kind, key], outward)
        for link, kind, key, outward in ends
        if (kind, key) in found
    ]


def fetch(caller: Caller, wanted: Iterable[tuple[str, UUID]]) -> dict[tuple[str, UUID], Any]:
    """Records of several kinds by kind and id; those the caller may not see are missing."""
    ids: dict[str, set[UUID]] = defaultdict(set)
    for kind, key in wanted:
        ids[kind].add(key)
    return {
        (kind, record.pk): record
        for kind, keys in ids.items()
        for record in visible(caller, TABLES[kind]).filter(pk__in=keys)
    }


def _other_end(link: Link, record_id: UUID) -> tuple[Link, str, UUID, bool]:
    if link.from_id == record_id:
        return link, link.to_kind, link.to_id, True
    return link, link.from_kind, link.from_id, False
