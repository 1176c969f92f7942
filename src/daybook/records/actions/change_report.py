"""Change a report's state: de-arrest, crime cancelled, item of property moved, warrant executed."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book.pages import Page
from daybook.records.actions.reasons import stated
from daybook.records.entering import entering
from daybook.records.item_rows import reseal
from daybook.records.models import Event, EventChange
from daybook.records.queries.changes import told_of
from daybook.records.reading_reports import led_from, people_linked
from daybook.records.reports import Change, Questions, type_of


class NotPossibleError(ValueError):
    """The report is already in that state, or has none such."""


def change_report(
    caller: Caller,
    event: Event,
    slug: str,
    *,
    reason: str = "",
    answers: Questions | None = None,
    reasons: dict[str, str] | None = None,
) -> Event:
    """Carry out the change that the report type calls `slug`, with the answers to its questions.

    The reason is kept in the entry; `reasons` are the answers to soft findings.
    """
    change = change_of(event, slug)
    require(caller, change.permission)
    why = stated(reason) if change.why else reason.strip()
    if change.asks and not isinstance(answers, change.asks):
        raise ValueError("Answer the questions of this change.")
    with transaction.atomic():
        held = Event.objects.select_for_update().get(pk=event.pk)
        _refuse_impossible(change, held)
        if answers:
            answers.check_against(told_of(caller, held))
        with entering(held.report_type, change.kind, caller, held) as page:
            held.status, held.version = change.status, held.version + 1
            page.save(held)
            page.save(_row(page, caller, held, change, why, answers))
            reseal(page, held, answers)
            if change.withdraws:
                _withdraw_links(page, held)
            page.note(reason=why, **({"reasons": reasons} if reasons else {}))
    return held


def change_of(event: Event, slug: str) -> Change:
    for change in type_of(event.report_type).changes:
        if change.slug == slug:
            return change
    raise NotPossibleError(f"A report of this type has no change called {slug}.")


def _refuse_impossible(change: Change, event: Event) -> None:
    if change.is_possible(event.status):
        return
    if event.status == change.status:
        raise NotPossibleError(f"This is already recorded as: {change.title.lower()}.")
    now = type_of(event.report_type).statuses.get(event.status, event.status)
    raise NotPossibleError(f"“{change.do}” is not possible while this is: {now.lower()}. Reload the report.")


def _row(
    page: Page, caller: Caller, event: Event, change: Change, why: str, answers: Questions | None
) -> EventChange:
    return EventChange(
        pk=page.entry.pk,
        event=event,
        slug=change.slug,
        status=change.status,
        reason=why,
        answers=answers.model_dump(mode="json") if answers else {},
        by=caller.user,
        made_at=timezone.now(),
    )


def _withdraw_links(page: Page, event: Event) -> None:
    """Its people and what it came from stay in the book and on no list: they were never rightly part of this."""
    for link in [*people_linked(event), *led_from(event)]:
        link.withdrawn = True
        page.save(link)
