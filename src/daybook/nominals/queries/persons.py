"""Who is one person, asked by id: all records of a person, and where an id of before leads now."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from daybook.nominals.models import OWN, IndexedRecord, SourceRecord

AT_ONCE = 400
"""Keys in one query."""


def people_of(person: UUID) -> list[UUID]:
    """The ids of all our people who are the same person as this one, the oldest first."""
    persons = IndexedRecord.objects.filter(system=OWN, key=str(person)).values("nominal")
    rows = IndexedRecord.objects.filter(system=OWN, nominal__in=persons).values_list("key", flat=True)
    return sorted(map(UUID, rows))


def current(nominal: UUID) -> UUID | None:
    """Where an id leads today: an id that was retired by a link leads to the survivor; None for no such id."""
    ours = (
        IndexedRecord.objects.filter(system=OWN, key=str(nominal)).values_list("nominal", flat=True).first()
    )
    if ours is not None:
        return ours
    source = SourceRecord.objects.filter(pk=nominal).first()
    if source is None:
        return None
    rows = IndexedRecord.objects.filter(system=source.system, key=source.key)
    return rows.values_list("nominal", flat=True).first()


def oldest_of(people: Iterable[UUID]) -> dict[UUID, UUID]:
    """For each of our people that is indexed, the id of the oldest of ours that is the same person."""
    keys, found = [str(person) for person in people], dict[UUID, UUID]()
    for start in range(0, len(keys), AT_ONCE):
        rows = IndexedRecord.objects.filter(system=OWN, key__in=keys[start : start + AT_ONCE])
        found.update((UUID(key), nominal) for key, nominal in rows.values_list("key", "nominal"))
    return found
