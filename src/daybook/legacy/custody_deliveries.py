"""From the entries of custody records to deliveries: one message for each, in the order of its record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from daybook.book.readers import SealedEntry
from daybook.custody.documents import report_of
from daybook.legacy.engine.ports import OldSystem
from daybook.legacy.fresh import Fresh
from daybook.legacy.models import Verb

PREFIX = "custody:"
ROWS = "custody.custodyentry"


def custody_deliveries(entries: Sequence[SealedEntry], systems: Iterable[OldSystem]) -> list[Fresh]:
    """A delivery of each custody entry for each system that takes its kind of message."""
    taking = list(systems)
    return [
        row
        for entry in entries
        if entry.kind.startswith(PREFIX) and entry.record_id
        for part, values in written(entry)
        for row in _rows(entry, entry.record_id, part, values, taking)
    ]


def written(entry: SealedEntry) -> Iterator[tuple[UUID, dict[str, Any]]]:
    """Id and columns of the custody entries that this entry of the book tells of; nothing once it was disposed of."""
    rows = (entry.change or {}).get("rows", {}).get(ROWS, {})
    yield from ((UUID(key), values) for key, values in rows.items() if values)


def _rows(
    entry: SealedEntry, record: UUID, part: UUID, values: dict[str, Any], systems: list[OldSystem]
) -> Iterator[Fresh]:
    report, verb = report_of(values["kind"], bool(values["corrects_id"])), Verb.CREATE.value
    for system in systems:
        if system.takes(report, verb):
            key = f"{entry.id.hex}:{system.name}"
            yield Fresh(
                uuid7(), entry.id, entry.seq, system.name, report, entry.record_type, record, verb, key, part
            )
