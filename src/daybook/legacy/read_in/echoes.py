"""Which of the records read are ones that Daybook itself told: known by the number given for them, or by our own."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from daybook.legacy.mapping import Held
from daybook.legacy.models import Delivery, Reference
from daybook.legacy.read_in.sights import Name, name_of
from daybook.records.reading_reports import events_numbered


def echoes(system: str, helds: Iterable[Held]) -> dict[Name, UUID]:
    """The report of ours that each of these is; those that are none of ours are left out.

    Our own number counts where the answer has not been filed yet: the report was sent, and no other record there is
    known to be it.
    """
    read = list(helds)
    known = _by_reference(system, [held.reference for held in read if held.reference])
    ours = {held.key for held in read if held.key and held.reference not in known}
    by_number = _unanswered(system, ours)
    found = {name_of(held): known.get(held.reference) or by_number.get(held.key) for held in read}
    return {name: event for name, event in found.items() if event}


def _by_reference(system: str, references: list[str]) -> dict[str, UUID]:
    rows = Reference.objects.filter(system=system, record_type="event", reference__in=references)
    return dict(rows.values_list("reference", "record_id"))


def _unanswered(system: str, numbers: Iterable[str]) -> dict[str, UUID]:
    """Reports with these numbers that were sent there and for which it has given no number yet."""
    events = events_numbered(numbers)
    sent = Delivery.objects.filter(system=system, record_id__in=events, exposed=True)
    told = set(sent.values_list("record_id", flat=True))
    answered = Reference.objects.filter(system=system, record_id__in=told)
    waiting = told - set(answered.values_list("record_id", flat=True))
    return {number: event for event, number in events.items() if event in waiting}
