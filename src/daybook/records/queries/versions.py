"""What a report said before it was amended, read from the book."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from daybook.book.models import EntryValue
from daybook.records.in_words import Facts, facts_of
from daybook.records.models import Event
from daybook.records.reports import type_of


@dataclass(frozen=True, slots=True)
class Version:
    """The report as it stood from that moment, in words."""

    at: datetime
    facts: Facts


def earlier_versions(event: Event) -> list[Version]:
    """Every version before the present one, oldest first; one whose value was disposed of is missing."""
    kind = type_of(event.report_type)
    told = EntryValue.objects.filter(
        entry__record_id=event.pk, entry__kind__in=[kind.kind("recorded"), kind.kind("amended")]
    )
    found = []
    for value in told.select_related("entry").order_by("entry__written_at", "pk"):
        row = json.loads(value.change).get("rows", {}).get("records.event", {}).get(event.pk.hex)
        if row:
            words = facts_of(kind, row["details"], kind.detail_fields())
            found.append(Version(value.entry.written_at, words))
    return found[:-1]
