"""Who is one person, as it follows from the decisions in force and nothing else.

Because membership is worked out anew from them each time, taking a decision back leaves exactly what there would be
without it. People's decisions come first; the machine's follow, best first, and give way to every "not the same".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db.models import Q

from daybook.nominals.alone import alone
from daybook.nominals.matching.clusters.groups import Groups
from daybook.nominals.models import OWN, Decision, IndexedRecord, SourceRecord, Verdict

Identity = tuple[str, str]
Key = TypeVar("Key")
AT_ONCE = 400
"""Keys in one query."""


@dataclass(frozen=True, slots=True)
class Move:
    """A record that came to another person: the ids of both."""

    record: Identity
    person: UUID | None
    before: UUID
    after: UUID

    def as_note(self) -> dict[str, str]:
        """As an entry of the book tells it."""
        system, key = self.record
        return {"system": system, "key": key, "from": self.before.hex, "to": self.after.hex}


class JudgedOneError(ValueError):
    """People's own decisions contradict one another; the message says which way out there is."""


def settle(identities: Iterable[Identity]) -> list[Move]:
    """Bring the persons of these records, and of all whom decisions tie to them, in line with the decisions.

    Call it inside the page that writes the decisions. Raises `JudgedOneError` where people's decisions contradict.
    """
    alone()
    decisions = in_reach(identities)
    rows = rows_of(
        {end for one in decisions for end in (one.first, one.second)} | set(identities), locked=True
    )
    return _assign(rows, groups_of(sorted(rows), decisions))


def in_reach(identities: Iterable[Identity]) -> list[Decision]:
    """Decisions in force about these records and about all whom a "same" or a shared person ties to them."""
    found: dict[UUID, Decision] = {}
    seen: set[Identity] = set()
    ahead = set(identities)
    while ahead:
        seen |= ahead
        near = {one.pk: one for one in about(ahead)}
        found |= near
        tied = {end for one in near.values() for end in (one.first, one.second)} | housemates(ahead)
        ahead = tied - seen
    return list(found.values())


def about(identities: Iterable[Identity]) -> Iterator[Decision]:
    """Decisions in force that name one of the records."""
    wanted = set(identities)
    for keys in in_parts(sorted({key for _, key in wanted})):
        rows = Decision.objects.filter(Decision.IN_FORCE, Q(first_key__in=keys) | Q(second_key__in=keys))
        yield from (one for one in rows if one.first in wanted or one.second in wanted)


def rows_of(identities: Iterable[Identity], locked: bool = False) -> dict[Identity, IndexedRecord]:
    """The index rows of these records, on request locked until the transaction ends where the database can."""
    rows = IndexedRecord.objects.select_for_update() if locked else IndexedRecord.objects.all()
    wanted = set(identities)
    found = {}
    for keys in in_parts(sorted({key for _, key in wanted})):
        for row in rows.filter(key__in=keys).order_by("id"):
            if (row.system, row.key) in wanted:
                found[row.system, row.key] = row
    return found


def nominals_of(identities: Iterable[Identity]) -> dict[Identity, UUID]:
    """The person that each of these records stands under."""
    wanted = set(identities)
    found: dict[Identity, UUID] = {}
    for keys in in_parts(sorted({key for _, key in wanted})):
        rows = IndexedRecord.objects.filter(key__in=keys).values_list("system", "key", "nominal")
        found |= {(system, key): nominal for system, key, nominal in rows if (system, key) in wanted}
    return found


def groups_of(records: Sequence[Identity], decisions: Iterable[Decision]) -> list[list[Identity]]:
    """The persons: each a list of records. Raises `JudgedOneError`."""
    place = {record: number for number, record in enumerate(records)}
    known = [one for one in decisions if one.first in place and one.second in place]
    apart: defaultdict[int, set[int]] = defaultdict(set)
    for one in known:
        if one.verdict == Verdict.DIFFERENT:
            apart[place[one.first]].add(place[one.second])
            apart[place[one.second]].add(place[one.first])
    groups = Groups(len(records))
    for one in sorted(_same(known), key=_order):
        if groups.together(place[one.first], place[one.second]):
            continue
        if _conflict(groups, apart, place[one.first], place[one.second]):
            if one.by:
                raise JudgedOneError(
                    "People have judged both that these are one person and that they are not. "
                    "Undo the decision that is wrong first."
                )
            continue
        groups.join(place[one.first], place[one.second])
    return [[records[number] for number in group] for group in groups.all()]


def _same(decisions: Iterable[Decision]) -> list[Decision]:
    return [one for one in decisions if one.verdict == Verdict.SAME]


def _order(one: Decision) -> tuple[bool, bool, float, Identity, Identity]:
    """People's before the machine's, verified before unverified, then the heavier evidence."""
    return one.by is None, not one.verified, -(one.bits or 0.0), one.first, one.second


def _conflict(groups: Groups, apart: dict[int, set[int]], one: int, other: int) -> bool:
    others = set(groups.members(other))
    return any(member in apart and apart[member] & others for member in groups.members(one))


def housemates(identities: Iterable[Identity]) -> set[Identity]:
    """Records that stand under the same person as one of these."""
    mates: set[Identity] = set()
    for nominals in in_parts(sorted(set(nominals_of(identities).values()))):
        mates |= set(IndexedRecord.objects.filter(nominal__in=nominals).values_list("system", "key"))
    return mates


def _assign(rows: dict[Identity, IndexedRecord], groups: list[list[Identity]]) -> list[Move]:
    origins = origins_of(rows.values())
    moves, moved = [], []
    for group in groups:
        members = [rows[record] for record in group]
        after = oldest(members, origins)
        for row in members:
            if row.nominal != after:
                moves.append(Move((row.system, row.key), row.person, row.nominal, after))
                row.nominal = after
                moved.append(row)
    IndexedRecord.objects.bulk_update(moved, ["nominal"], batch_size=200)
    return moves


def oldest(members: Iterable[IndexedRecord], origins: dict[Identity, UUID]) -> UUID:
    """The id that all share: of our own people the oldest, else of the first source record. Ids rise with time."""
    return min((row.system != OWN, origins[row.system, row.key]) for row in members)[1]


def origins_of(rows: Collection[IndexedRecord]) -> dict[Identity, UUID]:
    """The id that each record has when it stands alone: no other record ever has it."""
    own = {(row.system, row.key): UUID(row.key) for row in rows if row.system == OWN}
    others = {(row.system, row.key): row.nominal for row in rows if row.system != OWN}
    for keys in in_parts(sorted({key for _, key in others})):
        first = SourceRecord.objects.filter(version=1, key__in=keys).values_list("system", "key", "pk")
        others |= {(system, key): pk for system, key, pk in first if (system, key) in others}
    return own | others


def in_parts(keys: list[Key]) -> Iterator[list[Key]]:
    """As many at once as one query asks for."""
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]
