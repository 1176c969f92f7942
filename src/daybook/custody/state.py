"""Detentions of records as they stand, kept in the process: only a record with a new entry is computed again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime
from threading import Lock
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery

from daybook.custody.detention import Detention
from daybook.custody.facts import Facts, Records, facts_of
from daybook.custody.history import histories
from daybook.custody.models import CustodyEntry, CustodyRecord

MOST_KEPT = 2000
Mark = tuple[int, datetime | None]
_kept: OrderedDict[UUID, tuple[Mark, Detention]] = OrderedDict()
_keeping = Lock()


def detentions(records: Records, read: Mapping[UUID, Mark] | None = None) -> dict[UUID, Detention]:
    """The detention of each record, by its id. Entries are only ever added, so that their number marks a state.

    `read` are marks that the caller has read just before: they need not be read again.
    """
    facts = facts_of(records)
    marks = dict(read or {})
    if unread := facts.keys() - marks.keys():
        marks |= marks_of(CustodyRecord.objects.filter(pk__in=unread))
    before = _before(facts)
    found = {
        record: kept for record in facts if (kept := _known(facts[record], marks[record], before.get(record)))
    }
    changed = facts.keys() - found.keys()
    entries = histories(changed) if changed else {}
    for record in changed:
        found[record] = Detention.of(facts[record], entries.get(record, []), before.get(record))
    _keep({record: (marks[record], one) for record, one in found.items()})
    return found


def detention_of(record: UUID) -> Detention:
    """The detention of one record."""
    return detentions([record])[record]


def _before(facts: Mapping[UUID, Facts]) -> dict[UUID, Detention]:
    """For each of those who were transferred, the detention that they come from, by the record they are at now."""
    earlier = {record: one.continues for record, one in facts.items() if one.continues}
    known = detentions(set(earlier.values())) if earlier else {}
    return {record: known[one] for record, one in earlier.items() if known[one].status == "transferred"}


def marks_of(records: QuerySet[CustodyRecord]) -> dict[UUID, Mark]:
    """How many entries each of these records has, and when the newest was written: one query."""
    rows = marked(records).values_list("pk", "written", "newest")
    return {record: (written or 0, newest) for record, written, newest in rows}


def marked(records: QuerySet[CustodyRecord]) -> QuerySet[Any, Any]:
    """The records, each with `written`, how many entries it has, and `newest`, when the last was written.

    Both come from the index of entries by record, one record after the other. As a join, PostgreSQL would read all
    entries of the force and sort them, which takes four times as long.
    """
    entries = CustodyEntry.objects.filter(record=OuterRef("pk")).order_by()
    counted = entries.values("record").annotate(number=Count("entered_at"))
    latest = entries.order_by("-entered_at").values("entered_at")[:1]
    return records.order_by().annotate(written=Subquery(counted.values("number")), newest=Subquery(latest))


def _known(facts: Facts, mark: Mark, before: Detention | None) -> Detention | None:
    """The detention as computed before, if nothing was written since and nothing else became known."""
    held = _kept.get(facts.record)
    same = held and held[0] == mark and held[1].facts == facts and held[1].before == before
    return held[1] if held and same else None


def _keep(used: dict[UUID, tuple[Mark, Detention]]) -> None:
    """Keep what was used now; of the rest, the oldest goes first."""
    with _keeping:
        for record, held in used.items():
            _kept[record] = held
            _kept.move_to_end(record)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
