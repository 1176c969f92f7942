"""The report document: everything about one event that a mapping to another system may use.

The shape is described in docs/report-document.md, with an example. Codes are Daybook's own (records/data/codes);
a mapping turns them into the other system's. Times are ISO 8601 in UTC.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from daybook.access.caller import Caller
from daybook.access.models import User
from daybook.records.models import (
    Event,
    EventChange,
    EventOffence,
    Handling,
    Identifier,
    Link,
    Location,
    Person,
    PersonName,
    Phone,
    WarningMarker,
)
from daybook.records.offences import find
from daybook.records.people import LIVES_AT, USES
from daybook.records.queries.changes import changes_of, open_answers
from daybook.records.queries.guarded import may_read_all, readable
from daybook.records.reading_reports import people_in, people_once_in
from daybook.records.reports import type_of
from daybook.web import places

Document = dict[str, Any]
CREATED = {"recorded"}


def verb_of(kind: str) -> str:
    """What an entry of that kind asks of a system that was told: `create`, `amend` or `withdraw`."""
    slug, _, verb = kind.partition(":")
    if verb in CREATED:
        return "create"
    withdrawing = {change.kind for change in type_of(slug).changes if change.withdraws}
    return "withdraw" if kind in withdrawing else "amend"


def report_document(event_id: UUID, verb: str = "create") -> Document:
    """The event as it stands now. Raises Event.DoesNotExist for an unknown id."""
    event = Event.objects.select_related("location", "officer").get(pk=event_id)
    involved = people_in(event) or people_once_in(event)
    people = [{"role": role, **person_part(person, event.happened_from)} for role, person in involved]
    return {
        "report": event.report_type,
        "verb": verb,
        "number": event.number,
        "version": event.version,
        "event": _event_part(event),
        event.report_type: readable(None, event),
        "steps": _steps_part(event),
        "person": people[0] if people else None,
        "people": people,
        "offences": [_offence_part(offence, event) for offence in _offences(event)],
        "place": _place_part(event.location),
        "officer": _officer_part(event.officer),
        "force": {"code": settings.FORCE_CODE},
        "references": {},
        "asn": event.asn or None,
    }


def _event_part(event: Event) -> Document:
    return {
        "id": str(event.pk),
        "happened_at": utc(event.happened_from),
        "happened_to": utc(event.happened_to),
        "recorded_at": utc(event.recorded_at),
        "status": event.status,
        "handling": event.handling,
    }


def changes_part(caller: Caller, event: Event) -> list[Document]:
    """What was done to the event since it was recorded, oldest first, with the answers that the caller may read."""
    all_of_it = may_read_all(caller, event)
    return [
        {
            "change": made.slug,
            "status": made.status,
            "at": utc(made.made_at),
            "reason": made.reason,
            "answers": open_answers(made, all_of_it),
        }
        for made in changes_of(caller, event)
    ]


def _steps_part(event: Event) -> Document:
    """What was answered last at each step that the report has taken, by the step; never what it guards."""
    made = EventChange.objects.filter(event=event).select_related("event").order_by("made_at", "pk")
    return {one.slug: open_answers(one, False) for one in made}


def _offences(event: Event) -> list[EventOffence]:
    return list(event.offences.filter(withdrawn=False).order_by("id"))


def _offence_part(offence: EventOffence, event: Event) -> Document:
    return {
        "id": str(offence.pk),
        "code": offence.code,
        "title": offence.title,
        "category": offence.category,
        "recordable": offence.recordable,
        "home_office_class": find(offence.code).home_office_class,
        "committed_from": utc(offence.committed_from or event.happened_from),
        "committed_to": utc(offence.committed_to),
    }


def person_part(person: Person, at: datetime) -> Document:
    """A person as other systems are told of them. `age` is in whole years at that moment.

    Aliases, numbers and warnings are those of all people on record who are found to be this same person.
    """
    age, one = person.age_on(at.date()), same_person(person)
    description = person.descriptions.order_by("-asserted_at").first()
    return {
        "id": str(person.pk),
        "family_name": person.family_name,
        "given_names": person.given_names.split(),
        "full_name": person.full_name,
        "unknown": not person.known,
        "date_of_birth": person.date_of_birth.isoformat() if person.date_of_birth else None,
        "sex": person.sex,
        "gender_identity": person.gender_identity,
        "self_defined_ethnicity": person.self_defined_ethnicity,
        "observed_ethnicity": person.observed_ethnicity,
        "nationality": person.nationality,
        "occupation": person.occupation,
        "language": person.language,
        "height_cm": description.height_cm if description else None,
        "age": age,
        "under_18": age is not None and age < 18,
        "aliases": [
            {"family_name": name.family_name, "given_names": name.given_names.split()}
            for name in _other_names(person, one)
        ],
        "identifiers": _identifiers(person, one),
        "warnings": [{"code": mark.code, "text": mark.text} for mark in _warnings(one, at.date())],
        **_whereabouts(person),
    }


def same_person(person: Person) -> list[UUID]:
    """The ids of all who are this person, itself first. Closed records tell nothing through a more open one."""
    ids = places.same_person(person.pk) if places.same_person else []
    others = [one for one in ids if one != person.pk]
    if not others:
        return [person.pk]
    told = Person.objects.filter(pk__in=others, handling__in={Handling.OPEN, person.handling})
    return [person.pk, *told.order_by("pk").values_list("pk", flat=True)]


def _other_names(person: Person, one: list[UUID]) -> list[PersonName]:
    """The person's own other names, then what else the same person is known by, each once."""
    names = PersonName.objects.filter(person__in=one).exclude(person=person, kind="primary").order_by("id")
    own = [name for name in names if name.person_id == person.pk]
    known = {(person.family_name, person.given_names)} | {(it.family_name, it.given_names) for it in own}
    others = {(it.family_name, it.given_names): it for it in names if it.person_id != person.pk}
    return own + [name for said, name in others.items() if said not in known]


