"""Amend a report: the record takes its new values, the book keeps the old, every system told is told again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book.pages import Page
from daybook.records import report_rows as rows
from daybook.records.entering import entering
from daybook.records.item_rows import save_item
from daybook.records.models import Event
from daybook.records.origin import link_origin
from daybook.records.queries.guarded import refuse_guarded
from daybook.records.reading_reports import people_linked
from daybook.records.reports import Report
from daybook.records.vehicle_rows import save_vehicle


class OutdatedError(RuntimeError):
    """Somebody else changed the report meanwhile."""


def amend_report(
    caller: Caller,
    event: Event,
    report: Report,
    *,
    reason: str,
    reasons: dict[str, str] | None = None,
    source: str = "",
) -> Event:
    """Bring the event to what the report now says. `event` is as the caller read it: a newer one is not overwritten.

    People named already stay as they are; new ones are added. To take a person away has its own action. `source`: the
    old system whose values these are, as it is master of the report.
    """
    require(caller, "records.amend-report")
    if not reason.strip():
        raise ValueError("Say why the report is amended.")
    with transaction.atomic():
        held = Event.objects.select_for_update().get(pk=event.pk)
        if held.version != event.version:
            raise OutdatedError(
                "A colleague changed this report while you were typing. Look at it and amend again."
            )
        refuse_guarded(caller, held)
        _same_subject(held, report)
        with entering(report.slug, report.kind("amended"), caller, held, source=source) as page:
            held.location = rows.save_place(page, report.place)
            held.happened_from, held.happened_to = report.happened_at, report.happened_to
            held.details, held.version = report.details(), held.version + 1
            held.status = report.amended_to or held.status
            page.save(held)
            rows.save_offences(page, held, report.offence_entries())
            _add_people(page, held, report, caller)
            link_origin(page, held, report, caller, timezone.now())
            save_item(page, held, report, timezone.now())
            save_vehicle(page, held, report, timezone.now())
            page.note(reason=reason.strip(), reasons=reasons or {}, **({"source": source} if source else {}))
    return held


def _same_subject(event: Event, report: Report) -> None:
    """An event of one person is never turned into another's: that is the wrong person, or identifying one."""
    if report.one_event_per and len(getattr(report, report.one_event_per)) != 1:
        raise ValueError("An amendment is of this one item. Record further items in a report of their own.")
    if not report.one_event_per_person:
        return
    named = {(role, entry.person_id) for role, entry, _ in report.people()}
    if named != {(link.role, link.from_id) for link in people_linked(event)}:
        raise ValueError(
            "An amendment leaves the person as it is. Identify an unknown person, or record a wrong one as such."
        )


def _add_people(page: Page, event: Event, report: Report, caller: Caller) -> None:
    now = timezone.now()
    linked = {(link.role, link.from_id) for link in people_linked(event)}
    for role, entry, _ in report.people():
        if (role, entry.person_id) not in linked:
            rows.link_person(page, rows.save_person(page, entry, caller, now), role, event, now)
