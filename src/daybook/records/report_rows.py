"""From a report to the rows of POLE, on an open page: what recording and amending share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.models import User
from daybook.book.pages import Page
from daybook.records import people
from daybook.records.geography import to_grid
from daybook.records.models import Event, EventOffence, Link, Location, Person
from daybook.records.models.common import RecordKind
from daybook.records.offences import find
from daybook.records.queries.filter import visible
from daybook.records.reports import Report
from daybook.records.reports.entries import OffenceEntry, PersonEntry, PlaceEntry

PERSON_FIELDS = (
    "family_name",
    "given_names",
    "date_of_birth",
    "apparent_age",
    "sex",
    "gender_identity",
    "self_defined_ethnicity",
    "observed_ethnicity",
    "nationality",
    "language",
    "occupation",
    "phone",
    "email",
    "height_cm",
    "marks",
)


class UnknownPersonError(LookupError):
    """The report names a person that is not there, or that this user may not see."""


def officer_of(caller: Caller) -> User:
    if caller.user is None:
        raise PermissionDenied("A report is made by an officer. Sign on as the officer whose report this is.")
    return caller.user


def split_up(report: Report) -> Iterator[Report]:
    """The report once for each person or item it is about, or as it is where its type keeps them together."""
    name = report.one_event_per
    if report.one_event_per_person:
        name = next(name for name, _ in report.people_fields())
    if not name:
        yield report
        return
    for one in getattr(report, name):
        yield report.model_copy(update={name: [one]})


def save_place(page: Page, place: PlaceEntry) -> Location:
    """A new location; the National Grid reference follows from the point."""
    easting = northing = None
    if place.longitude is not None and place.latitude is not None:
        point = to_grid(place.latitude, place.longitude)
        easting, northing = round(point.easting), round(point.northing)
    return page.save(
        Location(
            description=place.description,
            postcode=place.postcode,
            uprn=place.uprn,
            latitude=place.latitude,
            longitude=place.longitude,
            easting=easting,
            northing=northing,
        )
    )


def save_offences(page: Page, event: Event, entries: Sequence[OffenceEntry]) -> None:
    """Bring the event's offences to these: new ones are added, those no longer named are withdrawn, not deleted."""
    wanted = {entry.code: entry for entry in entries}
    earlier = [] if page.is_new(event) else event.offences.filter(withdrawn=False)
    held = {offence.code: offence for offence in earlier}
    for code in held.keys() - wanted.keys():
        held[code].withdrawn = True
        page.save(held[code])
    for code, entry in wanted.items():
        if code not in held:
            page.save(_offence(event, entry))
        elif _retimed(held[code], entry):
            page.save(held[code])


def _retimed(offence: EventOffence, entry: OffenceEntry) -> bool:
    """Bring the offence to the times now said, if any are; True where that changed it."""
    times = (entry.committed_from, entry.committed_to)
    if times in {(None, None), (offence.committed_from, offence.committed_to)}:
        return False
    offence.committed_from, offence.committed_to = times
    return True


def _offence(event: Event, entry: OffenceEntry) -> EventOffence:
    offence = find(entry.code)
    return EventOffence(
        event=event,
        code=offence.code,
        title=offence.title,
        category=offence.category,
        recordable=offence.recordable,
        committed_from=entry.committed_from,
        committed_to=entry.committed_to,
    )


def save_people(page: Page, event: Event, report: Report, caller: Caller, at: datetime) -> None:
    """Everyone the report names: those on record are linked, the others are recorded first."""
    for role, entry, _ in report.people():
        link_person(page, save_person(page, entry, caller, at), role, event, at)


def save_person(page: Page, entry: PersonEntry, caller: Caller, at: datetime) -> Person:
    if entry.person_id is None:
        return people.new_person(page, person_data(entry), at)
    person = visible(caller, Person).filter(pk=entry.person_id).first()
    if person is None:
        raise UnknownPersonError(
            "The person chosen is not on record. Look them up again or enter the details."
        )
    people.add_details(page, person, person_data(entry), people.Source(at))
    return person


def person_data(entry: PersonEntry) -> people.PersonData:
    """What a form says of a person, in the shape the people of this room are built from."""
    address = people.AddressData(lines=tuple(entry.address), postcode=entry.postcode)
    return people.PersonData(
        **{name: getattr(entry, name) for name in PERSON_FIELDS},
        known=not entry.unknown,
        aliases=tuple(alias_of(line) for line in entry.aliases),
        identifiers={scheme: getattr(entry, scheme) for scheme in ("pncid", "cro", "driver_number")},
        address=address if entry.address or entry.postcode else None,
    )


def alias_of(line: str) -> people.NameData:
    """A name written in one line, family name last; a single word is a given name."""
    given, _, family = line.strip().rpartition(" ")
    return (
        people.NameData(family_name=family, given_names=given)
        if given
        else people.NameData(given_names=family)
    )


def link_person(page: Page, person: Person, role: str, event: Event, at: datetime) -> Link:
    return page.save(
        Link(
            from_kind=RecordKind.PERSON,
            from_id=person.pk,
            role=role,
            to_kind=RecordKind.EVENT,
            to_id=event.pk,
            valid_from=timezone.localdate(event.happened_from),
            asserted_at=at,
        )
    )
