"""A digest of all that a caller may know of a person: who decides names it, and is told if it is another by then."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from daybook.access.caller import Caller
from daybook.nominals.membership import Identity, about, in_parts, nominals_of, rows_of
from daybook.nominals.models import Decision
from daybook.nominals.queries.apart import apart, apart_under, told
from daybook.nominals.queries.explanation import records_of
from daybook.nominals.queries.filter import visible
from daybook.nominals.receiving import latest_versions


@dataclass(frozen=True, slots=True)
class Known:
    """Whoever a record is of, as the caller is told: the id and the records, the oldest in the index first.

    `seen` is the digest. What it vouches for is read after it was made: a change between makes it one of before.
    """

    nominal: UUID
    records: list[Identity]
    seen: str


def known(caller: Caller, records: Iterable[Identity]) -> dict[Identity, Known]:
    """By record: whoever it is of, with a digest of their records, what each says, and the decisions about them.

    What the caller may not see is no part of it. Records that they may not see at all are left out.
    """
    persons = _persons(caller, list(records))
    people = _people(caller, dict(persons.values()))
    return {record: people[nominal] for record, (nominal, _) in persons.items()}


def known_under(caller: Caller, nominal: UUID) -> Known | None:
    """The same of the person whose id this is, or under whose id records of the caller's system are told."""
    if records := records_of(caller, nominal):
        return _people(caller, {nominal: records})[nominal]
    if its := apart_under(caller, nominal):
        return _people(caller, {its.nominal: its.records})[its.nominal]
    return None


def digests(caller: Caller, records: Iterable[Identity]) -> set[str]:
    """What is `seen` of all whom these records are of."""
    return {its.seen for its in known(caller, records).values()}


def _persons(caller: Caller, records: list[Identity]) -> dict[Identity, tuple[UUID, list[Identity]]]:
    by_themselves = apart(caller, [key for _, key in records])
    whose = nominals_of(one for one in records if one not in by_themselves)
    members: dict[UUID, list[Identity]] = {}
    for part in in_parts(sorted(set(whose.values()))):
        rows = visible(caller).filter(nominal__in=part).order_by("id")
        for system, key, nominal in rows.values_list("system", "key", "nominal"):
            members.setdefault(nominal, []).append((system, key))
    found: dict[Identity, tuple[UUID, list[Identity]]] = {}
    for record in records:
        if its := by_themselves.get(record):
            found[record] = its.nominal, its.records
        elif record in members.get(whose.get(record, UUID(int=0)), ()):
            found[record] = whose[record], members[whose[record]]
    return found


def _people(caller: Caller, persons: Mapping[UUID, list[Identity]]) -> dict[UUID, Known]:
    everybody = {one for members in persons.values() for one in members}
    rows, versions = rows_of(everybody), latest_versions(everybody)
    decisions = _decisions(caller, everybody)
    said = {
        one: f"|{one}|{versions[one].pk if one in versions else ''}|".encode() + bytes(row.cleaned)
        for one, row in rows.items()
    }
    return {
        nominal: Known(nominal, members, _digest(nominal, members, said, decisions))
        for nominal, members in persons.items()
    }


def _decisions(caller: Caller, records: Collection[Identity]) -> dict[Identity, list[Decision]]:
    """Those in force about each of the records of which the caller is told of the other one too."""
    made = list(about(records))
    shown = told(caller, {end for one in made for end in (one.first, one.second)})
    found: dict[Identity, list[Decision]] = {}
    for one in made:
        if one.first in shown and one.second in shown:
            found.setdefault(one.first, []).append(one)
            found.setdefault(one.second, []).append(one)
    return found


def _digest(
    nominal: UUID,
    members: Collection[Identity],
    said: Mapping[Identity, bytes],
    decisions: Mapping[Identity, list[Decision]],
) -> str:
    whole = hashlib.sha256(nominal.bytes)
    for one in sorted(members):
        whole.update(said.get(one, b""))
    for made in sorted({one.pk for member in members for one in decisions.get(member, ())}):
        whole.update(made.bytes)
    return whole.hexdigest()[:32]
