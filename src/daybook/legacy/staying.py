"""What was sent of reports that stay for somebody else: kept without the person who is disposed of.

A comparison with the old system reads what it confirmed last; until it has confirmed the report as it now is, that is
written anew from the report, and all that was sent before goes.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from daybook.legacy import registry
from daybook.legacy.engine.ports import CannotEncode
from daybook.legacy.engine.prepare import references_of
from daybook.legacy.models import UNFINISHED, Delivery, State
from daybook.legacy.telling import document_of


def forget_what_was_sent(records: Collection[UUID]) -> None:
    """To be called once the reports themselves are without the person."""
    rows = Delivery.objects.filter(record_id__in=list(records)).exclude(state__in=UNFINISHED)
    rows = rows.filter(payload__isnull=False, part_id=None).order_by("seq")
    last = {(row.system, row.record_id): row for row in rows.defer("payload") if row.state == State.CONFIRMED}
    rows.update(payload=None, losses=[])
    references = references_of(records)
    for row in last.values():
        row.payload = _anew(row, references.get(row.record_id, {}))
        row.save(update_fields=["payload"])


def _anew(row: Delivery, references: dict[str, str]) -> bytes | None:
    """The report as it now is in that system's form; None where it does not fit, or the system is joined no more."""
    system = registry.find(row.system)
    if system is None:
        return None
    told = {**document_of(row), "key": row.key, "verb": row.verb, "references": references}
    try:
        return system.encode(told).body
    except CannotEncode:
        return None
