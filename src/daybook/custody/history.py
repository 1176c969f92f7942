"""The entries of custody records as state and clocks read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from daybook.custody.models import CustodyEntry

COLUMNS = ("record_id", "id", "kind", "happened_at", "entered_at", "by_id", "details", "corrects_id")


@dataclass(frozen=True, slots=True)
class Entered:
    """One entry: its kind, when it happened (UTC), when and by whom it was written; no details: it withdraws."""

    id: UUID
    kind: str
    at: datetime
    entered_at: datetime
    by: UUID | None
    details: Mapping[str, Any] | None
    corrects: UUID | None


def entered(row: CustodyEntry) -> Entered:
    """One entry from its row."""
    return Entered(row.pk, row.kind, row.happened_at, row.entered_at, row.by_id, row.details, row.corrects_id)


def histories(records: Iterable[UUID] | QuerySet[Any, Any]) -> dict[UUID, list[Entered]]:
    """All entries of these records, each record's in the order they were written: one query."""
    found: dict[UUID, list[Entered]] = defaultdict(list)
    asked = records if isinstance(records, QuerySet) else list(records)
    rows = CustodyEntry.objects.filter(record__in=asked).order_by("entered_at", "id")
    for record, *columns in rows.values_list(*COLUMNS):
        found[record].append(Entered(*columns))
    return found


def in_force(entries: Sequence[Entered]) -> tuple[Entered, ...]:
    """The entries that count, by when they happened: neither corrected by another nor withdrawing one."""
    corrected = {entry.corrects for entry in entries if entry.corrects}
    standing = [entry for entry in entries if entry.id not in corrected and entry.details is not None]
    return tuple(sorted(standing, key=lambda entry: (entry.at, entry.entered_at, entry.id)))
