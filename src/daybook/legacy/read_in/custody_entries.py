"""Entries of custody records: what is typed there is kept as theirs, beside our custody record and never in it.

Whoever makes an entry answers for it with their name and the time (PACE Code C 2.6), and an old system holds it cut
and in coarser kinds. So no entry of theirs becomes one of ours, and none of ours is altered by it, wherever the switch
stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q

from daybook.book import Author, writing
from daybook.custody.models import CustodyEntry, CustodyRecord
from daybook.legacy.engine.ports import OldSystem
from daybook.legacy.kinds import ENTRIES_GONE, ENTRIES_READ
from daybook.legacy.mapping import Held, Unreadable
from daybook.legacy.models import Delivery, ReadRecord, TheirEntry
from daybook.legacy.read_in.master import in_force_on_both
from daybook.legacy.read_in.sights import Name, Sight, name_of
from daybook.legacy.read_in.told import told_of_part
from daybook.legacy.switch.functions import is_of_custody
from daybook.legacy.their_entries import latest_versions, record_of
from daybook.nominals.models import SourceRecord

OF_PERSON = "person."
NUMBER, RECORD, MOMENT = "number", "custody.number", "entry.happened_at"


def entry_echoes(system: str, helds: Iterable[Held]) -> dict[Name, UUID]:
    """The custody entry of ours that each of these is, known by our number of the entry in it.

    Another number there than the one that was given for ours is a record of theirs that bears our number.
    """
    numbered = [(held, _as_id(held.key)) for held in helds if is_of_custody(held.report)]
    ids = [part for _, part in numbered if part]
    if not ids:
        return {}
    sent = Delivery.objects.filter(system=system, part_id__in=ids, exposed=True)
    given: dict[UUID | None, set[str]] = {}
    for part, reference in sent.values_list("part_id", "reference"):
        given.setdefault(part, set()).add(reference)
    return {
        name_of(held): part
        for held, part in numbered
        if part and given.get(part, set()) & {held.reference, ""}
    }


def look_at_entry(system: OldSystem, sight: Sight, asked: datetime, now: datetime) -> None:
    """Set the row of an entry of ours as things stand: whether it reads otherwise there. It is never taken over."""
    assert sight.row.record_id is not None
    told = in_force_on_both(sight, told_of_part(system, sight.row.record_id), asked, now)
    if told is not None:
        sight.row.differs = told.values != sight.held.values


def keep_theirs(author: Author, system: OldSystem, found: Sequence[Sight], now: datetime) -> set[str]:
    """A version of each custody entry among these that is new, says something else, or is in force no more.

    One that stands beside no record of ours, and of nobody who was taken in, has no place where it would be seen: it is
    not kept, and is looked at again when it is read again. Their numbers of such custody records are given back.
    """
    entries = [sight for sight in found if is_of_custody(sight.held.report)]
    if not entries:
        return set()
    held = latest_versions(system.name, [sight.row.reference for sight in entries])
    made = [_as_theirs(system, sight, now) for sight in entries]
    _place(made)
    known = _records_known(system.name, {one.record for one in made})
    waiting = set()
    for sight, new in zip(entries, made, strict=True):
        if sight.held.is_live and not new.custody_id and new.record not in known:
            sight.row.digest = ""
            waiting.add(new.record)
    placed = [one for one in made if one.custody_id or one.record in known]
    fresh = [new for new in placed if _follows(held.get(new.reference), new)]
    _write(ENTRIES_READ, author, [one for one in fresh if not one.gone])
    _write(ENTRIES_GONE, author, [one for one in fresh if one.gone])
    return waiting


def look_again(system: str, records: Iterable[str]) -> None:
    """What is known of these custody records and was never taken is looked at when it is read again.

    So it is where reading began from now: somebody goes on typing into a record that was opened before. It runs, and
    whom it detains is taken in with its whole log.
    """
    of_these = reduce(or_, (_named(record, "reference") for record in sorted(records)), Q(pk=None))
    known = ReadRecord.objects.filter(of_these, system=system, record_id=None, source_key="", gone_at=None)
    known.filter(barred=False).update(digest="")


def mark_entries_gone(author: Author, rows: Iterable[ReadRecord], now: datetime) -> None:
    """A version that says so of each of these that was kept; what it said last stays."""
    custody = [row for row in rows if is_of_custody(row.report)]
    if custody:
        held = latest_versions(custody[0].system, [row.reference for row in custody])
        _write(ENTRIES_GONE, author, [_gone(one, now) for one in held.values() if not one.gone])


def _as_theirs(system: OldSystem, sight: Sight, now: datetime) -> TheirEntry:
    """As it stands there, not yet placed beside a record of ours and not saved."""
    said = _said(system, sight.held)
    return TheirEntry(
        system=system.name,
        reference=sight.row.reference,
        report=sight.held.report,
        record=record_of(sight.row.reference),
        entry_id=sight.row.record_id,
        happened_at=_moment(said.get(MOMENT)),
        entered=sight.held.entered,
        received_at=now,
        said=said,
        gone=not sight.held.is_live,
    )


def _said(system: OldSystem, held: Held) -> dict[str, Any]:
    """By the path of our document; a code or a time that cannot be read stands as it is written there."""
    assert system.extracts is not None
    said: dict[str, Any] = {}
    for place, values in held.values.items():
        path = system.extracts.path_of(held.report, place)
        if values and not path.startswith(OF_PERSON) and path != NUMBER:
            try:
                said[path] = system.extracts.read_back(held, place)
            except Unreadable:
                said[path] = " ".join(text for _, text in values)
    return said


def _place(made: Sequence[TheirEntry]) -> None:
    """Each beside the custody record of ours whose number it bears, or whose entry it is."""
    numbers = {str(one.said.get(RECORD, "")) for one in made}
    by_number = dict(CustodyRecord.objects.filter(number__in=numbers).values_list("number", "pk"))
    ours = [one.entry_id for one in made if one.entry_id]
    by_entry = dict(CustodyEntry.objects.filter(pk__in=ours).values_list("pk", "record")) if ours else {}
    for one in made:
        own = by_entry.get(one.entry_id) if one.entry_id else None
        one.custody_id = own or by_number.get(str(one.said.get(RECORD, "")))


def _records_known(system: str, records: Iterable[str]) -> set[str]:
    """Those of whom somebody was taken in as a source record: by its opening, or by its arrest."""
    named = (_named(record, "key") for record in sorted(records))
    rows = SourceRecord.objects.filter(reduce(or_, named, Q(pk=None)), system=system)
    return {record_of(key) for key in rows.values_list("key", flat=True)}


def _named(record: str, field: str) -> Q:
    """Whatever is of this custody record of theirs: its arrest has the number alone, its lines have theirs behind."""
    return Q(**{field: record}) | Q(**{f"{field}__startswith": f"{record}/"})


def _follows(before: TheirEntry | None, new: TheirEntry) -> bool:
    """Whether it is another version than the last; what was never kept in force need not be kept as gone."""
    if before is None:
        return not new.gone
    new.version = before.version + 1
    return before.gone != new.gone or (not new.gone and before.said != new.said)


def _gone(before: TheirEntry, now: datetime) -> TheirEntry:
    same = (
        "system",
        "reference",
        "report",
        "record",
        "custody_id",
        "entry_id",
        "happened_at",
        "entered",
        "said",
    )
    kept = {name: getattr(before, name) for name in same}
    return TheirEntry(**kept, version=before.version + 1, received_at=now, gone=True)


def _write(kind: str, author: Author, rows: Sequence[TheirEntry]) -> None:
    if rows:
        with writing(kind, author) as page:
            page.note(count=len(rows), systems=sorted({row.system for row in rows}))
            for row in rows:
                page.save(row)


def _as_id(number: str) -> UUID | None:
    """The id of an entry by its number in other systems; None for a number of theirs."""
    try:
        return UUID(hex=number)
    except ValueError:
        return None


def _moment(text: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return moment if moment.tzinfo else None
