"""One person with all records that are this person, the events they are in, and who else is in those."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Prefetch

from daybook.access.models import User
from daybook.book.models import Entry
from daybook.records import labels
from daybook.records.models import Event, EventOffence, Link, Location, Person, PersonName, Phone
from daybook.records.models.common import RecordKind
from daybook.records.people import LIVES_AT, USES
from daybook.records.subject_access.marking import Marker
from daybook.records.subject_access.rules import BY_SUBJECT, OFFICER, OTHER, Rule
from daybook.web import places

Record = tuple[str, UUID]


@dataclass(slots=True)
class Subject:
    """`people`: the records that are this person. `roles`: theirs in each event. `others`: (role, person) in each.

    `records` grows as sources say which more records are about the person, such as a custody record.
    """

    people: list[Person]
    events: list[Event]
    roles: dict[UUID, list[str]]
    others: dict[UUID, list[tuple[str, Person]]]
    marker: Marker
    other_homes: set[UUID] = field(default_factory=set)
    records: list[Record] = field(default_factory=list)

    @property
    def ids(self) -> list[UUID]:
        return [person.pk for person in self.people]


def same_people(person: UUID) -> list[UUID]:
    """The ids of all people on record who are this same person, itself among them."""
    found: list[UUID] = places.same_person(person) if places.same_person else []
    return found or [person]


def subject_of(person: Person) -> Subject:
    """Everything by which the sources find what is held, in a fixed number of queries."""
    people = list(Person.objects.filter(pk__in=same_people(person.pk)).order_by("recorded_at", "pk"))
    ids = [one.pk for one in people]
    roles = _roles(ids)
    events = _events(roles)
    others = _others(list(roles), ids)
    marker = _marker(ids, others)
    records: list[Record] = [("person", key) for key in ids] + [("event", event.pk) for event in events]
    _learn_officers(marker, records, events)
    known = {person.pk for pairs in others.values() for _, person in pairs}
    return Subject(people, events, roles, others, marker, _homes(known) - _homes(ids), records)


def _roles(ids: list[UUID]) -> dict[UUID, list[str]]:
    links = Link.objects.filter(from_kind=RecordKind.PERSON, from_id__in=ids, to_kind=RecordKind.EVENT)
    found = defaultdict[UUID, list[str]](list)
    for event, role in links.filter(withdrawn=False).order_by("pk").values_list("to_id", "role"):
        found[event].append(role)
    return dict(found)


def _events(ids: Iterable[UUID]) -> list[Event]:
    offences = Prefetch("offences", EventOffence.objects.filter(withdrawn=False).order_by("pk"))
    rows = Event.objects.filter(pk__in=list(ids)).select_related("location", "officer")
    return list(rows.prefetch_related(offences).order_by("happened_from", "pk"))


def _others(events: list[UUID], own: list[UUID]) -> dict[UUID, list[tuple[str, Person]]]:
    links = Link.objects.filter(to_id__in=events, from_kind=RecordKind.PERSON, withdrawn=False)
    rows = list(links.exclude(from_id__in=own).order_by("pk").values_list("to_id", "role", "from_id"))
    people = Person.objects.in_bulk([person for _, _, person in rows])
    found = defaultdict[UUID, list[tuple[str, Person]]](list)
    for event, role, person in rows:
        if person in people:
            found[event].append((role, people[person]))
    return dict(found)


def rule_for(role: str) -> Rule:
    """The rule that withholds somebody who is in an event in that role."""
    return BY_SUBJECT.get(labels.role_subject(role), OTHER)


def _marker(ids: list[UUID], others: dict[UUID, list[tuple[str, Person]]]) -> Marker:
    own = PersonName.objects.filter(person__in=ids).values_list("family_name", "given_names")
    lived = Location.objects.filter(pk__in=_homes(ids)).values_list("postcode", flat=True)
    marker = Marker(own, [*lived, *_contacts(ids)])
    rules = {person.pk: rule_for(role) for pairs in others.values() for role, person in pairs}
    ties = Link.objects.filter(from_kind=RecordKind.PERSON, to_kind=RecordKind.PERSON)
    for start, end in (("from_id", "to_id"), ("to_id", "from_id")):
        rows = ties.filter(**{f"{start}__in": ids}).exclude(**{f"{end}__in": ids})
        for key in rows.values_list(end, flat=True):
            rules.setdefault(key, OTHER)
    names = PersonName.objects.filter(person__in=list(rules)).order_by("pk")
    for person, family, given in names.values_list("person_id", "family_name", "given_names"):
        marker.learn(rules[person], family, given)
    return marker


def _homes(ids: Iterable[UUID]) -> set[UUID]:
    rows = Link.objects.filter(from_id__in=list(ids), role=LIVES_AT, withdrawn=False)
    return set(rows.values_list("to_id", flat=True))


def _contacts(ids: list[UUID]) -> list[str]:
    used = Link.objects.filter(from_id__in=ids, role=USES, withdrawn=False).values("to_id")
    rows = Phone.objects.filter(pk__in=used).values_list("number", "email")
    return [one for pair in rows for one in pair if one]


def _learn_officers(marker: Marker, records: list[Record], events: list[Event]) -> None:
    """Everybody who wrote about these records, or is their officer, may be named in their words."""
    wrote = Entry.objects.filter(record_id__in=[key for _, key in records]).exclude(act="consultation")
    ids = {one for one in wrote.order_by().values_list("user_id", flat=True).distinct() if one}
    users = {user.pk: user for user in User.objects.filter(pk__in=ids)} | {
        event.officer_id: event.officer for event in events
    }
    for user in users.values():
        marker.learn(OFFICER, user.last_name, user.first_name)
        marker.learn(OFFICER, user.username)
