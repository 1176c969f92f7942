"""Who is to be booked in: arrested and not here yet, or on the way from another suite."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.custody.clocks.calendar import span
from daybook.custody.models import CustodyRecord, Suite
from daybook.custody.queries.filter import visible
from daybook.custody.state import detentions
from daybook.records.event_page import warnings_of
from daybook.records.models import Event, Link, Person
from daybook.records.queries import filter as records

LONGEST = timedelta(hours=24)
"""An arrest longer ago than this without a custody record was dealt with otherwise."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """Somebody arrested who is to be booked in. `here` where the arrest names this suite."""

    arrest: Event
    person: Person | None
    warnings: tuple[str, ...]
    here: bool

    @property
    def since(self) -> str:
        """How long ago the arrest was, in words."""
        return span(timezone.now() - self.arrest.happened_from)


def awaiting(caller: Caller, suite: Suite) -> list[Awaited]:
    """Arrests of the last day without a custody record, this suite's first, each kind by the time of arrest."""
    booked = CustodyRecord.objects.filter(arrest=OuterRef("pk"))
    arrests = records.visible(caller, Event).filter(
        ~Exists(booked),
        report_type="arrest",
        status="arrested",
        happened_from__gte=timezone.now() - LONGEST,
    )
    found = [event for event in arrests.prefetch_related("offences") if _for(event, suite)]
    people = _arrested(caller, found)
    marks = warnings_of({person.pk: person for person in people.values()})
    rows = [_awaited(event, people.get(event.pk), marks, suite) for event in found]
    return sorted(rows, key=lambda row: (not row.here, row.arrest.happened_from))


@dataclass(frozen=True, slots=True)
class Coming:
    """Somebody who left another suite for this one, and when."""

    record: CustodyRecord
    left_at: datetime


def coming(caller: Caller, suite: Suite) -> list[Coming]:
    """Those transferred here in the last day whom nobody has received yet, who left first first."""
    since = timezone.now() - LONGEST
    left = visible(caller).filter(closed_at__gte=since, continued_by=None).exclude(suite=suite)
    found = {record.pk: record for record in left.select_related("person", "suite", "arrest")}
    last = [(record, one.last("transfer")) for record, one in detentions(list(found)).items()]
    rows = [
        Coming(found[record], entry.at)
        for record, entry in last
        if entry and called(str((entry.details or {}).get("to", "")), suite)
    ]
    return sorted(rows, key=lambda row: row.left_at)


def suite_named(event: Event) -> str:
    """The suite that the arrest report says the person was taken to, in its words."""
    return str(event.details.get("custody_suite") or "").strip()


def names(event: Event, suite: Suite) -> bool:
    """Whether the arrest report names this suite, by its name, its station or its code."""
    return called(suite_named(event), suite)


def called(said: str, suite: Suite) -> bool:
    """Whether these words are the suite's name, its station or its code."""
    word = said.strip().casefold()
    return bool(word) and word in {suite.name.casefold(), suite.station.casefold(), suite.code.casefold()}


def _for(event: Event, suite: Suite) -> bool:
    """Whether the arrest may be this suite's: it names it, or no suite that there is."""
    return names(event, suite) or not any(names(event, one) for one in Suite.objects.exclude(pk=suite.pk))


def _arrested(caller: Caller, events: Iterable[Event]) -> dict[UUID, Person]:
    """The arrested person of each event, where the caller may see them."""
    keys = [event.pk for event in events]
    links = records.visible(caller, Link).filter(to_kind="event", to_id__in=keys, role="arrested")
    pairs = dict(links.filter(from_kind="person", withdrawn=False).values_list("to_id", "from_id"))
    people = records.visible(caller, Person).in_bulk(list(pairs.values()))
    return {event: people[person] for event, person in pairs.items() if person in people}


def _awaited(
    event: Event, person: Person | None, marks: dict[UUID, tuple[str, ...]], suite: Suite
) -> Awaited:
    warnings = marks.get(person.pk, ()) if person else ()
    return Awaited(event, person, warnings, names(event, suite))
