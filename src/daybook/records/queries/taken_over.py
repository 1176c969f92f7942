"""Which values of a report came from an old system that is master of it, read from the book."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from daybook.book.models import EntryValue
from daybook.records.models import Event
from daybook.records.reports import type_of


class TakenOver(NamedTuple):
    """The system whose value it is, and since when it is ours."""

    source: str
    at: datetime


def taken_over(event: Event) -> dict[str, TakenOver]:
    """By the name of the field; one that was amended here since is ours again. The caller must have shown the event."""
    if event.version == 1:
        return {}
    found: dict[str, TakenOver] = {}
    before: dict[str, Any] = {}
    for value, change in _told(event):
        now = change.get("rows", {}).get("records.event", {}).get(event.pk.hex, {}).get("details", before)
        for name in {name for name in {**before, **now} if before.get(name) != now.get(name)}:
            found.pop(name, None)
            if source := change.get("source"):
                found[name] = TakenOver(source, value.entry.written_at)
        before = now
    return found


def amended_from(event: Event) -> dict[UUID, str]:
    """By the entry of an amendment, the old system whose values it took over. The caller must have shown the event."""
    if event.version == 1:
        return {}
    return {
        value.entry_id: source for value, change in _told(event) if (source := str(change.get("source", "")))
    }


def _told(event: Event) -> Iterator[tuple[EntryValue, dict[str, Any]]]:
    """What was recorded and amended, the oldest first."""
    kind = type_of(event.report_type)
    kinds = [kind.kind("recorded"), kind.kind("amended")]
    told = EntryValue.objects.filter(entry__record_id=event.pk, entry__kind__in=kinds)
    for value in told.select_related("entry").order_by("entry__written_at", "pk"):
        yield value, json.loads(value.change)
