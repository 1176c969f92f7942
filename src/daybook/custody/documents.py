"""The document of a custody entry: everything about it that a mapping to another system may use.

The shape is described in docs/report-document.md. Times are ISO 8601 in UTC, codes are Daybook's own.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from daybook.access.models import User
from daybook.custody.entries import kind_of
from daybook.custody.models import CustodyEntry, CustodyRecord
from daybook.records.documents import person_part, utc

Document = dict[str, Any]
REPORTS = ("custody-opened", "custody-entry", "custody-correction", "custody-closed")
CUSTODY_RECORD = "custody-record"
"""What all of these together are: the kind of record of which a system can be master."""
OPENS, CLOSES = {"arrival"}, {"released", "transfer"}
NUMBERED = 32


def report_of(kind: str, corrects: bool) -> str:
    """Which message tells an entry: `custody-opened`, `-entry`, `-correction` or `-closed`."""
    if corrects:
        return "custody-correction"
    return "custody-opened" if kind in OPENS else "custody-closed" if kind in CLOSES else "custody-entry"


def entry_document(entry_id: UUID) -> Document:
    """One entry with the record it stands in. Raises CustodyEntry.DoesNotExist for an unknown id."""
    entry = CustodyEntry.objects.select_related(
        "record__suite", "record__person", "record__arrest", "record__continues", "by"
    ).get(pk=entry_id)
    record = entry.record
    return {
        "report": report_of(entry.kind, entry.corrects_id is not None),
        "verb": "create",
        "number": number_of(entry.pk),
        "entry": _entry_part(entry),
        "details": entry.details or {},
        "custody": _record_part(record),
        "arrest": {"number": record.arrest.number},
        "person": person_part(record.person, record.opened_at),
        "officer": _officer_part(entry.by),
        "references": {},
    }


def number_of(entry_id: UUID) -> str:
    """The name under which other systems know an entry: its id without hyphens."""
    return entry_id.hex[:NUMBERED]


def _entry_part(entry: CustodyEntry) -> Document:
    kind = kind_of(entry.kind)
    return {
        "id": str(entry.pk),
        "kind": entry.kind,
        "title": kind.title,
        "section": kind.section,
        "text": line_of(entry),
        "happened_at": utc(entry.happened_at),
        "entered_at": utc(entry.entered_at),
        "corrects": number_of(entry.corrects_id) if entry.corrects_id else None,
        "withdrawn": entry.details is None,
        "reason": entry.reason,
    }


def line_of(entry: CustodyEntry) -> str:
    """The entry as one paragraph; a withdrawal says that nothing stands in the place of what it corrects."""
    if entry.details is None:
        return "Entry withdrawn."
    return kind_of(entry.kind).read(entry.details, entry.happened_at).line()


def _record_part(record: CustodyRecord) -> Document:
    return {
        "number": record.number,
        "suite": {"code": record.suite.code, "name": record.suite.name},
        "opened_at": utc(record.opened_at),
        "closed_at": utc(record.closed_at),
        "continues": record.continues.number if record.continues else None,
    }


def _officer_part(officer: User | None) -> Document:
    """Who wrote it; what Daybook wrote itself has no collar number."""
    if officer is None:
        return {"collar_number": "", "name": "Daybook", "rank": ""}
    return {"collar_number": officer.username, "name": officer.get_full_name(), "rank": officer.rank}
