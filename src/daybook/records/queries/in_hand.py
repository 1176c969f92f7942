"""Open cases that some people are part of."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from daybook.records.models import Event, Link
from daybook.records.models.common import RecordKind
from daybook.records.reports.base import all_types


def open_cases(people: Iterable[UUID]) -> list[str]:
    """Their reports that somebody is working on, as other rooms may name them: `crime CR/0000001/26 is ...`."""
    running = Q(pk__in=[])
    for slug, kind in all_types().items():
        running |= Q(report_type=slug, status__in=kind.in_hand)
    ties = Link.objects.filter(
        from_kind=RecordKind.PERSON, from_id__in=list(people), to_kind=RecordKind.EVENT
    )
    events = Event.objects.filter(running, pk__in=ties.filter(withdrawn=False).values("to_id"))
    return [
        f"{kind.title.lower()} {number} is {kind.statuses[status].lower()}"
        for slug, number, status in events.order_by("number").values_list("report_type", "number", "status")
        if (kind := all_types()[slug])
    ]
