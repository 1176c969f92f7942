"""From a stop and search to the vehicle that was searched: one row for each registration, joined to the event."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from daybook.book.pages import Page
from daybook.records.models import Event, Link, Vehicle
from daybook.records.models.common import RecordKind
from daybook.records.reports import Report
from daybook.records.reports.stop_search import StopSearch

STOPPED = "stopped"


def save_vehicle(page: Page, event: Event, report: Report, at: datetime) -> None:
    """Join the vehicle of the report to the event, and no other; reports of other types name none."""
    if not isinstance(report, StopSearch):
        return
    car = _vehicle(page, report.registration) if report.registration else None
    joined = False
    for link in [] if page.is_new(event) else _links(event):
        if car and link.from_id == car.pk:
            joined = True
            continue
        link.withdrawn = True
        page.save(link)
    if car and not joined:
        ends = {
            "from_kind": RecordKind.VEHICLE,
            "from_id": car.pk,
            "to_kind": RecordKind.EVENT,
            "to_id": event.pk,
        }
        page.save(
            Link(**ends, role=STOPPED, valid_from=timezone.localdate(event.happened_from), asserted_at=at)
        )


def _vehicle(page: Page, registration: str) -> Vehicle:
    """The vehicle on record with that registration, or a new one."""
    known = Vehicle.objects.filter(registration=registration).order_by("pk").first()
    return known or page.save(Vehicle(registration=registration))


def _links(event: Event) -> list[Link]:
    return list(Link.objects.filter(to_id=event.pk, role=STOPPED, withdrawn=False))
