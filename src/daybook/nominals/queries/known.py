"""A digest of all that a caller may know of a person: who decides names it, and is told if it is another by then."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from daybook.access.caller import Caller
from daybook.nominals.membership import Identity, about, in_parts, nominals_of, rows_of
from daybook.nominals.models import Decision
from daybook.nominals.queries.apart import apart, told
from daybook.nominals.queries.filter import visible
from daybook.nominals.receiving import latest_versions

Person = tuple[UUID, tuple[Identity, ...]]


def known(caller: Caller, records: Iterable[Identity]) -> dict[Identity, str]:
    """By record: the digest of whoever it is of, from their records, what each says, and the decisions about them.

    What the caller may not see is no part of it. Records that they may not see at all are left out.
    """
    persons = _persons(caller, list(records))
    everybody = {one for _, members in persons.values() for one in members}
    rows, versions = rows_of(everybody), latest_versions(everybody)
    decisions = _decisions(caller, everybody)
    said = {
        one: f"|{one}|{versions[one].pk if one in versions else ''}|".encode() + bytes(row.cleaned)
        for one, row in rows.items()
    }
    return {record: _digest(person, said, decisions) for record, person in persons.items()}


def _persons(caller: Caller, records: list[Identity]) -> dict[Identity, Person]:
    """Whoever each record is of, as the caller is told: the id and the records."""
    by_themselves = apart(caller, [key for _, key in records])
    whose = nominals_of(one for one in records if one not in by_themselves)
    members: dict[UUID, list[Identity]] = {}
    for part in in_parts(sorted(set(whose.values()))):
        for system, key, nominal in (
            visible(caller).filter(nominal__in=part).values_list("system", "key", "nominal")
        ):
            members.setdefault(nominal, []).append((system, key))
    found: dict[Identity, Person] = {}
    for record in records:
        if its := by_themselves.get(record):
            found[record] = its.nominal, tuple(sorted(its.records))
        elif record in members.get(whose.get(record, UUID(int=0)), ()):
            found[record] = whose[record], tuple(sorted(members[whose[record]]))
    return found


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
    person: Person, said: Mapping[Identity, bytes], decisions: Mapping[Identity, list[Decision]]
) -> str:
    nominal, members = person
    whole = hashlib.sha256(nominal.bytes)
    for one in members:
        whole.update(said.get(one, b""))
    for made in sorted({one.pk for member in members for one in decisions.get(member, ())}):
        whole.update(made.bytes)
    return whole.hexdigest()[:32]
