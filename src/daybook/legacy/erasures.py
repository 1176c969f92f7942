"""Erasing in the old systems what was disposed of here: from the notices of an order to deliveries, and back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from daybook.book.pages import append_many
from daybook.book.readers import SealedEntry
from daybook.legacy import kinds
from daybook.legacy.engine.claim import in_order
from daybook.legacy.engine.results import line
from daybook.legacy.fresh import Fresh
from daybook.legacy.models import UNFINISHED, Delivery, State, Verb
from daybook.legacy.read_in.barring import erased_there
from daybook.records.documents import utc
from daybook.records.kinds import DISPOSED
from daybook.records.models import ErasureNotice
from daybook.records.models.retention import Way
from daybook.records.queries.held.erasures import notice_told_as, notices_of

SAID = "Somebody said that it is erased there."
NOTICE, REPORT = "erasurenotice", "event"
"""What the record of an erasure is called, and that of a report that is told again without the person."""


def erasures(entries: Sequence[SealedEntry]) -> list[Fresh]:
    """A delivery for each notice that these entries made and that does not wait for a person."""
    disposed = {entry.id: entry for entry in entries if entry.kind == DISPOSED}
    if not disposed:
        return []
    return [_fresh(disposed[one.entry], one) for one in notices_of(disposed) if one.entry in disposed]


def _fresh(entry: SealedEntry, one: ErasureNotice) -> Fresh:
    whole = one.way == Way.ERASE
    record, verb = (one.told_as, Verb.ERASE) if whole else (one.record, Verb.AMEND)
    assert record is not None
    key = f"{entry.id.hex}-{record.hex[-12:]}:{one.system}"
    kind = NOTICE if whole else REPORT
    return Fresh(uuid7(), entry.id, entry.seq, one.system, one.report, kind, record, verb.value, key)


def erasure_document(row: Delivery) -> dict[str, Any]:
    """All that is known of the record: its number there, its kind, when it was ordered. Empty once that is settled."""
    one = notice_told_as(row.record_id)
    if one is None:
        return {}
    ordered = one.made_at.replace(second=0, microsecond=0)
    return {"report": one.report, "reference": one.reference, "ordered_at": utc(ordered)}


def settled(notice: ErasureNotice, now: datetime) -> None:
    """What has not gone out is not sent any more; what was read there of it is known to be of before."""
    if notice.reference and notice.way != Way.CORRECT:
        erased_there(notice.system, notice.reference, now)
    if notice.way == Way.ERASE and notice.told_as:
        _take_back(notice.told_as, now)


def _take_back(told_as: UUID, now: datetime) -> None:
    """One that may have arrived comes to its own end."""
    rows = in_order(Delivery.objects.filter(record_id=told_as, verb=Verb.ERASE))
    ended = [
        *rows.filter(state__in=[State.DUE, State.WAITING], exposed=False),
        *rows.filter(state=State.REFUSED),
    ]
    for row in ended:
        row.state, row.finished_at, row.payload, row.reason = State.WITHDRAWN, now, None, SAID
        row.save(update_fields=["state", "finished_at", "payload", "reason"])
    append_many(line(kinds.WITHDRAWN, row) for row in ended)
    Delivery.objects.filter(record_id=told_as).exclude(state__in=UNFINISHED).update(payload=None)
