"""Change a report's state: de-arrest, wrong person, crime cancelled or finalised, incident closed."""

from __future__ import annotations

from django.db import transaction

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.book.pages import Page
from daybook.records.models import Event
from daybook.records.reading_reports import people_linked
from daybook.records.reports import Change, type_of


class NotPossibleError(ValueError):
    """The report is already in that state, or has none such."""


def change_report(caller: Caller, event: Event, slug: str, *, reason: str) -> Event:
    """Carry out the change that the report type calls `slug`. The reason is kept in the entry."""
    require(caller, "records.amend-report")
    change = change_of(event, slug)
    if not reason.strip():
        raise ValueError("Give the reason.")
    with transaction.atomic():
        held = Event.objects.select_for_update().get(pk=event.pk)
        if held.status == change.status:
            raise NotPossibleError(f"This is already recorded as: {change.title.lower()}.")
        with writing(change.kind, caller.author, held) as page:
            held.status, held.version = change.status, held.version + 1
            page.save(held)
            if change.withdraws:
                _withdraw_people(page, held)
            page.note(reason=reason.strip())
    return held


def change_of(event: Event, slug: str) -> Change:
    for change in type_of(event.report_type).changes:
        if change.slug == slug:
            return change
    raise NotPossibleError(f"A report of this type has no change called {slug}.")


def _withdraw_people(page: Page, event: Event) -> None:
    """The people stay in the book and on no list: they were never rightly part of this event."""
    for link in people_linked(event):
        link.withdrawn = True
        page.save(link)
