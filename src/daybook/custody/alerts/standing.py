"""The alerts that stand: given, and neither acknowledged nor done."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from daybook.custody.alerts.marks import dues_at
from daybook.custody.models import Alert, CustodyRecord
from daybook.custody.state import detention_of


def standing() -> QuerySet[Alert]:
    """Alerts nobody has acknowledged of things that are still to be done, the earliest due time first."""
    found = Alert.objects.filter(settled_at__isnull=True, acknowledged_at__isnull=True)
    return found.order_by("due_at", "what", "pk")


def standing_count() -> int:
    """How many: the figure beside the menu entry."""
    return Alert.objects.filter(settled_at__isnull=True, acknowledged_at__isnull=True).count()


def counts_of(records: QuerySet[CustodyRecord]) -> dict[UUID, int]:
    """How many alerts stand for each of these records that has any: one query, for the board."""
    found = standing().filter(record__in=records.order_by().values("pk")).order_by()
    return dict(found.values_list("record").annotate(Count("pk")))


def settle(record: UUID, now: datetime) -> None:
    """Settle the alerts of a record whose due time is no more: it was done, or the clock moved."""
    unsettled = list(Alert.objects.filter(record=record, settled_at__isnull=True))
    if not unsettled:
        return
    still = {(due.what, due.note, due.at) for due in dues_at(detention_of(record).clocks, now)}
    gone = [alert.pk for alert in unsettled if (alert.what, alert.note, alert.due_at) not in still]
    Alert.objects.filter(pk__in=gone).update(settled_at=now)
