"""Open cases that some people are part of: a rule for other rooms, whoever asks; it never names what is hidden."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from daybook.records.models import Event, Handling, Link
from daybook.records.models.common import RecordKind
from daybook.records.reports.base import all_types


def open_cases(people: Iterable[UUID]) -> list[str]:
    """Their reports that somebody is working on, as other rooms may name them: `crime CR/0000001/26 is ...`.

    Those that not everybody may see count too, but are not named: `a report that is not open to all is in hand`.
    """
    running = Q(pk__in=[])
    for slug, kind in all_types().items():
        running |= Q(report_type=slug, status__in=kind.in_hand)
    ties = Link.objects.filter(
        from_kind=RecordKind.PERSON, from_id__in=list(people), to_kind=RecordKind.EVENT
    )
    events = Event.objects.filter(running, pk__in=ties.filter(withdrawn=False).values("to_id"))
    return list(dict.fromkeys(_words(event) for event in events.order_by("number")))


def _words(event: Event) -> str:
    if event.handling != Handling.OPEN:
        return "a report that is not open to all is in hand"
    kind = all_types()[event.report_type]
    return f"{kind.title.lower()} {event.number} is {kind.statuses[event.status].lower()}"
