"""The changes of a report's state so far: what the next one is judged by, and what the history shows."""

from __future__ import annotations

from typing import Any

from daybook.access.caller import Caller
from daybook.records.models import Event, EventChange
from daybook.records.queries.filter import visible
from daybook.records.reports import Change, type_of
from daybook.records.reports.change import Earlier, Told


def told_of(caller: Caller, event: Event) -> Told:
    """What a change of this report by this caller is judged by."""
    return Told(
        status=event.status,
        details=event.details,
        happened_at=event.happened_from,
        by=caller.user.pk if caller.user else None,
        officer=event.officer_id,
        earlier=tuple(
            Earlier(one.slug, one.made_at, one.by_id, one.answers) for one in changes_of(caller, event)
        ),
    )


def change_made(made: EventChange) -> Change:
    """Which change of its report type it was."""
    return next(one for one in type_of(made.event.report_type).changes if one.slug == made.slug)


def open_answers(made: EventChange, all_of_it: bool = True) -> dict[str, Any]:
    """The answers to its questions; without those that the questions guard, unless `all_of_it` may be read."""
    asks = change_made(made).asks
    kept = asks.guarded if asks and not all_of_it else frozenset[str]()
    return {name: value for name, value in made.answers.items() if name not in kept}


def changes_of(caller: Caller, event: Event) -> list[EventChange]:
    """Every change so far, oldest first."""
    return list(
        visible(caller, EventChange).filter(event=event).select_related("event").order_by("made_at", "pk")
    )
