"""A generated person as the rows that recording one by hand would leave."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from daybook.book import Author
from daybook.book.pages import Page
from daybook.book.sheaf import Sheaf
from daybook.demo.generator import Alias, GeneratedPerson
from daybook.demo.loading.ids import person_id
from daybook.demo.loading.places import Places
from daybook.records import kinds, names, telephone
from daybook.records.models import (
    Identifier,
    Link,
    Person,
    PersonDescription,
    PersonName,
    Phone,
    WarningMarker,
)
from daybook.records.models.common import RecordKind
from daybook.records.people import LIVES_AT, USES, canonical_number

YEARS_OF_RECORD = 1500
LIVED_BEFORE = timedelta(days=900)
SAVED_AT_ONCE = ("pncid", "cro", "driver_number")
ALIASES = {"maiden": PersonName.Kind.BIRTH, "nickname": PersonName.Kind.NICKNAME}
TIES = {
    "spouse": ("partner", ""),
    "sibling": ("associate", "Sibling"),
    "twin": ("associate", "Twin"),
    "housemate": ("associate", "Shares a home"),
}


def record_person(
    sheaf: Sheaf, author: Author, given: GeneratedPerson, seed: int, places: Places, first_day: date
) -> None:
    """One page: the person with names, numbers, description, home, contact, warnings and relations.

    Everybody is on record before `first_day`, the first day of the events.
    """
    at = recorded_at(given, first_day)
    origin = {"asserted_at": at}
    person = _person(given, seed, at)
    page = sheaf.page(kinds.PERSON_RECORDED, author, person, happened_at=at)
    page.save(person)
    page.save_many(list(_names(person, given, origin)))
    page.save_many(list(_identifiers(person, given, origin)))
    page.save(PersonDescription(person=person, height_cm=given.height_cm, **origin))
    page.save_many(list(_warnings(person, given)))
    page.save_many(list(_homes(page, given, person.pk, places, at)))
    page.save_many(list(_ties(given, person.pk, seed, at)))
    if given.phone or given.email:
        contact = page.save(Phone(number=telephone.canonical(given.phone), email=given.email))
        page.save(link(person.pk, USES, RecordKind.PHONE, contact.pk, at))


def recorded_at(given: GeneratedPerson, first_day: date) -> datetime:
    """When this person came on record: after their birth, up to four years before the events begin."""
    number = int(given.key[1:]) * 7919
    latest = datetime.combine(first_day, time(7), UTC)
    moment = latest - timedelta(days=number % YEARS_OF_RECORD, minutes=number % 1009)
    born = datetime.combine(given.date_of_birth, time(9), UTC) + timedelta(days=3)
    return max(moment, born)


def link(
    from_id: UUID, role: str, kind: RecordKind, to_id: UUID, at: datetime, valid_from: date | None = None
) -> Link:
    """A link from a person."""
    return Link(
        from_kind=RecordKind.PERSON,
        from_id=from_id,
        role=role,
        to_kind=kind,
        to_id=to_id,
        valid_from=valid_from or at.date(),
        asserted_at=at,
    )


def _person(given: GeneratedPerson, seed: int, at: datetime) -> Person:
    return Person(
        id=person_id(seed, given.key),
        family_name=given.family_name,
        given_names=" ".join(given.given_names),
        date_of_birth=given.date_of_birth,
        sex=given.sex,
        gender_identity=given.gender_identity,
        self_defined_ethnicity=given.self_defined_ethnicity,
        observed_ethnicity=given.observed_ethnicity,
        nationality=given.nationality,
        language=given.language,
        occupation=given.occupation,
        recorded_at=at,
    )


def _names(person: Person, given: GeneratedPerson, origin: dict[str, Any]) -> Iterator[PersonName]:
    yield _name(person, PersonName.Kind.PRIMARY, person.family_name, person.given_names, origin)
    for alias in given.aliases:
        kind = ALIASES.get(alias.kind, PersonName.Kind.ALIAS)
        yield _name(person, kind, alias.family_name, _given(alias), origin)


def _given(alias: Alias) -> str:
    return " ".join(alias.given_names)


def _name(person: Person, kind: str, family: str, given: str, origin: dict[str, Any]) -> PersonName:
    """Half a name is found with the other half, as names typed by hand are."""
    search = names.search_form(family or person.family_name, given or person.given_names)
    return PersonName(
        person=person, kind=kind, family_name=family, given_names=given, search=search, **origin
    )


def _identifiers(person: Person, given: GeneratedPerson, origin: dict[str, Any]) -> Iterator[Identifier]:
    for scheme in SAVED_AT_ONCE:
        raw = getattr(given, scheme)
        if raw:
            canonical, valid = canonical_number(scheme, raw)
            yield Identifier(
                person=person, scheme=scheme, raw=raw, canonical=canonical, valid=valid, **origin
            )


def _warnings(person: Person, given: GeneratedPerson) -> Iterator[WarningMarker]:
    for marker in given.warnings:
        yield WarningMarker(
            person=person,
            code=marker.code,
            text=f"From: {marker.source.lower()}",
            expires_on=marker.expires_on,
            review_on=marker.review_on,
            asserted_at=datetime.combine(marker.recorded_on, time(12), UTC),
        )


def _homes(page: Page, given: GeneratedPerson, person: UUID, places: Places, at: datetime) -> Iterator[Link]:
    """The former address has ended; the current one runs."""
    if given.former_address and given.former_address != given.address:
        since = max(given.date_of_birth, (at - LIVED_BEFORE).date())
        place = places.put(page, given.former_address)
        former = link(person, LIVES_AT, RecordKind.LOCATION, place, at, since)
        former.valid_to = at.date()
        yield former
    yield link(person, LIVES_AT, RecordKind.LOCATION, places.put(page, given.address), at)


def _ties(given: GeneratedPerson, person: UUID, seed: int, at: datetime) -> Iterator[Link]:
    """Each tie once, told by the person who came later: a parent's link goes from parent to child."""
    for relation in given.relations:
        other = person_id(seed, relation.person)
        if relation.kind == "parent":
            yield link(other, "parent", RecordKind.PERSON, person, at)
        elif relation.kind in TIES and relation.person < given.key:
            role, note = TIES[relation.kind]
            tie = link(person, role, RecordKind.PERSON, other, at)
            tie.note = note
            yield tie
