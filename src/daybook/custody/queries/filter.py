"""The one permission filter of this room.

A person in custody is seen by all who care for detainees, whatever the mark on their record: nobody may be locked up
unseen. When they have left, the mark holds again.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from daybook.access import filters
from daybook.access.caller import Caller
from daybook.access.permission import allowed
from daybook.custody.models import CustodyEntry, CustodyRecord
from daybook.records.queries.filter import OPEN_ONLY

SEE = "custody.see-record"


def visible(caller: Caller) -> QuerySet[CustodyRecord]:
    """The custody records the caller may read."""
    rows = CustodyRecord.objects.all()
    marked = filters.visible(
        caller, rows, permission=SEE, handling="person__handling", record="person_id"
    ).values("pk")
    if not allowed(caller, SEE) or caller.purpose in OPEN_ONLY:
        return rows.filter(pk__in=marked)
    return rows.filter(Q(closed_at__isnull=True) | Q(pk__in=marked))


def own_detainees(caller: Caller) -> QuerySet[CustodyRecord]:
    """The records of those whom the caller arrested: their status may be asked, nothing more is read."""
    rows = CustodyRecord.objects.filter(arrest__officer=caller.user)
    return rows if caller.user and allowed(caller, "custody.see-status") else rows.none()


def entries_of(record: CustodyRecord) -> QuerySet[CustodyEntry]:
    """All entries of a record that `visible` gave, in the order they happened."""
    return record.entries.select_related("by", "corrects").order_by("happened_at", "entered_at", "id")
