"""Custody entries that were typed in an old system, as they stand there now: for pages, papers and disposal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from django.db.models import QuerySet

from daybook.custody.entries import is_kind, kind_of
from daybook.legacy.models import ReadRecord, TheirEntry
from daybook.legacy.registry import title_of
from daybook.nominals.key_names import base_key

OPENING = "custody-opened"
LONG_AGO = datetime.min.replace(tzinfo=UTC)
Identity = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of theirs as a page shows it. `changed`: the entry of ours that reads otherwise there."""

    id: UUID
    at: datetime | None
    what: str
    words: str
    notes: list[str]
    by: str
    source: str
    entered: date | None
    read_at: datetime
    gone: bool
    changed: UUID | None


def latest_versions(system: str, references: Iterable[str]) -> dict[str, TheirEntry]:
    """The newest version of each that is kept, by its number there."""
    rows = TheirEntry.objects.filter(system=system, reference__in=sorted(set(references)))
    return {row.reference: row for row in rows.order_by("version")}


def beside(custody_id: UUID) -> list[TheirEntry]:
    """What stands beside a custody record of ours: typed there, or changed there and not put right yet."""
    found = _newest(TheirEntry.objects.filter(custody_id=custody_id))
    alike = _alike(found)
    return [one for one in found if (one.system, one.reference) not in alike]


def of_people(sources: Iterable[Identity]) -> list[TheirEntry]:
    """Of custody records that were opened there alone, all entries: by the source records of whom they detain.

    A record of theirs has the number of its arrest, or its own, before that of a line.
    """
    records = {(system, record_of(base_key(key))) for system, key in sources}
    if not records:
        return []
    rows = TheirEntry.objects.filter(record__in={record for _, record in records}, custody_id=None)
    return [one for one in _newest(rows) if (one.system, one.record) in records]


def record_of(reference: str) -> str:
    """Their number of a custody record, without that of its line."""
    return reference.partition("/")[0]


def lines(entries: Iterable[TheirEntry]) -> list[Line]:
    return [_line(one) for one in entries]


def _newest(rows: QuerySet[TheirEntry]) -> list[TheirEntry]:
    """The last version of each, in the order in which they happened; those without a readable time first."""
    latest = {(row.system, row.reference): row for row in rows.order_by("version")}
    return sorted(latest.values(), key=lambda one: (one.happened_at or LONG_AGO, one.reference))


def _alike(entries: Iterable[TheirEntry]) -> set[Identity]:
    """Those told by us that were changed there once and read as ours again."""
    told = {(one.system, one.reference) for one in entries if one.entry_id}
    if not told:
        return set()
    rows = ReadRecord.objects.filter(reference__in={reference for _, reference in told}, differs=True)
    return told - set(rows.values_list("system", "reference"))


def _line(one: TheirEntry) -> Line:
    said = one.said
    return Line(
        id=one.pk,
        at=one.happened_at,
        what="Custody record opened" if one.report == OPENING else _kind(str(said.get("entry.kind", ""))),
        words=_words(one),
        notes=list(_notes(one)),
        by=str(said.get("officer.collar_number", "")),
        source=f"{title_of(one.system)} {one.reference}",
        entered=one.entered,
        read_at=one.received_at,
        gone=one.gone,
        changed=one.entry_id,
    )


def _kind(code: str) -> str:
    return kind_of(code).title if is_kind(code) else code or "Entry"


def _words(one: TheirEntry) -> str:
    if one.report != OPENING:
        return str(one.said.get("entry.text", ""))
    told = {"Suite": "custody.suite.code", "Arrest": "arrest.number", "Condition": "details.condition"}
    return ". ".join(f"{label}: {one.said[path]}" for label, path in told.items() if one.said.get(path))


def _notes(one: TheirEntry) -> Iterator[str]:
    """What it says of itself besides."""
    said = one.said
    if said.get("entry.withdrawn") is True:
        yield "It withdraws an earlier entry."
    elif said.get("entry.corrects"):
        yield "It corrects an earlier entry."
    if said.get("entry.reason"):
        yield f"Reason: {said['entry.reason']}"
    if one.happened_at is None and said.get("entry.happened_at"):
        yield f"Time as written there: {said['entry.happened_at']}"
