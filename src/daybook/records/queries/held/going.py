"""What this room holds of people who go: their rows, reports that go with them, places and things nobody else needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Model, Q

from daybook.access.models import SealedOpening, SearchShown
from daybook.records import drafts, labels
from daybook.records.models import (
    Assertion,
    Attachment,
    Document,
    Draft,
    Event,
    EventChange,
    EventOffence,
    Identifier,
    ItemDecision,
    LegalHold,
    Link,
    Location,
    LocationToken,
    NameToken,
    Person,
    PersonDescription,
    PersonName,
    Phone,
    PropertyItem,
    RetentionReview,
    Signature,
    SourceIdentity,
    SubjectRequest,
    Vehicle,
    WarningMarker,
)
from daybook.records.models.common import RecordKind
from daybook.records.queries.held.subject import same_people
from daybook.records.retention.due import SUSPECT
from daybook.records.retention.going import Going, holders
from daybook.records.retention.names import Names

OF_PERSON: tuple[type[Any], ...] = (
    PersonName,
    Identifier,
    PersonDescription,
    WarningMarker,
    Assertion,
    SubjectRequest,
    RetentionReview,
    LegalHold,
)
OF_EVENT: tuple[type[Any], ...] = (EventOffence, EventChange, Attachment, Signature, SourceIdentity)
THINGS: tuple[type[Any], ...] = (Location, Phone, Vehicle, PropertyItem, Document)


def going_of(person: UUID) -> Going:
    """All that goes with this person, from every room."""
    people = same_people(person)
    names = list(PersonName.objects.filter(person__in=people).values_list("family_name", "given_names"))
    known = Person.objects.filter(pk__in=people).values_list("family_name", "given_names")
    names += known
    going = Going(people, Names(names, _shared(Names(names).tokens, people)))
    _own(going)
    for holder in holders():
        holder(going)
    return going


def _shared(tokens: set[str], people: Sequence[UUID]) -> set[str]:
    """Those of the words that stand in another person's name, or in that of a place which is not theirs."""
    others = NameToken.objects.filter(token__in=tokens).exclude(person__in=people)
    theirs = Link.objects.filter(from_id__in=people, to_kind=RecordKind.LOCATION).values("to_id")
    places = LocationToken.objects.filter(token__in=tokens).exclude(location__in=theirs)
    return {*others.values_list("token", flat=True), *places.values_list("token", flat=True)}


def _own(going: Going) -> None:
    events, going.staying = _events(going.people)
    ends = [*going.people, *events]
    links = list(Link.objects.filter(Q(from_id__in=ends) | Q(to_id__in=ends)).order_by("pk"))
    places = Event.objects.filter(pk__in=events).values_list("location_id", flat=True)
    touched = {one.to_id for one in links} | {one.from_id for one in links} | {one for one in places if one}
    going.add("People", Person.objects.filter(pk__in=going.people).order_by("pk"))
    for model in THINGS:
        going.add(_title(model), _unneeded(model, touched, links, events))
    going.add("Reports", Event.objects.filter(pk__in=events).order_by("pk"))
    for model in OF_PERSON:
        going.add(_title(model), model.objects.filter(person__in=going.people).order_by("pk"))
    going.add(
        "Decisions on requests", ItemDecision.objects.filter(request__person__in=going.people).order_by("pk")
    )
    for model in OF_EVENT:
        going.add(_title(model), model.objects.filter(event__in=events).order_by("pk"))
    going.add("Links", links)
    _openings(going)
    going.files = _files(events)
    going.count("Files on disk", len(going.files))
    _drafts(going)


def _title(model: type[Model]) -> str:
    return str(model._meta.verbose_name_plural).capitalize()


def _events(people: Sequence[UUID]) -> tuple[list[UUID], set[UUID]]:
    """Reports that go, and those that stay because somebody else is suspected in them."""
    links = Link.objects.filter(from_kind=RecordKind.PERSON, to_kind=RecordKind.EVENT)
    ids = list(links.filter(from_id__in=people).order_by("pk").values_list("to_id", flat=True))
    rows = links.filter(to_id__in=ids, withdrawn=False).exclude(from_id__in=people)
    others = {
        event for event, role in rows.values_list("to_id", "role") if labels.role_subject(role) == SUSPECT
    }
    return [one for one in dict.fromkeys(ids) if one not in others], others


def _unneeded(model: type[Any], ids: set[UUID], links: Sequence[Link], events: Sequence[UUID]) -> list[Any]:
    """Those of the things that nothing else points to once these links and reports are gone."""
    rows = {row.pk: row for row in model.objects.filter(pk__in=ids)}
    left = Link.objects.exclude(pk__in=[one.pk for one in links])
    needed = set(left.filter(from_id__in=rows).values_list("from_id", flat=True))
    needed |= set(left.filter(to_id__in=rows).values_list("to_id", flat=True))
    if model is Location:
        others = Event.objects.filter(location__in=rows).exclude(pk__in=events)
        needed |= set(others.values_list("location_id", flat=True))
    return [row for key, row in sorted(rows.items()) if key not in needed]


def _openings(going: Going) -> None:
    """Openings of sealed records, whose reasons may name the person; and where they stood among results."""
    going.add(
        "Openings of sealed records", SealedOpening.objects.filter(record_id__in=going.records).order_by("pk")
    )
    going.beside.append(lambda: SearchShown.objects.filter(record_id__in=going.records).delete())


def _files(events: Iterable[UUID]) -> set[str]:
    """SHA-256 of files that no other report has."""
    hashes = set(Attachment.objects.filter(event__in=events).values_list("sha256", flat=True))
    kept = Attachment.objects.filter(sha256__in=hashes).exclude(event__in=events)
    return hashes - set(kept.values_list("sha256", flat=True))


def _drafts(going: Going) -> None:
    """What somebody is typing about the person: found by id, or by name where nobody else has it."""
    found = [row.pk for row in Draft.objects.select_related("user") if _concerns(going, row)]
    going.count("Drafts", len(found))
    going.beside.append(lambda: Draft.objects.filter(pk__in=found).delete())


def _concerns(going: Going, row: Draft) -> bool:
    text = drafts.typed_in(row.user, row.pk) or ""
    pattern = going.names.family if going.names.is_unique else going.names.full
    return bool(pattern.search(text)) or any(str(key) in text or key.hex in text for key in going.people)
