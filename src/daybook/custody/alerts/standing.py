"""The alerts that stand: given, and neither acknowledged nor done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from daybook.custody.alerts.marks import dues_at
from daybook.custody.models import Alert
from daybook.custody.state import detention_of


def standing() -> QuerySet[Alert]:
    """Alerts nobody has acknowledged of things that are still to be done, the earliest due time first."""
    found = Alert.objects.filter(settled_at__isnull=True, acknowledged_at__isnull=True)
    return found.order_by("due_at", "what", "pk")


def standing_count() -> int:
    """How many: the figure beside the menu entry."""
    return Alert.objects.filter(settled_at__isnull=True, acknowledged_at__isnull=True).count()


def alerts_of(records: Iterable[UUID]) -> dict[UUID, list[Alert]]:
    """The standing alerts of each of these records: one query, for the board."""
    found: dict[UUID, list[Alert]] = {}
    for alert in standing().filter(record__in=list(records)):
        found.setdefault(alert.record_id, []).append(alert)
    return found


def settle(record: UUID, now: datetime) -> None:
    """Settle the alerts of a record whose due time is no more: it was done, or the clock moved."""
    unsettled = list(Alert.objects.filter(record=record, settled_at__isnull=True))
    if not unsettled:
        return
    still = {(due.what, due.note, due.at) for due in dues_at(detention_of(record).clocks, now)}
    gone = [alert.pk for alert in unsettled if (alert.what, alert.note, alert.due_at) not in still]
    Alert.objects.filter(pk__in=gone).update(settled_at=now)