def _identifiers(person: Person, one: list[UUID]) -> Document:
    """The valid number of each national scheme: the person's own first; where sources disagree, the one said first."""
    found: Document = dict.fromkeys(("pncid", "cro", "driver_number", "nino"))
    numbers = Identifier.objects.filter(person__in=one, valid=True).order_by("id")
    for number in sorted(numbers, key=lambda number: number.person_id != person.pk):
        if found.get(number.scheme, "") is None:
            found[number.scheme] = number.canonical
    return found


def _warnings(one: list[UUID], day: date) -> list[WarningMarker]:
    marks = WarningMarker.objects.filter(person__in=one, withdrawn=False).order_by("id")
    return [mark for mark in marks if mark.expires_on is None or mark.expires_on >= day]


def _whereabouts(person: Person) -> Document:
    """The latest address, telephone number and e-mail address."""
    links = Link.objects.filter(from_id=person.pk, role__in=[LIVES_AT, USES], withdrawn=False, valid_to=None)
    latest = {link.role: link.to_id for link in links.order_by("asserted_at", "id")}
    address = Location.objects.filter(pk__in=[latest.get(LIVES_AT)]).first()
    contact = Phone.objects.filter(pk__in=[latest.get(USES)]).first()
    return {
        "address": {
            "lines": address.lines if address else [],
            "postcode": address.postcode if address else "",
            "uprn": address.uprn if address else None,
        },
        "phone": contact.number if contact else "",
        "email": contact.email if contact else "",
    }


def _place_part(place: Location | None) -> Document:
    if place is None:
        return {}
    names = ("description", "lines", "postcode", "uprn", "latitude", "longitude", "easting", "northing")
    return {name: getattr(place, name) for name in names}


def _officer_part(officer: User) -> Document:
    return {
        "collar_number": officer.username,
        "name": officer.get_full_name(),
        "rank": officer.rank,
        "station": officer.station,
    }


def utc(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else None
