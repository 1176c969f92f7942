"""Which values of a report came from an old system that is master of it, read from the book."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, NamedTuple

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
    kind = type_of(event.report_type)
    told = EntryValue.objects.filter(
        entry__record_id=event.pk, entry__kind__in=[kind.kind("recorded"), kind.kind("amended")]
    )
    found: dict[str, TakenOver] = {}
    before: dict[str, Any] = {}
    for value in told.select_related("entry").order_by("entry__written_at", "pk"):
        change = json.loads(value.change)
        now = change.get("rows", {}).get("records.event", {}).get(event.pk.hex, {}).get("details", before)
        for name in {name for name in {**before, **now} if before.get(name) != now.get(name)}:
            found.pop(name, None)
            if source := change.get("source"):
                found[name] = TakenOver(source, value.entry.written_at)
        before = now
    return found
