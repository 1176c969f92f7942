"""A person's profile: everything the page, the printed copy and the API show, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.records import labels
from daybook.records.facts import as_text
from daybook.records.models import (
    Assertion,
    Attachment,
    Event,
    EventOffence,
    Identifier,
    Link,
    Person,
    PersonDescription,
    PersonName,
    WarningMarker,
)
from daybook.records.models.common import RecordKind
from daybook.records.queries.filter import visible
from daybook.records.queries.linked import Tie, fetch, ties_of

EVENTS_A_PAGE = 15
OURS = "daybook"
MOST_COMPANIONS = 60


@dataclass(frozen=True, slots=True)
class Appearance:
    """A person in an event, in one role or several."""

    event: Event
    roles: tuple[str, ...]

    @property
    def subjects(self) -> frozenset[str]:
        return frozenset(map(labels.role_subject, self.roles))


@dataclass(frozen=True, slots=True)
class Companion:
    """Another person of the same events, with the role they had there."""

    person: Person
    event: Event
    role: str

    @property
    def subject(self) -> str:
        return labels.role_subject(self.role)


@dataclass(slots=True)
class Profile:
    """A person with all that hangs on them. `appearances` is one page of the timeline, newest first."""

    person: Person
    names: list[PersonName] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    descriptions: list[PersonDescription] = field(default_factory=list)
    warnings: list[WarningMarker] = field(default_factory=list)
    assertions: dict[str, list[Assertion]] = field(default_factory=dict)
    sources: dict[str, Assertion] = field(default_factory=dict)
    """By field: whose word the value in use is, where it is another system's."""
    ties: list[Tie] = field(default_factory=list)
    appearances: list[Appearance] = field(default_factory=list)
    more_appearances: bool = False
    companions: list[Companion] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)

    @property
    def chief_numbers(self) -> list[Identifier]:
        """PNCID and CRO number as far as they check: those that go into the identity bar."""
        chief = {number.scheme: number for number in self.identifiers if number.valid}
        return [chief[scheme] for scheme in ("pncid", "cro") if scheme in chief]

    def ties_to(self, kind: str) -> list[Tie]:
        return [tie for tie in self.ties if tie.kind == kind]

    @property
    def warnings_in_force(self) -> list[WarningMarker]:
        return [warning for warning in self.warnings if is_in_force(warning)]

    @property
    def warnings_past(self) -> list[WarningMarker]:
        return [warning for warning in self.warnings if not is_in_force(warning)]


def is_in_force(warning: WarningMarker, day: date | None = None) -> bool:
    """Whether a warning counts on that day (London, default today): neither withdrawn nor run out."""
    ends = warning.expires_on
    return not warning.withdrawn and (ends is None or ends >= (day or timezone.localdate()))


def profile_of(caller: Caller, person: Person, page: int = 1) -> Profile:
    """The profile with that page of the timeline, as far as the caller may see."""
    profile = Profile(person)
    profile.names = list(visible(caller, PersonName).filter(person=person).order_by("asserted_at", "pk"))
    profile.identifiers = list(
        visible(caller, Identifier).filter(person=person).order_by("scheme", "asserted_at", "pk")
    )
    profile.descriptions = list(
        visible(caller, PersonDescription).filter(person=person).order_by("-asserted_at", "pk")
    )
    profile.warnings = list(
        visible(caller, WarningMarker).filter(person=person).order_by("-asserted_at", "pk")
    )
    said = words_on(caller, person)
    profile.assertions = {name: rows for name, rows in said.items() if len({row.value for row in rows}) > 1}
    profile.sources = {name: row for name, rows in said.items() if (row := _in_use(person, name, rows))}
    profile.ties = ties_of(caller, person.pk, without=(RecordKind.EVENT,))
    profile.appearances, profile.more_appearances = appearances_of(caller, person.pk, page)
    events = [appearance.event for appearance in profile.appearances]
    profile.companions = companions_in(caller, events, but=person.pk)
    attachments = visible(caller, Attachment).filter(event__in=events).select_related("event")
    profile.attachments = list(attachments.order_by("-added_at", "pk"))
    return profile


def words_on(caller: Caller, person: Person) -> dict[str, list[Assertion]]:
    """The fields of which somebody said something of its own, each with what every source says, newest first."""
    said: dict[str, list[Assertion]] = defaultdict(list)
    assertions = visible(caller, Assertion).filter(person=person, superseded=False)
    for assertion in assertions.order_by("field", "-asserted_at", "pk"):
        said[assertion.field].append(assertion)
    return said


def _in_use(person: Person, name: str, said: Iterable[Assertion]) -> Assertion | None:
    """The word of another system that is the value in use; None where Daybook says so too."""
    same = [row for row in said if row.value == as_text(getattr(person, name, None))]
    return None if any(row.source == OURS for row in same) else next(iter(same), None)


def appearances_of(
    caller: Caller, person_id: UUID, page: int = 1, per_page: int = EVENTS_A_PAGE
) -> tuple[list[Appearance], bool]:
    """One page of the events a person is in, newest first, and whether there are more."""
    links = visible(caller, Link).filter(
        from_id=person_id, to_kind=RecordKind.EVENT, withdrawn=False, valid_to__isnull=True
    )
    roles: dict[UUID, list[str]] = defaultdict(list)
    for event_id, role in links.order_by("pk").values_list("to_id", "role"):
        roles[event_id].append(role)
    offences = Prefetch("offences", visible(caller, EventOffence).filter(withdrawn=False).order_by("pk"))
    events = visible(caller, Event).filter(pk__in=list(roles)).select_related("location", "officer")
    start = (page - 1) * per_page
    shown = list(
        events.prefetch_related(offences).order_by("-happened_from", "pk")[start : start + per_page + 1]
    )
    return [Appearance(event, tuple(roles[event.pk])) for event in shown[:per_page]], len(shown) > per_page


def companions_in(caller: Caller, events: Iterable[Event], but: UUID) -> list[Companion]:
    """The other people of those events with their roles, as far as the caller may see them."""
    by_id = {event.pk: event for event in events}
    links = visible(caller, Link).filter(
        to_id__in=list(by_id), from_kind=RecordKind.PERSON, withdrawn=False, valid_to__isnull=True
    )
    rows = list(links.exclude(from_id=but).order_by("-asserted_at", "pk")[:MOST_COMPANIONS])
    found = fetch(caller, ((RecordKind.PERSON, link.from_id) for link in rows))
    return [
        Companion(found[RecordKind.PERSON, link.from_id], by_id[link.to_id], link.role)
        for link in rows
        if (RecordKind.PERSON, link.from_id) in found
    ]
