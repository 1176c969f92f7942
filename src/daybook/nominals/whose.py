"""Whose some records are now, and who else is one person with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from daybook.nominals.membership import Identity, in_parts, nominals_of
from daybook.nominals.models import IndexedRecord


@dataclass(frozen=True, slots=True)
class Whose:
    """`nominals`: the person of each record; `members`: all records of each of these persons, the oldest first."""

    nominals: Mapping[Identity, UUID]
    members: Mapping[UUID, list[Identity]]

    @classmethod
    def of(cls, records: Iterable[Identity]) -> Whose:
        """As it stands in the index; records that it does not hold are nobody's."""
        nominals, members = dict[Identity, UUID](), dict[UUID, list[Identity]]()
        for part in in_parts(sorted(set(nominals_of(records).values()))):
            rows = IndexedRecord.objects.filter(nominal__in=part).order_by("id")
            for system, key, nominal in rows.values_list("system", "key", "nominal"):
                nominals[system, key] = nominal
                members.setdefault(nominal, []).append((system, key))
        return cls(nominals, members)

    def with_them(self, record: Identity) -> list[Identity]:
        """The record and whoever is one person with it."""
        nominal = self.nominals.get(record)
        return [record] if nominal is None else self.members[nominal]

    def together(self, one: Identity, other: Identity) -> bool:
        """Whether the two are one person."""
        return one in self.nominals and self.nominals[one] == self.nominals.get(other)

    def persons(self, one: Identity, other: Identity) -> frozenset[UUID | None]:
        """The persons of the two."""
        return frozenset((self.nominals.get(one), self.nominals.get(other)))
