"""What the old systems were told of people who are disposed of: each is to erase it, and our working rows go."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import or_

from django.db.models import Q

from daybook.book.models import BookRecord
from daybook.legacy import registry
from daybook.legacy.erasure_stands import stands
from daybook.legacy.erasures import settled
from daybook.legacy.models import (
    UNFINISHED,
    Delivery,
    Difference,
    ReadRecord,
    Reference,
    TheirEntry,
    UnmatchedReply,
)
from daybook.legacy.notices import corrections, notices
from daybook.legacy.read_in.barring import BARRED, bar
from daybook.legacy.staying import forget_what_was_sent
from daybook.legacy.their_entries import of_people
from daybook.nominals.models import SourceRecord
from daybook.records.retention.going import Going, register_holder
from daybook.records.retention.notices import register

register(stands, settled)


@register_holder
def delivery_rows(going: Going) -> None:
    titles = {system.name: system.title for system in registry.all_systems()}
    rows = Delivery.objects.filter(record_id__in=going.records)
    touched = Delivery.objects.filter(record_id__in=[*going.records, *going.staying])
    under_way = sorted(set(touched.filter(state__in=UNFINISHED).values_list("system", flat=True)))
    going.blocked += [f"A delivery to {titles.get(one, one)} is under way." for one in under_way]
    told = [*notices(going), *corrections(going)]
    going.notices += told
    going.count("Old systems to be told", len({one.system for one in told}))
    going.count("Deliveries", rows.count())
    going.add("Custody entries in old systems", _their_entries(going))
    going.beside.append(lambda: _forget(going))
    going.after.append(lambda: forget_what_was_sent(going.staying))


def _forget(going: Going) -> None:
    _bar(going)
    ids = list(Delivery.objects.filter(record_id__in=going.records).values_list("pk", flat=True))
    Difference.objects.filter(record_id__in=going.records).delete()
    named = [row.pk for row in UnmatchedReply.objects.all() if going.names.full.search(_text(row))]
    UnmatchedReply.objects.filter(Q(delivery_id__in=ids) | Q(pk__in=named)).delete()
    Reference.objects.filter(record_id__in=going.records).delete()
    Delivery.objects.filter(pk__in=ids).delete()


def _bar(going: Going) -> None:
    """What old systems still hold of them is not read in again, until they erase it."""
    told = Delivery.objects.filter(record_id__in=going.records).exclude(reference="")
    for system, report, reference in told.order_by().values_list("system", "report", "reference").distinct():
        bar(system, _read_as(system, report), reference)
    named = [Q(system=system, source_key=key) for system, key in _sources(going)]
    entries = {(row.system, row.reference) for row in _rows(going) if isinstance(row, TheirEntry)}
    named += [Q(system=system, reference=reference) for system, reference in entries]
    theirs = ReadRecord.objects.filter(reduce(or_, named, Q(record_id__in=going.records)))
    theirs.update(**BARRED)


def _read_as(name: str, report: str) -> str:
    """The name under which records of this kind are read there."""
    system = registry.find(name)
    return system.extracts.read_as(report) if system and system.extracts else report


def _their_entries(going: Going) -> list[TheirEntry]:
    """Every version of what was typed there of custody records that go, or of people who go."""
    alone = {(one.system, one.record) for one in of_people(_sources(going))}
    named = (Q(system=system, record=record, custody_id=None) for system, record in alone)
    rows = TheirEntry.objects.filter(reduce(or_, named, Q(custody_id__in=going.records)))
    return list(rows.order_by("received_at", "pk"))


def _sources(going: Going) -> set[tuple[str, str]]:
    """System and key of the records of other systems that go."""
    return {(row.system, row.key) for row in _rows(going) if isinstance(row, SourceRecord)}


def _rows(going: Going) -> Iterator[BookRecord]:
    return (row for _, group in going.groups for row in group)


def _text(row: UnmatchedReply) -> str:
    return bytes(row.raw).decode("utf-8", "replace")
