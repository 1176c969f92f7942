"""A generated person as the rows that recording one by hand would leave."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from daybook.book import Author
from daybook.book.sheaf import Sheaf, SheafPage
from daybook.demo.generator import GeneratedPerson
from daybook.demo.loading.ids import person_id
from daybook.demo.loading.places import Places
from daybook.records import kinds, names, telephone
from daybook.records.models import (
    Identifier,
    Link,
    NameToken,
    Person,
    PersonDescription,
    PersonName,
    Phone,
    WarningMarker,
)
from daybook.records.people import LIVES_AT, USES, canonical_number

YEARS_OF_RECORD = 1500
LIVED_BEFORE = timedelta(days=900)
SCHEMES = ("pncid", "cro", "driver_number")
SAME = (
    "family_name",
    "date_of_birth",
    "sex",
    "gender_identity",
    "self_defined_ethnicity",
    "observed_ethnicity",
    "nationality",
    "language",
    "occupation",
)
ALIASES = {"maiden": PersonName.Kind.BIRTH, "nickname": PersonName.Kind.NICKNAME}
TIES = {
    "partner": ("partner", ""),
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
    person = person_id(seed, given.key)
    page = sheaf.page(kinds.PERSON_RECORDED, author, "person", person, at)
    page.add(Person, id=person, recorded_at=at, **_columns(given))
    _add_names(page, person, given, at)
    _add_identifiers(page, person, given, at)
    page.add(PersonDescription, person_id=person, height_cm=given.height_cm, asserted_at=at)
    _add_warnings(page, person, given)
    _add_homes(page, person, given, places, at)
    _add_ties(page, person, given, seed, at)
    if given.phone or given.email:
        contact = page.add(Phone, number=telephone.canonical(given.phone), email=given.email)
        add_link(page, person, USES, "phone", contact, at)


def recorded_at(given: GeneratedPerson, first_day: date) -> datetime:
    """When this person came on record: after their birth, up to four years before the events begin."""
    number = int(given.key[1:]) * 7919
    latest = datetime.combine(first_day, time(7), UTC)
    moment = latest - timedelta(days=number % YEARS_OF_RECORD, minutes=number % 1009)
    born = datetime.combine(given.date_of_birth, time(9), UTC) + timedelta(days=3)
    return max(moment, born)


def add_link(
    page: SheafPage,
    person: UUID,
    role: str,
    kind: str,
    other: UUID,
    at: datetime,
    since: date | None = None,
    **more: Any,
) -> None:
    """A link from a person to a record of that kind."""
    page.add(
        Link,
        from_kind="person",
        from_id=person,
        role=role,
        to_kind=kind,
        to_id=other,
        valid_from=since or at.date(),
        asserted_at=at,
        **more,
    )


def _columns(given: GeneratedPerson) -> dict[str, Any]:
    columns = {name: getattr(given, name) for name in SAME}
    return {**columns, "given_names": " ".join(given.given_names)}


def _add_names(page: SheafPage, person: UUID, given: GeneratedPerson, at: datetime) -> None:
    """Half a name is found with the other half, as names typed by hand are."""
    first = " ".join(given.given_names)
    _add_name(
        page, person, at, PersonName.Kind.PRIMARY, (given.family_name, first), (given.family_name, first)
    )
    for alias in given.aliases:
        kind = ALIASES.get(alias.kind, PersonName.Kind.ALIAS)
        own = (alias.family_name, " ".join(alias.given_names))
        _add_name(page, person, at, kind, own, (own[0] or given.family_name, own[1] or first))


def _add_name(
    page: SheafPage, person: UUID, at: datetime, kind: str, own: tuple[str, str], whole: tuple[str, str]
) -> None:
    search = names.search_form(*whole)
    name = page.add(
        PersonName,
        person_id=person,
        kind=str(kind),
        family_name=own[0],
        given_names=own[1],
        search=search,
        asserted_at=at,
    )
    for token in search.split():
        page.sheaf.beside(NameToken, token=token, words=f" {search}", person_id=person, name_id=name)


def _add_identifiers(page: SheafPage, person: UUID, given: GeneratedPerson, at: datetime) -> None:
    for scheme in SCHEMES:
        raw = getattr(given, scheme)
        if raw:
            canonical, valid = canonical_number(scheme, raw)
            number = {"scheme": scheme, "raw": raw, "canonical": canonical, "valid": valid}
            page.add(Identifier, person_id=person, asserted_at=at, **number)


def _add_warnings(page: SheafPage, person: UUID, given: GeneratedPerson) -> None:
    for marker in given.warnings:
        page.add(
            WarningMarker,
            person_id=person,
            code=marker.code,
            text=f"From: {marker.source.lower()}",
            expires_on=marker.expires_on,
            review_on=marker.review_on,
            asserted_at=datetime.combine(marker.recorded_on, time(12), UTC),
        )


def _add_homes(page: SheafPage, person: UUID, given: GeneratedPerson, places: Places, at: datetime) -> None:
    """The former address has ended; the current one runs."""
    if given.former_address and given.former_address != given.address:
        since = max(given.date_of_birth, (at - LIVED_BEFORE).date())
        place = places.put(page, given.former_address)
        add_link(page, person, LIVES_AT, "location", place, at, since, valid_to=at.date())
    add_link(page, person, LIVES_AT, "location", places.put(page, given.address), at)


def _add_ties(page: SheafPage, person: UUID, given: GeneratedPerson, seed: int, at: datetime) -> None:
    """Each tie once, told by the person who came later: a parent's link goes from parent to child."""
    for relation in given.relations:
        other = person_id(seed, relation.person)
        if relation.kind == "parent":
            add_link(page, other, "parent", "person", person, at)
        elif relation.kind in TIES and relation.person < given.key:
            role, note = TIES[relation.kind]
            add_link(page, person, role, "person", other, at, note=note)
