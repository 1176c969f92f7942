"""Records of the caller's own system that are one person with somebody whom the caller may not see.

They are told as though nobody else were there, as a stranger's are: that somebody is sealed is not to be learned by
sending their details.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from daybook.access.caller import Caller
from daybook.access.permission import allowed
from daybook.nominals.evidence import NoSuchRecordError
from daybook.nominals.membership import (
    Identity,
    groups_of,
    in_parts,
    in_reach,
    nominals_of,
    oldest,
    origins_of,
)
from daybook.nominals.models import IndexedRecord, SourceRecord
from daybook.nominals.queries.filter import refuse_missing, require_visible, shown, visible

SEE_LINKS, SEE_PERSON = "nominals.see-links", "records.see-person"


@dataclass(frozen=True, slots=True)
class Apart:
    """`nominal`: the id that the records of the system would have without anybody else; `records`: they."""

    nominal: UUID
    records: list[Identity]


def may_be_told(caller: Caller) -> bool:
    """Whether the caller is told of anybody whose a record is."""
    return allowed(caller, SEE_LINKS) and allowed(caller, SEE_PERSON)


def apart(caller: Caller, keys: Iterable[str]) -> dict[Identity, Apart]:
    """Those of the caller's own records under these keys."""
    if not caller.system or not may_be_told(caller):
        return {}
    mine = IndexedRecord.objects.filter(system=caller.system)
    hidden: dict[Identity, UUID] = {}
    for some in in_parts(sorted(set(keys))):
        held = mine.filter(key__in=some).values_list("key", "nominal")
        seen = set(visible(caller).filter(system=caller.system, key__in=some).values_list("key", flat=True))
        hidden |= {(caller.system, key): nominal for key, nominal in held if key not in seen}
    groups = defaultdict[UUID, list[IndexedRecord]](list)
    for part in in_parts(sorted(set(hidden.values()))):
        for row in mine.filter(nominal__in=part).order_by("id"):
            groups[row.nominal].append(row)
    told = {nominal: _told(rows) for nominal, rows in groups.items()}
    return {record: told[nominal] for record, nominal in hidden.items()}


def told(caller: Caller, records: Iterable[Identity]) -> set[Identity]:
    """Those of the records that the caller is told of: what they may see, and their own."""
    wanted = set(records)
    return shown(caller, wanted) | (wanted & set(apart(caller, {key for _, key in wanted})))


def require_told(caller: Caller, records: Iterable[Identity]) -> None:
    """Raise `NoSuchRecordError` where the caller is not told of one of the records."""
    wanted = set(records)
    refuse_missing(wanted - told(caller, wanted))


def require_visible_at_last(caller: Caller, records: Iterable[Identity]) -> None:
    """`require_visible` on a deed's page, when its decisions are written and before anybody moves.

    Raises `JudgedOneError` first where the judgements that the caller is told of contradict one another: a stranger's
    record would be refused for that as well, and nothing is written.
    """
    wanted = set(records)
    try:
        require_visible(caller, wanted)
    except NoSuchRecordError:
        made = in_reach(wanted)
        ends = {end for one in made for end in (one.first, one.second)}
        groups_of(sorted(told(caller, wanted | ends)), made)
        raise


def nominal_told(caller: Caller, record: Identity) -> UUID:
    """The person that this record, of which the caller is told, belongs to as far as they are told."""
    its = apart(caller, [record[1]]).get(record)
    return its.nominal if its else nominals_of([record])[record]


def apart_under(caller: Caller, nominal: UUID) -> Apart | None:
    """The same by the id that it is told under, or that one of the records began with."""
    row = SourceRecord.objects.filter(pk=nominal, system=caller.system or "").first()
    return apart(caller, [row.key]).get((row.system, row.key)) if row else None


def _told(rows: list[IndexedRecord]) -> Apart:
    return Apart(oldest(rows, origins_of(rows)), [(row.system, row.key) for row in rows])
