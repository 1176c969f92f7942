"""Say by name that an alert was seen: it leaves the count and the board, and stays in the record."""

from __future__ import annotations

from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.custody.entries.alerts import AlertAcknowledged
from daybook.custody.models import Alert, CustodyEntry, CustodyRecord
from daybook.custody.queries.filter import visible
from daybook.records.report_rows import officer_of


def acknowledge_alert(caller: Caller, alert: UUID, note: str = "") -> CustodyEntry:
    """Acknowledge the alert with this entry and return the entry that says so.

    Who acknowledges what a colleague has acknowledged already is given the colleague's entry. Alert.DoesNotExist
    where the caller may not read the record.
    """
    require(caller, AlertAcknowledged.permission)
    officer_of(caller)
    with transaction.atomic():
        found = Alert.objects.select_related("record").get(entry=alert, record__in=visible(caller))
        held = CustodyRecord.objects.select_for_update().get(pk=found.record_id)
        submission = uuid5(alert, "acknowledged")
        if made := CustodyEntry.objects.filter(submission=submission).first():
            return made
        row = _entry(caller, found, held, submission, note)
        with writing(AlertAcknowledged.kind(), caller.author, held, happened_at=row.happened_at) as page:
            page.save(row)
        found.acknowledged_at, found.acknowledged_by = row.happened_at, caller.user
        found.save(update_fields=["acknowledged_at", "acknowledged_by"])
    return row


def _entry(caller: Caller, alert: Alert, held: CustodyRecord, submission: UUID, note: str) -> CustodyEntry:
    now = timezone.now()
    told = AlertAcknowledged(
        happened_at=now, alert=str(alert.entry_id), what=alert.what, rule=alert.rule, note=note.strip()
    )
    return CustodyEntry(
        record=held,
        kind=told.slug,
        happened_at=now,
        entered_at=now,
        by=caller.user,
        details=told.details(),
        submission=submission,
    )
