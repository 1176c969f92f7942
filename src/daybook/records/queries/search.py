"""Search for people, events, places and vehicles, fast enough for a million people.

A name is found by one range of the index over `NameToken`: the longest word typed is the beginning of `token`,
the others stand in `words` of the same index row, so nothing else is read until the candidates are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from daybook.access.caller import Caller
from daybook.access.permission import allowed
from daybook.book.asked import asked
from daybook.records.models import (
    Event,
    Identifier,
    Link,
    Location,
    LocationToken,
    NameToken,
    Person,
    PersonName,
    Phone,
    PropertyItem,
    Vehicle,
)
from daybook.records.people import LIVES_AT, USES
from daybook.records.queries.filter import ask, visible
from daybook.records.words import NUMBERS, Asked

CANDIDATES = 400
Reading = tuple[str, ...]


def find_people(caller: Caller, asked: Asked, limit: int) -> list[Person]:
    """People whose number, name, birth date, postcode or telephone is asked for; best first."""
    if not allowed(caller, "records.search"):
        return []
    ids = list(dict.fromkeys([*_by_number(caller, asked), *_by_description(caller, asked)]))[:CANDIDATES]
    return list(islice(_seen(caller, ids, limit), limit))


def _seen(caller: Caller, ids: list[UUID], limit: int) -> Iterator[Person]:
    """Those of the candidates whom the caller may see, in order; read by portions, since most are seen."""
    for start in range(0, len(ids), limit + 1):
        portion = ids[start : start + limit + 1]
        found = people_by_id(caller, portion)
        yield from (found[key] for key in portion if key in found)


def people_by_id(caller: Caller, ids: Iterable[UUID]) -> dict[UUID, Person]:
    """Those of these people whom the caller may see."""
    return {person.pk: person for person in ask(caller, _people, ids=list(ids))}


@asked
def _people(caller: Caller, ids: list[UUID]) -> QuerySet[Person]:
    return visible(caller, Person).filter(pk__in=ids)


def find_events(caller: Caller, asked: Asked, limit: int) -> list[Event]:
    """Events by their number, their arrest/summons number, or an item of property that they are about."""
    events = visible(caller, Event)
    if asked.event_number:
        return list(events.filter(number=asked.event_number)[:limit])
    if asn := asked.canonical("asn"):
        return list(events.filter(asn=asn)[:limit])
    if asked.item:
        return list(
            events.filter(pk__in=_of_item(caller, asked.item)).order_by("-happened_from", "pk")[:limit]
        )
    return []


def _of_item(caller: Caller, text: str) -> QuerySet[Link, UUID]:
    """The events of the items with that exhibit reference or under that seal."""
    items = visible(caller, PropertyItem).filter(Q(reference=text) | Q(seal=text))
    links = visible(caller, Link).filter(from_id__in=items.values("pk"), to_kind="event", withdrawn=False)
    return links.values_list("to_id", flat=True)


def find_places(caller: Caller, asked: Asked, limit: int) -> list[Location]:
    """Locations by words of their address or description and by postcode; half a postcode gives all in it."""
    if asked.born or not (asked.names or asked.postcode):
        return []
    places = _locations(caller, asked.postcode) if asked.postcode else visible(caller, Location)
    if not asked.names:
        return list(places[:limit])
    ids = list(dict.fromkeys(key for reading in asked.names for key in _placed(caller, reading)))
    found = places.in_bulk(ids)
    return [found[key] for key in ids if key in found][:limit]


def find_vehicles(caller: Caller, asked: Asked, limit: int) -> list[Vehicle]:
    if not asked.registration:
        return []
    return list(visible(caller, Vehicle).filter(registration=asked.registration)[:limit])


def _by_number(caller: Caller, asked: Asked) -> Iterator[UUID]:
    for scheme, canonical in asked.numbers:
        numbers = visible(caller, Identifier).filter(scheme=scheme, canonical=canonical)
        yield from numbers.values_list("person_id", flat=True)[:CANDIDATES]
    if asked.unchecked:
        failed = visible(caller, Identifier).filter(
            scheme__in=NUMBERS, canonical=asked.unchecked, valid=False
        )
        yield from failed.values_list("person_id", flat=True)[:CANDIDATES]
    if asked.telephone:
        phones = visible(caller, Phone).filter(number=asked.telephone).values_list("pk", flat=True)
        yield from _joined(caller, phones, USES)


def _by_description(caller: Caller, asked: Asked) -> Iterable[UUID]:
    if asked.names:
        return islice(_by_name(caller, asked), CANDIDATES)
    if asked.born:
        born = visible(caller, Person).filter(date_of_birth__range=asked.born).order_by("date_of_birth", "pk")
        return born.values_list("pk", flat=True)[:CANDIDATES]
    if asked.postcode:
        return _joined(caller, _locations(caller, asked.postcode).values_list("pk", flat=True), LIVES_AT)
    return ()


def _by_name(caller: Caller, asked: Asked) -> Iterator[UUID]:
    nearby = None
    if asked.postcode:
        nearby = set(
            _joined(caller, _locations(caller, asked.postcode).values_list("pk", flat=True), LIVES_AT)
        )
    for reading in asked.names:
        ids = _born_as(caller, reading, asked.born) if asked.born else _in_order(**_words(reading))
        yield from (key for key in ids if nearby is None or key in nearby)


def _named(first: str, after: str, others: Iterable[str]) -> QuerySet[NameToken, UUID]:
    """The people of whom each word is the beginning of a word of one name."""
    rows = NameToken.objects.filter(token__gte=first, token__lt=after)
    for word in others:
        rows = rows.filter(words__contains=word)
    return rows.values_list("person_id", flat=True)


@asked
def _in_order(first: str, after: str, others: list[str]) -> QuerySet[NameToken, UUID]:
    return _named(first, after, others).order_by("token", "words", "person_id")[:CANDIDATES]


def _words(reading: Reading) -> dict[str, Any]:
    """What `_named` is given: the range of the longest word, and the others as they begin in a name."""
    first, *others = sorted(reading, key=len, reverse=True)
    return {"first": first, "after": _after(first), "others": [f" {word}" for word in others]}


def _born_as(caller: Caller, reading: Reading, born: tuple[date, date]) -> Iterable[UUID]:
    """Those so named and born on those days: from the few born on one day, or from the many of a year."""
    if born[0] != born[1]:
        return _named(**_words(reading)).filter(person__date_of_birth__range=born)[:CANDIDATES]
    names = visible(caller, PersonName).filter(person__date_of_birth=born[0])
    return [
        key
        for key, search in names.values_list("person_id", "search")
        if all(f" {word}" in f" {search}" for word in reading)
    ]


def _placed(caller: Caller, reading: Reading) -> Iterable[UUID]:
    """Places of which each word is the beginning of a word; a number alone would be too many."""
    first, *others = sorted(reading, key=lambda word: (word.isdigit(), -len(word)))
    if first.isdigit():
        return ()
    rows = visible(caller, LocationToken).filter(token__gte=first, token__lt=_after(first))
    for word in others:
        rows = rows.filter(words__contains=f" {word}")
    return rows.order_by("token", "words", "location_id").values_list("location_id", flat=True)[:CANDIDATES]


def _joined(caller: Caller, ends: Iterable[UUID], role: str) -> QuerySet[Link, UUID]:
    links = visible(caller, Link).filter(to_id__in=ends, role=role, from_kind="person", withdrawn=False)
    return links.values_list("from_id", flat=True)[:CANDIDATES]


def _locations(caller: Caller, postcode: str) -> QuerySet[Location]:
    places = visible(caller, Location)
    if " " in postcode:
        return places.filter(postcode=postcode)
    return places.filter(postcode__startswith=f"{postcode} ")


def _after(prefix: str) -> str:
    """The first text behind all those that begin with the prefix."""
    return prefix[:-1] + chr(ord(prefix[-1]) + 1)
