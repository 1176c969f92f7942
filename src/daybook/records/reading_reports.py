"""From rows back to a report: for the form of an amendment, the page of an event and the printed copy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from daybook.records.forms.typed import Typed, holds, moment_boxes, shown, typed_of
from daybook.records.models import Event, Link, Person
from daybook.records.models.common import RecordKind
from daybook.records.reports import Report, type_of
from daybook.records.reports.form import STORED, inner_model


def people_linked(event: Event) -> list[Link]:
    """The links by which people are part of an event, in the order they were recorded."""
    links = Link.objects.filter(from_kind=RecordKind.PERSON, to_kind=RecordKind.EVENT, to_id=event.pk)
    return list(links.filter(withdrawn=False, valid_to__isnull=True).order_by("id"))


AROSE_FROM = "aroseFrom"
"""The role of the link from a report to the one that it came from."""


def led_from(event: Event) -> list[Link]:
    """The links by which an event says what it came from."""
    links = Link.objects.filter(from_id=event.pk, role=AROSE_FROM, to_kind=RecordKind.EVENT)
    return list(links.filter(withdrawn=False, valid_to__isnull=True).order_by("id"))


def led_to(event: Event) -> list[Link]:
    """The links by which others say that they came from this event."""
    links = Link.objects.filter(to_id=event.pk, role=AROSE_FROM, from_kind=RecordKind.EVENT)
    return list(links.filter(withdrawn=False, valid_to__isnull=True).order_by("id"))


def events_naming(person_id: UUID) -> list[UUID]:
    """The ids of the events that a person is part of."""
    links = Link.objects.filter(from_kind=RecordKind.PERSON, from_id=person_id, to_kind=RecordKind.EVENT)
    return list(links.filter(withdrawn=False, valid_to__isnull=True).values_list("to_id", flat=True))


def people_in(event: Event) -> list[tuple[str, Person]]:
    """Role and person for everyone in the event."""
    return _with_people(people_linked(event))


def event_and_person(event_id: UUID) -> tuple[Event, Person | None]:
    """An event and the first person in it, of whom its document speaks as the person."""
    event = Event.objects.get(pk=event_id)
    return event, next((person for _, person in people_in(event)), None)


def events_numbered(numbers: Iterable[str]) -> dict[UUID, str]:
    """The events of these numbers of the force, by their ids."""
    return dict(Event.objects.filter(number__in=set(numbers)).values_list("pk", "number"))


def people_once_in(event: Event) -> list[tuple[str, Person]]:
    """The same where all were taken out again: whom a withdrawal is about, for those who were told of them."""
    links = Link.objects.filter(from_kind=RecordKind.PERSON, to_kind=RecordKind.EVENT, to_id=event.pk)
    return _with_people(list(links.filter(withdrawn=True).order_by("id")))


def _with_people(links: list[Link]) -> list[tuple[str, Person]]:
    found = {person.pk: person for person in Person.objects.filter(pk__in=[link.from_id for link in links])}
    return [(link.role, found[link.from_id]) for link in links if link.from_id in found]


def typed_of_event(event: Event) -> Typed:
    """The event as its form shows it again; people stand there by their id."""
    kind = type_of(event.report_type)
    place = event.location
    origin = led_from(event)
    typed: Typed = {
        "arose_from": str(origin[0].to_id) if origin else "",
        "happened_at": moment_boxes(event.happened_from),
        "happened_to": moment_boxes(event.happened_to) if event.happened_to else {},
        "place": {
            "description": (place.description or ", ".join(place.lines)) if place else "",
            "postcode": place.postcode if place else "",
            "latitude": shown(place.latitude if place else None),
            "longitude": shown(place.longitude if place else None),
            "uprn": shown(place.uprn if place else None),
        },
        "offences": [
            {"code": offence.code} for offence in event.offences.filter(withdrawn=False).order_by("id")
        ],
        **_details_typed(kind, event.details),
    }
    if "offences" not in kind.model_fields:
        del typed["offences"]
    return typed | _people_typed(kind, event)


def _people_typed(kind: type[Report], event: Event) -> Typed:
    linked = people_linked(event)
    return {
        name: [{"person_id": str(link.from_id)} for link in linked if link.role == role]
        for name, role in kind.people_fields()
    }


def _details_typed(kind: type[Report], details: dict[str, Any]) -> Typed:
    known = {name: details[name] for name in kind.detail_fields() if name in details}
    return {name: _typed_again(kind, name, value) for name, value in known.items()}


def _typed_again(kind: type[Report], name: str, value: Any) -> Any:
    field = kind.model_fields[name]
    if inner := inner_model(field.annotation):
        held = value if isinstance(value, list) else [value]
        parts = [typed_of(inner.model_validate(one, context=STORED)) for one in held if one]
        return parts if isinstance(value, list) else next(iter(parts), {})
    if value and holds(field, datetime):
        return moment_boxes(datetime.fromisoformat(value))
    if value and holds(field, date):
        return shown(date.fromisoformat(value))
    return shown(value)
