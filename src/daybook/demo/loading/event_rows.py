"""A generated event as the rows and the entry that recording its report would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.utils import timezone

from daybook.book import Author
from daybook.book.sheaf import Sheaf, SheafPage
from daybook.demo.generator import GeneratedEvent
from daybook.demo.loading.details import details_of, status_of
from daybook.demo.loading.ids import numbered, person_id
from daybook.demo.loading.marks import DEVICE
from daybook.demo.loading.person_rows import add_link
from daybook.demo.loading.places import Places
from daybook.records.identifiers import Asn
from daybook.records.models import Event, EventOffence
from daybook.records.numbers import take_numbers
from daybook.records.offences import find
from daybook.records.reports import type_of

PURPOSE = "operational"
ASN_UNIT, ASN_SYSTEM = "02", "01"
WITHOUT_ASN = 4
"""One arrest of so many has no ASN yet."""
INCIDENT_ROLE = "personReporting"


@dataclass(frozen=True, slots=True)
class Setting:
    """What every event of a load needs: seed, officers' ids by collar number, force code, end of the last day."""

    seed: int
    officers: dict[str, UUID]
    force_code: str
    last_day_ends: datetime


def record_events(sheaf: Sheaf, events: Iterable[GeneratedEvent], setting: Setting) -> None:
    """A page for each event, numbered in their order."""
    batch = list(events)
    places = Places(setting.seed)
    places.look_up(event.place for event in batch)
    for event, number in zip(batch, event_numbers(batch), strict=True):
        _record(sheaf, event, number, places, setting)


def event_numbers(events: list[GeneratedEvent]) -> list[str]:
    """The force's own numbers, from the series of the year in which each was recorded."""
    series = [(prefix_of(event.kind), _year(event.recorded_at)) for event in events]
    drawn = {
        (prefix, year): iter(take_numbers(prefix, count, year))
        for (prefix, year), count in Counter(series).items()
    }
    return [next(drawn[each]) for each in series]


@cache
def prefix_of(kind: str) -> str:
    """The letters with which the numbers of this report type begin."""
    return type_of(kind).prefix


def _year(moment: datetime) -> int:
    return timezone.localtime(moment).year


def _record(sheaf: Sheaf, given: GeneratedEvent, number: str, places: Places, setting: Setting) -> None:
    event = numbered(setting.seed, "event", int(given.key[1:]))
    author = Author(user=setting.officers[given.officer], device=DEVICE, purpose=PURPOSE)
    page = sheaf.page(f"{given.kind}:recorded", author, "event", event, given.happened_at)
    lasted = given.happened_until > given.happened_at
    page.add(
        Event,
        id=event,
        report_type=given.kind,
        number=number,
        status=status_of(given, setting.last_day_ends),
        happened_from=given.happened_at,
        happened_to=given.happened_until if lasted else None,
        location_id=places.put(page, given.place),
        details=details_of(given),
        officer_id=author.user,
        recorded_at=given.recorded_at,
        asn=_asn(given, number, setting.force_code) if given.kind == "arrest" else "",
    )
    for code in given.offence_codes:
        page.add(EventOffence, event_id=event, **offence_columns(code))
    _link_people(page, event, given, setting.seed)
    if given.outcome and given.outcome_at:
        page.note(outcome=given.outcome, outcome_at=given.outcome_at)


def _asn(given: GeneratedEvent, number: str, force_code: str) -> str:
    """From the number of the arrest; a few are still without one."""
    sequence = int(number.split("/")[1])
    if sequence % WITHOUT_ASN == 0:
        return ""
    return Asn.make(_year(given.recorded_at), force_code, ASN_UNIT, ASN_SYSTEM, sequence).canonical


@cache
def offence_columns(code: str) -> dict[str, Any]:
    """What an event keeps of an offence."""
    offence = find(code)
    columns = ("code", "title", "category", "recordable")
    return {name: getattr(offence, name) for name in columns}


def _link_people(page: SheafPage, event: UUID, given: GeneratedEvent, seed: int) -> None:
    """Who had which part; an incident asks only who reported it."""
    day = given.happened_at.date()
    incident = given.kind == "incident"
    for role in given.people[:1] if incident else given.people:
        part = INCIDENT_ROLE if incident else role.role
        add_link(page, person_id(seed, role.person), part, "event", event, given.recorded_at, day)
