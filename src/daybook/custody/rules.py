"""The rules that hold for every entry: when it may have happened, and who may decide."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from daybook.access.models import Rank
from daybook.custody import limits
from daybook.custody.clocks.calendar import span
from daybook.custody.clocks.ranks import at_least
from daybook.custody.detention import Detention
from daybook.custody.entries.base import EntryKind
from daybook.custody.findings import Refused, Warned
from daybook.custody.ranks import Officer
from daybook.records.reports.values import LONDON

LATE = timedelta(minutes=15)
"""An entry written later than this after it happened says why."""


def refusals(entry: EntryKind, now: Detention, decider: Officer) -> list[Refused]:
    """Everything that refuses the entry: the rules of all kinds, then those of its own."""
    common = [*_rank(entry, decider), *_apart(entry, now, decider)]
    lawful = limits.refusals(entry, now)
    return [*_times(entry, now), *lawful, *common, *entry.refusals(now, decider)]


def warnings(
    entry: EntryKind, now: Detention, decider: Officer, noted_at: datetime | None = None
) -> list[Warned]:
    """Everything that asks for a reason. `noted_at` is when it was written down, if not now."""
    common = [*_late(entry, now, noted_at or timezone.now()), *_adult(entry, now)]
    return [*common, *limits.warnings(entry, now), *entry.warnings(now, decider)]


def _times(entry: EntryKind, now: Detention) -> Iterator[Refused]:
    """Nothing happens before the arrest, and nothing of a detention after it has ended."""
    at, field = entry.happened_at, "happened_at"
    if at < now.facts.arrested_at:
        said = f"This is before the arrest at {clock(now.facts.arrested_at)}. Enter when it happened."
        yield Refused("TIME-1", field, said)
    if now.ended_at and at > now.ended_at and not entry.after_release:
        said = f"The person left custody at {clock(now.ended_at)}. Correct that entry if they did not."
        yield Refused("TIME-3", field, said)


def _adult(entry: EntryKind, now: Detention) -> Iterator[Warned]:
    """A child and a vulnerable person have their appropriate adult with them (Code C 1.4, 1.5 and where named)."""
    if entry.adult_law and now.protected and not getattr(entry, "appropriate_adult", False):
        said = f"The appropriate adult should be there ({entry.adult_law}). Wait for them, or say why not."
        yield Warned("AA-1", "appropriate_adult", said)


def _rank(entry: EntryKind, decider: Officer) -> Iterator[Refused]:
    if entry.least_rank and not at_least(decider.rank, entry.least_rank):
        least = Rank(entry.least_rank).label.lower()
        said = f"This needs the decision of a {least} or above; {decider.name} is not. Ask one to decide."
        yield Refused(entry.rank_rule, entry.decided_by or "happened_at", said)


def _apart(entry: EntryKind, now: Detention, decider: Officer) -> Iterator[Refused]:
    """Who decides on a detention has no part in the investigation (PACE s.36(5), s.40(1))."""
    if entry.segregation and now.involves(decider):
        said = f"{decider.name} arrested the person or investigates the case. Another officer must decide."
        yield Refused(entry.segregation, entry.decided_by or "happened_at", said, overridable=True)


def _late(entry: EntryKind, now: Detention, written: datetime) -> Iterator[Warned]:
    if written - entry.happened_at > LATE:
        said = f"This is written {span(written - entry.happened_at)} after it happened. Say why so late."
        yield Warned("late-entry", "happened_at", said)
    if now.arrived_at and entry.happened_at < now.arrived_at:
        said = f"This is before the arrival at {clock(now.arrived_at)}. Check the time."
        yield Warned("before-arrival", "happened_at", said)


def clock(moment: datetime) -> str:
    """A moment as London shows it."""
    return f"{moment.astimezone(LONDON):%H:%M on %-d %B %Y}"
