"""What stands around one system: who gives it something, and who takes something from it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from daybook.estate.models import Interface, System


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The system at the other end of an interface, whose id and number are `key` and `interface`.

    `detail`: how, how critical, how much, what.
    """

    id: UUID
    name: str
    number: str
    key: UUID
    interface: str
    detail: str


@dataclass(frozen=True, slots=True)
class Neighbours:
    gives: list[Neighbour]
    takes: list[Neighbour]

    @property
    def keys(self) -> set[UUID]:
        """Ids of the interfaces."""
        return {one.key for one in (*self.gives, *self.takes)}


def neighbours(system: UUID) -> Neighbours:
    """Through interfaces that have not ended, by name: one query."""
    rows = Interface.objects.filter(Q(source=system) | Q(target=system), ended_on__isnull=True)
    gives, takes = [], []
    for row in rows.select_related("source", "target"):
        is_target = row.target_id == system
        other = _neighbour(row.source if is_target else row.target, row)
        if is_target or row.both_ways:
            gives.append(other)
        if not is_target or row.both_ways:
            takes.append(other)
    return Neighbours(sorted(gives, key=_by_name), sorted(takes, key=_by_name))


def _by_name(one: Neighbour) -> tuple[str, str]:
    return one.name, one.interface


def _neighbour(other: System, row: Interface) -> Neighbour:
    return Neighbour(other.pk, other.name, other.number, row.pk, row.number, _detail(row))


def _detail(row: Interface) -> str:
    parts = [
        row.get_type_display(),
        f"{row.criticality} criticality" if row.criticality else "",
        f"{row.volume_month:,} a month" if row.volume_month else "",
        ", ".join(row.what),
        "both ways" if row.both_ways else "",
    ]
    return "; ".join(part for part in parts if part)
