"""Record a report: its people, place, offences and links, each written once, with one entry for each event."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.models import User
from daybook.access.permission import require
from daybook.book.bulk import insert
from daybook.book.pages import Page
from daybook.records import item_rows as items
from daybook.records import report_rows as rows
from daybook.records.entering import entering
from daybook.records.models import Event, Location, Submission
from daybook.records.numbers import take_numbers
from daybook.records.origin import link_origin
from daybook.records.reports import Report
from daybook.records.vehicle_rows import save_vehicle


class OtherSubmissionError(ValueError):
    """The name of this submission was used for another report, or by somebody else."""


def record_report(
    caller: Caller, report: Report, *, submission: UUID, reasons: dict[str, str] | None = None
) -> list[Event]:
    """Record the report and return its events: one, or one for each person or item where the type says so.

    `submission` names this act of submitting: the same one again returns what the first made and writes nothing.
    `reasons` are the officer's answers to soft findings.
    """
    require(caller, report.permission())
    officer = rows.officer_of(caller)
    try:
        with transaction.atomic():
            insert(Submission, id=submission)
            return _record(caller, report, officer, submission, reasons or {})
    except IntegrityError:
        if not Submission.objects.filter(pk=submission).exists():
            raise
        return _already(submission, report, officer)


def _already(submission: UUID, report: Report, officer: User) -> list[Event]:
    mine = Event.objects.filter(occasion=submission, officer=officer, report_type=report.slug)
    found = list(mine.order_by("number"))
    if not found:
        raise OtherSubmissionError("This submission key was used for another report. Send it with a new key.")
    return found


def _record(
    caller: Caller, report: Report, officer: User, submission: UUID, reasons: dict[str, str]
) -> list[Event]:
    now = timezone.now()
    made: list[Event] = []
    place: Location | None = None
    kind, parts = report.kind("recorded"), list(rows.split_up(report))
    for part, number in zip(parts, take_numbers(report.prefix, len(parts)), strict=True):
        with entering(report.slug, kind, caller, happened_at=report.happened_at, savepoint=False) as page:
            place = place or rows.save_place(page, report.place)
            event = _save_event(page, part, number, officer, place, submission, now)
            page.about(event)
            rows.save_offences(page, event, report.offence_entries())
            rows.save_people(page, event, part, caller, now)
            link_origin(page, event, part, caller, now)
            items.save_item(page, event, part, now)
            save_vehicle(page, event, part, now)
            if reasons:
                page.note(reasons=reasons)
        made.append(event)
    return made


def _save_event(
    page: Page, report: Report, number: str, officer: User, place: Location, submission: UUID, now: datetime
) -> Event:
    return page.save(
        Event(
            report_type=report.slug,
            number=number,
            status=report.status,
            happened_from=report.happened_at,
            happened_to=report.happened_to,
            location=place,
            details=report.details(),
            officer=officer,
            recorded_at=now,
            occasion=submission,
        )
    )
