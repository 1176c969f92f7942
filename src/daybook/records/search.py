"""What this room puts into the search box of every page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from daybook.access.caller import Caller
from daybook.records import labels
from daybook.records.models import Event, Link, Location, Person, PersonName, Vehicle, WarningMarker
from daybook.records.models.common import RecordKind
from daybook.records.people import LIVES_AT
from daybook.records.queries.filter import visible
from daybook.records.queries.linked import fetch
from daybook.records.queries.profile import is_in_force
from daybook.records.queries.search import find_events, find_people, find_places, find_vehicles
from daybook.records.templatetags.records import born, kind_name, moment
from daybook.records.words import Asked, read
from daybook.web.places import SearchHit, SearchSource

Finder = Callable[[Caller, Asked, int], Sequence[Any]]
Shower = Callable[[Caller, Sequence[Any]], list[SearchHit]]


def sources() -> list[SearchSource]:
    """The search sources of this room."""
    return [SearchSource(name, title, _search(finder, shower)) for name, title, finder, shower in SOURCES]


def people_hits(caller: Caller, people: Sequence[Person]) -> list[SearchHit]:
    details, warned = summaries(caller, people), warnings(caller, people)
    return [
        SearchHit(one.full_name, address("person", one.pk), details[one.pk], warned.get(one.pk, ""))
        for one in people
    ]


def event_hits(caller: Caller, events: Sequence[Event]) -> list[SearchHit]:
    return [
        SearchHit(
            f"{kind_name(event.report_type)} {event.number}",
            address("event", event.pk),
            moment(event.happened_from),
        )
        for event in events
    ]


def place_hits(caller: Caller, places: Sequence[Location]) -> list[SearchHit]:
    return [SearchHit(place.one_line, address("location", place.pk)) for place in places]


def vehicle_hits(caller: Caller, vehicles: Sequence[Vehicle]) -> list[SearchHit]:
    return [
        SearchHit(
            car.registration,
            address("vehicle", car.pk),
            " ".join(filter(None, (car.colour, car.make, car.model))),
        )
        for car in vehicles
    ]


def summaries(caller: Caller, people: Sequence[Person]) -> dict[UUID, str]:
    """Birth date, sex, other names and current address of each, to tell namesakes apart."""
    ids = [one.pk for one in people]
    others: dict[UUID, list[str]] = defaultdict(list)
    for name in visible(caller, PersonName).filter(person__in=ids).exclude(kind="primary").order_by("pk"):
        others[name.person_id].append(f"{name.given_names} {name.family_name}".strip())
    homes = _homes(caller, ids)
    return {one.pk: _summary(one, others[one.pk], homes.get(one.pk)) for one in people}


def warnings(caller: Caller, people: Iterable[Person]) -> dict[UUID, str]:
    """The warnings in force of each person who has any, in words."""
    found: dict[UUID, dict[str, None]] = defaultdict(dict)
    rows = visible(caller, WarningMarker).filter(person__in=[one.pk for one in people], withdrawn=False)
    for warning in filter(is_in_force, rows.order_by("code")):
        found[warning.person_id][labels.label("warning-markers", warning.code)] = None
    return {key: ", ".join(words) for key, words in found.items()}


def address(url_name: str, key: UUID) -> str:
    """The address of a record's page, empty while no room has one."""
    try:
        return reverse(f"records:{url_name}", args=[key])
    except NoReverseMatch:
        return ""


def _homes(caller: Caller, ids: list[UUID]) -> dict[UUID, Location]:
    links = visible(caller, Link).filter(
        from_id__in=ids, role=LIVES_AT, withdrawn=False, valid_to__isnull=True
    )
    lives_at = dict(links.order_by("asserted_at").values_list("from_id", "to_id"))
    places = fetch(caller, ((RecordKind.LOCATION, key) for key in lives_at.values()))
    return {
        person: places[RecordKind.LOCATION, key]
        for person, key in lives_at.items()
        if (RecordKind.LOCATION, key) in places
    }


def _summary(person: Person, others: list[str], home: Location | None) -> str:
    parts = [
        f"born {born(person)}" if person.date_of_birth else born(person).replace("not", "birth date not"),
        labels.label("sex", person.sex).lower(),
    ]
    if others:
        parts.append("also " + ", ".join(dict.fromkeys(others)))
    if home:
        parts.append(home.one_line)
    return "; ".join(parts)


def _search(finder: Finder, shower: Shower) -> Callable[[Caller, str, int], list[SearchHit]]:
    def search(caller: Caller, words: str, limit: int) -> list[SearchHit]:
        return shower(caller, finder(caller, read(words), limit))

    return search


SOURCES: tuple[tuple[str, str, Finder, Shower], ...] = (
    ("people", "People", find_people, people_hits),
    ("events", "Events", find_events, event_hits),
    ("places", "Places", find_places, place_hits),
    ("vehicles", "Vehicles", find_vehicles, vehicle_hits),
)
